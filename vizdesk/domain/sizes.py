"""Byte counts as people write them: `16MiB`, `500 kB`, `1048576`."""

from __future__ import annotations

import re

from vizdesk.domain.errors import BadRequest

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4, "ki": KIB, "mi": MIB, "gi": GIB}
_FORM = re.compile(r"\s*(\d{1,15})(?:\.(\d{1,3}))?\s*(|b|[kmgt](?:i?b)?|[kmg]i)(?:/s)?\s*", re.IGNORECASE)


def parse_bytes(text: str) -> int:
    """A number of bytes; k, M, G are powers of 1000, Ki, Mi, Gi powers of 1024 (IEC 80000-13). `/s` may follow.

    Raises:
        BadRequest: it is not of that form.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise BadRequest("This is not a number of bytes.", "Write it as in 16MiB, 500kB or 1048576.")
    unit, fraction = _UNITS[found[3].lower().removesuffix("b")], found[2] or ""
    return int(found[1]) * unit + int(fraction or 0) * unit // int(10 ** len(fraction))


def told_bytes(count: float) -> str:
    """A number of bytes for people, three digits: `1.50 GB`."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:,.3g} TB"
