"""Makes the records of the demo agencies: synthetic, and the same on every run.

Names are put together from syllables and lists of words; the codes of choices are those of Harbor's layout.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "resources" / "demo"
SEED = 20260131
COUNTS = {"people": 2400, "vehicles": 900, "incidents": 1500}
LAST_DAY = datetime(2025, 12, 31)  # noqa: DTZ001  # local time of the agency, as its files hold it

SURNAME_STARTS = ("Quim", "Brack", "Hollo", "Marlo", "Vester", "Ostra", "Pell", "Tarn", "Wick", "Cald", "Draven",
                  "Fenn", "Gris", "Harrow", "Isen", "Jarro", "Kess", "Lund", "Morra", "Norvi", "Peña", "Rúa", "Sørli",
                  "Łuc", "Zabra", "Ünder", "Çelo", "Ñanco", "Élo", "O’Var")  # fmt: skip
SURNAME_ENDS = ("by", "well", "dane", "mere", "stead", "quist", "rino", "verde", "zan", "holt", "wick", "gate", "sen",
                "tova", "lais", "nez")  # fmt: skip
GIVEN_NAMES = {
    "F": ("Ada", "Bea", "Chloé", "Dora", "Elín", "Freya", "Greta", "Hana", "Inés", "Juno", "Kaia", "Lena", "Mira",
          "Noor", "Olive", "Petra", "Rosa", "Sofía", "Tess", "Vera", "Willa", "Zoë"),
    "M": ("Abel", "Bruno", "Cyrus", "Dario", "Emil", "Felix", "Gus", "Hugo", "Ivo", "Jonas", "Kofi", "Léo", "Milo",
          "Nils", "Oscar", "Pavel", "Quinn", "René", "Sami", "Tomás", "Viktor", "Wes"),
    "X": ("Alex", "Blair", "Casey", "Dell", "Ellis", "Frankie", "Jules", "Kit", "Lane", "Robin", "Sky", "Toni"),
}  # fmt: skip
ALIASES = ("Ace", "Birdie", "Chalk", "Deuce", "Echo", "Flip", "Ghost", "Hatch", "Inky", "Jet", "Knox", "Lucky", "Moth",
           "Nickel", "Otter", "Patch", "Quill", "Rook", "Slim", "Tango", "Whisper", "Ziggy")  # fmt: skip
MARKS = ("anchor tattoo on left forearm", "scar above right eyebrow", "rose tattoo on neck", "burn mark on left hand",
         "star tattoo behind ear", "missing tip of ring finger", "mole on right cheek", "script tattoo on ribs",
         "scar on chin", "compass tattoo on shoulder")  # fmt: skip
GARMENTS = ("green parka", "blue jeans", "red hooded sweater", "black raincoat", "gray work trousers", "yellow scarf",
            "white sneakers", "brown boots", "striped shirt", "denim jacket")  # fmt: skip
STREETS = ("Alder", "Beacon", "Cannery", "Dock", "Ember", "Foghorn", "Gull", "Heron", "Ivy", "Jetty", "Kelp", "Lantern",
           "Mill", "Net", "Oyster", "Pier", "Quarry", "Rope", "Signal", "Tide")  # fmt: skip
STREET_KINDS = ("St", "Ave", "Way", "Ln")
MODELS = ("Arc", "Bay", "Crest", "Drift", "Ember", "Flint", "Grove", "Haven", "Isle", "Junction", "Keel", "Lark")
PLATE_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
VIN_CHARACTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"  # a VIN has no I, O or Q
STORIES = {
    "THEFT": ("{thing} taken from an unlocked {place}", "{thing} missing after a visit to a {place}"),
    "BURG": ("rear window of a {place} forced, {thing} taken", "lock of a {place} drilled, {thing} missing"),
    "VEH": ("parked car entered at a {place}, {thing} taken", "truck taken from a {place}, found two blocks away"),
    "VAND": ("paint on the wall of a {place}", "window of a {place} broken with a stone"),
    "FRAUD": ("caller posed as a bank clerk, gift cards bought at a {place}", "forged check cashed at a {place}"),
    "ASLT": ("argument outside a {place}, one person hurt", "guest of a {place} pushed down the stairs"),
    "ROB": ("{thing} demanded at a {place}, two people fled on foot", "{thing} snatched in front of a {place}"),
    "NOISE": ("loud music from a {place} after midnight", "shouting in front of a {place}"),
}
THINGS = ("a laptop", "a bicycle", "a toolbox", "a handbag", "an outboard motor", "a camera", "fishing gear", "a phone")
PLACES = (
    "boathouse",
    "corner store",
    "warehouse",
    "café",
    "garage",
    "laundromat",
    "marina",
    "school",
    "bakery",
    "clinic",
)
CENTERS = {
    "N": (36.672, -121.958),
    "H": (36.656, -121.947),
    "M": (36.648, -121.932),
    "U": (36.639, -121.915),
    "E": (36.655, -121.905),
    "S": (36.624, -121.941),
}
"""Of the districts, in degrees: a coast that has room for one more town."""

LOSS_CATEGORIES = frozenset({"THEFT", "BURG", "VEH", "VAND", "FRAUD", "ROB"})

Record = dict[str, object]
Pick = Callable[[str], str]
"""One of the codes that the layout lists for a field, the earlier the likelier."""


def main() -> None:
    """Write one CSV file for each page of the layout."""
    layout = json.loads((FOLDER / "layouts" / "harbor.json").read_text(encoding="utf-8"))
    makers = {"people": person, "vehicles": vehicle, "incidents": incident}
    for page in layout["pages"]:
        name = page["id"]
        dice = random.Random(f"{SEED}:{name}")  # noqa: S311  # repeatable on purpose
        pick = picker(dice, codes_of(page))
        records = [makers[name](dice, pick, number) for number in range(1, COUNTS[name] + 1)]
        write(FOLDER / "records" / f"{name}.csv", records)


def codes_of(page: Mapping[str, Any]) -> dict[str, list[str]]:
    """The option values of each field of a page: of a tree its leaves."""
    return {
        one["bind"]["field"]: [option["value"] for option in leaves(one["value"]["options"])]
        for one in page["filters"]
        if "options" in one.get("value", {})
    }


def leaves(options: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The options that have none below them."""
    for option in options:
        below = option.get("children", ())
        yield from leaves(below) if below else (option,)


def picker(dice: random.Random, codes: Mapping[str, Sequence[str]]) -> Pick:
    """A `Pick` over these codes."""

    def pick(field: str) -> str:
        values = codes[field]
        return dice.choices(values, weights=[1 / (place + 1.5) for place in range(len(values))])[0]

    return pick


def person(dice: random.Random, pick: Pick, _number: int) -> Record:
    """One record of the page people."""
    sex, role = pick("sex"), pick("role")
    height = dice.gauss({"F": 165, "M": 178}.get(sex, 171), 7)
    born = LAST_DAY - timedelta(days=int(dice.triangular(14, 85, 31) * 365.25))
    return {
        "surname": dice.choice(SURNAME_STARTS) + dice.choice(SURNAME_ENDS),
        "given_name": dice.choice(GIVEN_NAMES[sex]),
        "aliases": maybe(dice, 0.3, lambda: "; ".join(dice.sample(ALIASES, dice.choice((1, 1, 1, 2))))),
        "role": role,
        "sex": sex,
        "dob": maybe(dice, 0.93, lambda: f"{born:%Y-%m-%d}"),
        "hair": maybe(dice, 0.95, lambda: pick("hair")),
        "eyes": maybe(dice, 0.9, lambda: pick("eyes")),
        "height_cm": maybe(dice, 0.88, lambda: clamp(height, 140, 210)),
        "weight_kg": maybe(dice, 0.8, lambda: clamp((height - 100) * dice.gauss(0.98, 0.14), 40, 150)),
        "marks": maybe(dice, 0.25, lambda: "; ".join(dice.sample(MARKS, dice.choice((1, 1, 2))))),
        "clothing": maybe(dice, 0.9 * (role == "MIS"), lambda: ", ".join(dice.sample(GARMENTS, 2))),
        "wanted": maybe(dice, 0.97, lambda: yes_no(role == "SUB" and dice.random() < 0.35)),
        "last_seen": maybe(dice, 0.7, lambda: some_day(dice)),
        "district": maybe(dice, 0.92, lambda: pick("district")),
    }


def vehicle(dice: random.Random, pick: Pick, _number: int) -> Record:
    """One record of the page vehicles."""
    stolen = dice.random() < 0.22
    letters = "".join(dice.choices(PLATE_LETTERS, k=3))
    return {
        "plate": maybe(dice, 0.97, lambda: f"{dice.randrange(10)}{letters}{dice.randrange(1000):03}"),
        "vin": maybe(dice, 0.85, lambda: "".join(dice.choices(VIN_CHARACTERS, k=17))),
        "state": pick("state"),
        "make": pick("make"),
        "model": f"{dice.choice(MODELS)}{maybe(dice, 0.4, lambda: f' {dice.randrange(1, 10)}00')}",
        "body": pick("body"),
        "color": maybe(dice, 0.96, lambda: pick("color")),
        "year": maybe(dice, 0.94, lambda: round(dice.triangular(1988, 2026, 2019))),
        "stolen": yes_no(stolen),
        "reported": some_day(dice) if stolen else "",
    }


def incident(dice: random.Random, pick: Pick, number: int) -> Record:
    """One record of the page incidents; case numbers rise with time."""
    category = pick("category")
    days_ago = (COUNTS["incidents"] - number) * 2 * 365 // COUNTS["incidents"]
    minute = int(dice.triangular(0, 24 * 60, 19 * 60)) % (24 * 60)  # evenings are likelier than mornings
    occurred = LAST_DAY - timedelta(days=days_ago) + timedelta(minutes=minute)
    story = dice.choice(STORIES[category]).format(thing=dice.choice(THINGS), place=dice.choice(PLACES))
    street = f"{dice.choice(STREETS)} {dice.choice(STREET_KINDS)}"
    violent = category in ("ROB", "ASLT")
    lost = category in LOSS_CATEGORIES
    record: Record = {
        "case_no": f"{occurred:%y}-{number:06}",
        "category": category,
        "status": pick("status"),
        "weapon": maybe(dice, 0.95, lambda: yes_no(violent and dice.random() < 0.4)),
        "loss_usd": maybe(dice, 0.85 * lost, lambda: clamp(dice.lognormvariate(6, 1.2), 5, 50_000)),
        "description": story[0].upper() + story[1:],
        "occurred": f"{occurred:%Y-%m-%dT%H:%M}",
        "address": maybe(dice, 0.97, lambda: f"{dice.randrange(1, 90)}00 block of {street}"),
        "district": maybe(dice, 0.97, lambda: pick("district")),
    }
    return record | scene(random.Random(f"{SEED}:scene:{number}"), str(record["district"]))  # noqa: S311  # repeatable


def scene(dice: random.Random, district: str) -> Record:
    """Where it happened, in degrees: within a kilometer or so of the district's center; not known for some."""
    latitude, longitude = CENTERS.get(district, CENTERS["M"])
    if dice.random() < 0.1:
        return {"latitude": "", "longitude": ""}
    return {
        "latitude": f"{dice.gauss(latitude, 0.006):.5f}",
        "longitude": f"{dice.gauss(longitude, 0.008):.5f}",
    }


def maybe(dice: random.Random, share: float, make: Callable[[], object]) -> object:
    """What `make` gives for this share of the records; nothing for the others."""
    return make() if dice.random() < share else ""


def clamp(number: float, low: int, high: int) -> int:
    """The nearest whole number in a range."""
    return min(max(round(number), low), high)


def yes_no(fact: bool) -> str:
    """A fact as the files hold it."""
    return "yes" if fact else "no"


def some_day(dice: random.Random) -> str:
    """A day of the last four years."""
    return f"{LAST_DAY - timedelta(days=dice.randrange(4 * 365)):%Y-%m-%d}"


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records as CSV: UTF-8, LF, one header line."""
    rows = list(records)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
