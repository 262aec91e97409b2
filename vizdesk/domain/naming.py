"""Names: from a column header to a field, and the grammar of filter ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from vizdesk.domain.text import UNFIT

ID_PATTERN = re.compile(r"[a-z][a-z0-9-]*:[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""`namespace:page.name`; no leading underscore and no double one, so ids never collide with internal names."""

NAME_PATTERN = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""A page id or a field name."""

AGENCY_PATTERN = re.compile(r"[a-z][a-z0-9-]{0,62}")

PRODUCT = "core"
"""The namespace of the product's own filters, which an agency may use beside its own."""

RESERVED_WORDS = frozenset({"query", "page", "sort", "cursor", "filters", "layout", "schema", "reason"})
"""Words of requests, which neither pages nor filters are called."""

RESERVED_NAMES = RESERVED_WORDS | {"id", "rowid", "number"}
"""What no field is called."""

MAX_NAME = 60


def snake_case(text: str) -> str:
    """A header as lower snake case: `FIRST APPEARANCE` and `firstAppearance` both give `first_appearance`.

    Accents fall away, every run of other characters becomes one underscore, a border between a lower case letter or
    digit and a capital becomes one too; a name that would be empty is `column`, one that would start with a digit gets
    `n_` before it, a reserved one `_field` behind it.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    name = re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")[:MAX_NAME].strip("_")
    if not name:
        return "column"
    if name[0].isdigit():
        name = f"n_{name}"
    return f"{name}_field" if name in RESERVED_NAMES else name


def field_names(headers: Iterable[str]) -> list[str]:
    """One field name for each header, in order; the second `name` becomes `name_2`, the third `name_3`."""
    names: list[str] = []
    taken: set[str] = set()
    for header in headers:
        base = snake_case(header)
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}_{count}"
        taken.add(name)
        names.append(name)
    return names


def label_for(header: str, field: str) -> str:
    """A readable label: the header as the agency wrote it, its underscores as spaces, with a capital in front.

    A header that is all capitals and longer than three letters is put in sentence case.
    """
    text = " ".join(UNFIT.sub(" ", header).replace("_", " ").split()) or field.replace("_", " ")
    if text.isupper() and len(text) > 3:
        text = text.lower()
    return text[:1].upper() + text[1:]


def filter_id(agency: str, page: str, field: str) -> str:
    """The id of the filter on a field that an import has made."""
    return f"{agency}:{page}.{field}"


def last_name(identifier: str) -> str:
    """The part of an id behind page and dot: `harbor:people.hair` gives `hair`."""
    return identifier.rpartition(".")[2]
