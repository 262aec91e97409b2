"""Names in a layout document: that no two collide, for people or for programs.

Programs compare names letter by letter, and the schema lets only plain ones pass; people take two texts for the same
that differ in case or in width (Unicode NFKC and case folding).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator

from vizdesk.domain.errors import Fault
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import Json
from vizdesk.domain.naming import PRODUCT, RESERVED_WORDS, last_name

Path = tuple[str | int, ...]
Named = Iterable[tuple[Path, str]]


def looks_the_same(text: str) -> str:
    """The form of a text in which it equals all that people take for the same."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def name_faults(document: Json, namespaces: Collection[str]) -> Iterator[Fault]:
    """Names that stand twice, are reserved, or are of another agency or page.

    Args:
        document: of the schema's form.
        namespaces: beside the agency's own and the product's, those that filters' ids may have.
    """
    pages = document["pages"]
    yield from doubles(((("pages", place, "id"), page["id"]) for place, page in enumerate(pages)), "page")
    allowed = {document["agency"], PRODUCT, *namespaces}
    ids = []
    for place, page in enumerate(pages):
        path: Path = ("pages", place)
        yield from _reserved([((*path, "id"), page["id"])])
        groups = [((*path, "groups", number, "id"), one["id"]) for number, one in enumerate(page.get("groups", ()))]
        yield from doubles(groups, "group")
        filters = [((*path, "filters", number, "id"), one["id"]) for number, one in enumerate(page["filters"])]
        yield from _foreign(filters, page["id"], allowed)
        yield from _reserved((where, last_name(one)) for where, one in filters)
        yield from _page_doubles(page, path)
        ids += filters
    yield from doubles(ids, "filter")


def _page_doubles(page: Json, path: Path) -> Iterator[Fault]:
    columns = (((*path, "columns", number, "field"), one["field"]) for number, one in enumerate(page["columns"]))
    yield from doubles(columns, "column")
    labelled: dict[str, list[tuple[Path, Json]]] = {}
    for number, one in enumerate(page["filters"]):
        here = (*path, "filters", number)
        labelled.setdefault(one.get("ui", {}).get("group", ""), []).append(((*here, "text"), one["text"]))
        options = one.get("value", {}).get("options", ())
        if options:
            tree = list(_options(options, (*here, "value", "options")))
            yield from doubles((((*where, "value"), option["value"]) for where, option in tree), "option")
            yield from _equal_labels(_option_labels(tree), "Another option beside this one")
    for members in labelled.values():
        told = (
            (locale, (*where, locale, "label"), one["label"]) for where, text in members for locale, one in text.items()
        )
        yield from _equal_labels(told, "Another filter of this group")


def _options(options: Iterable[Json], path: Path) -> Iterator[tuple[Path, Json]]:
    """All options of a tree, each with its path."""
    for at, option in enumerate(options):
        yield (*path, at), option
        yield from _options(option.get("children", ()), (*path, at, "children"))


def _option_labels(tree: Iterable[tuple[Path, Json]]) -> Iterator[tuple[str, Path, str]]:
    """Labels among those that stand beside one another: below another parent, the same label means another thing."""
    for path, option in tree:
        for locale, label in option.get("text", {}).items():
            yield f"{path[:-1]} {locale}", (*path, "text", locale), label


def _equal_labels(labels: Iterable[tuple[str, Path, str]], who: str) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for among, path, label in labels:
        key = among, looks_the_same(label)
        if key in seen:
            yield Fault(pointer_of(*path), f"{who} is called the same.", "Call one of them otherwise.")
        seen.add(key)


def _foreign(ids: Named, page: str, allowed: Collection[str]) -> Iterator[Fault]:
    for path, identifier in ids:
        namespace, _, rest = identifier.partition(":")
        if namespace not in allowed:
            hint = f"Ids here start with {' or '.join(f'{one}:' for one in sorted(allowed))}."
            yield Fault(pointer_of(*path), "This id belongs to another agency.", hint)
        elif rest.partition(".")[0] != page:
            yield Fault(pointer_of(*path), "This id belongs to another page.", f"Ids here are {namespace}:{page}.name.")


def _reserved(names: Named) -> Iterator[Fault]:
    for path, name in names:
        if name in RESERVED_WORDS:
            hint = f"Taken are {', '.join(sorted(RESERVED_WORDS))}."
            yield Fault(pointer_of(*path), "This name is reserved for requests.", hint)


def doubles(named: Named, what: str) -> Iterator[Fault]:
    """A fault at each name that another has before it."""
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Fault(pointer_of(*path), f"Another {what} has this name already.", "Give each its own.")
        seen.add(name)
