"""Overlays: an agency's layout told as operations on the layout of another, its base.

`{"base": "state@7", "overlay": [{"op": "hide", "id": …}, …]}` in place of `pages`. The operations apply in their order,
each to what those before it have left. A base's version never changes, so what an overlay amounts to never does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, NamedTuple

from vizdesk.domain.conditions import ids_in_source
from vizdesk.domain.errors import Fault, LayoutRefused
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import Json

MAX_BASES = 4
"""Bases below one another, at most."""

BaseOf = Callable[[str, int], Json]
"""The document of an agency's version as it is stored, an overlay or a whole one; raises `NotFound`."""


class Overlaid(NamedTuple):
    """What an overlay amounts to.

    Args:
        whole: the layout document with its pages.
        origins: for each page, filter and column that operations made or changed, by its JSON pointer in `whole`: where
            the overlay says so. What a pointer ends in after that is the same in both where `add` made it.
    """

    whole: Json
    origins: Mapping[str, str]

    def in_overlay(self, fault: Fault) -> Fault:
        """A fault of the whole in the overlay's terms: at the operation that made it, else at the overlay."""
        parts = fault.pointer.split("/")
        for length in range(len(parts), 0, -1):
            origin = self.origins.get("/".join(parts[:length]))
            if origin is not None:
                made = origin.count("/") > len(("overlay", "operation"))
                rest = "".join(f"/{part}" for part in parts[length:]) if made else ""
                return fault._replace(pointer=f"{origin}{rest}")
        return fault._replace(pointer="/overlay", hint=f"{fault.hint} It is at {fault.pointer} of the whole.".strip())


class _NoTarget(Exception):
    """An operation names what is not there."""

    def __init__(self, key: str, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.key, self.sentence, self.hint = key, sentence, hint


def base_reference(source: Json) -> tuple[str, int]:
    """Agency and version that a document names as its base."""
    agency, _, version = source["base"].partition("@")
    return agency, int(version)


def is_overlay(source: Json) -> bool:
    """Whether a document is an overlay, not a whole layout."""
    return "overlay" in source


def whole_of(source: Json, base_of: BaseOf) -> Json:
    """The whole layout document that a stored one amounts to; itself where it is no overlay.

    Raises:
        LayoutRefused: there are too many bases, they go in a circle, or an operation's target is missing.
        NotFound: a base is.
    """
    return _whole(source, base_of, (source["agency"],)) if is_overlay(source) else source


def base_document(source: Json, base_of: BaseOf) -> Json:
    """The whole document of an overlay's base.

    Raises:
        LayoutRefused, NotFound: as for `whole_of`.
    """
    return _base(source, base_of, (source["agency"],))


def _whole(source: Json, base_of: BaseOf, agencies: tuple[str, ...]) -> Json:
    return apply_overlay(source, _base(source, base_of, agencies)).whole


def _base(source: Json, base_of: BaseOf, agencies: tuple[str, ...]) -> Json:
    agency, version = base_reference(source)
    if agency in agencies:
        raise _refused(Fault("/base", "A layout cannot stand on its own agency’s.", "Name another agency’s layout."))
    if len(agencies) > MAX_BASES:
        raise _refused(Fault("/base", f"There are more than {MAX_BASES} bases below one another.", "Name a lower one."))
    base = base_of(agency, version)
    return _whole(base, base_of, (*agencies, agency)) if is_overlay(base) else base


def apply_overlay(source: Json, base: Json) -> Overlaid:
    """Apply an overlay's operations.

    Args:
        source: an overlay of the schema's form.
        base: the whole document of its base; it stays as it is.

    Raises:
        LayoutRefused: a target is missing; each such fault is told at its operation.
    """
    work = _Work(deepcopy(base["pages"]))
    faults = []
    for place, operation in enumerate(source["overlay"]):
        try:
            _APPLY[operation["op"]](work, operation, pointer_of("overlay", place))
        except _NoTarget as error:
            faults.append(Fault(pointer_of("overlay", place, error.key), error.sentence, error.hint))
    faults += work.left_hanging()
    if faults:
        raise _refused(*faults)
    asks = source if "transfers" in source else base
    whole = {
        "layout": source["layout"],
        "agency": source["agency"],
        "version": source["version"],
        "base": source["base"],
        "timeZone": source.get("timeZone", base.get("timeZone", "UTC")),
        **({"text": source["text"]} if "text" in source else {}),
        "pages": work.pages,
        **({"transfers": asks["transfers"]} if "transfers" in asks else {}),
        "migrations": source.get("migrations", []),
    }
    return Overlaid(whole, work.origins())


def _refused(*faults: Fault) -> LayoutRefused:
    return LayoutRefused("The overlay does not fit its base.", "Mend it, then publish it again.", faults)


class _Work:
    """The pages that operations work on, and which operation made or changed what."""

    def __init__(self, pages: list[Json]) -> None:
        self.pages = pages
        self._touched: dict[int, str] = {}  # by identity: places change as operations apply
        self._hidden: dict[str, str] = {}

    def touch(self, part: Json, pointer: str) -> None:
        self._touched[id(part)] = pointer

    def page(self, operation: Json) -> Json:
        return _named(self.pages, "id", operation["page"], "page", "page")

    def filter(self, operation: Json, key: str = "id") -> tuple[Json, Json]:
        """A page, and the filter of it that the operation names."""
        for page in self.pages:
            for one in page["filters"]:
                if one["id"] == operation[key]:
                    return page, one
        known = [one["id"] for page in self.pages for one in page["filters"]]
        raise _NoTarget(key, "There is no filter with this id in the base.", _meant(operation[key], known))

    def part(self, operation: Json) -> Json:
        """The filter, column, group or page that an operation names."""
        if "id" in operation:
            return self.filter(operation)[1]
        page = self.page(operation)
        if "field" in operation:
            return _named(page["columns"], "field", operation["field"], "field", "column")
        if "group" in operation:
            return _named(page.get("groups", ()), "id", operation["group"], "group", "group")
        return page

    def hide(self, operation: Json, pointer: str) -> None:
        part = self.part(operation)
        if "id" in operation:
            page, _ = self.filter(operation)
            page["filters"] = [one for one in page["filters"] if one is not part]
            self._hidden[operation["id"]] = f"{pointer}/id"
        elif "field" in operation:
            page = self.page(operation)
            page["columns"] = [one for one in page["columns"] if one is not part]
            self.touch(page, pointer)
        else:
            self.pages = [one for one in self.pages if one is not part]

    def left_hanging(self) -> list[Fault]:
        """Hidden filters that others' visibility hangs on."""
        faults = {}
        for page in self.pages:
            for one in page["filters"]:
                for _, identifier in ids_in_source(one.get("ui", {}).get("visibleWhen", {})):
                    if identifier in self._hidden and not any(each["id"] == identifier for each in page["filters"]):
                        hint = f"Hide {one['id']} too, or neither."
                        where = self._hidden[identifier]
                        faults[where] = Fault(where, "Another filter’s visibility hangs on this one.", hint)
        return list(faults.values())

    def origins(self) -> dict[str, str]:
        found = {}
        for place, page in enumerate(self.pages):
            parts: list[tuple[tuple[str | int, ...], Json]] = [((), page)]
            parts += [(("filters", at), one) for at, one in enumerate(page["filters"])]
            parts += [(("columns", at), one) for at, one in enumerate(page["columns"])]
            parts += [(("groups", at), one) for at, one in enumerate(page.get("groups", ()))]
            for path, part in parts:
                if id(part) in self._touched:
                    found[pointer_of("pages", place, *path)] = self._touched[id(part)]
        return found


def _named(entries: Any, key: str, name: str, said: str, what: str) -> Json:
    found: Json | None = next((one for one in entries if one[key] == name), None)
    if found is None:
        raise _NoTarget(said, f"There is no such {what} in the base.", _meant(name, [one[key] for one in entries]))
    return found


def _meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name[:200], known, 1)
    return f"Is “{near[0]}” meant?" if near else ""


def _relabel(work: _Work, operation: Json, pointer: str) -> None:
    part = work.part(operation)
    if "option" in operation:
        options = part.get("value", {}).get("options", ())
        option = _named(options, "value", operation["option"], "option", "option")
        option["text"] = option.get("text", {}) | operation["text"]
    else:
        old = part["text"]
        part["text"] = old | {locale: old.get(locale, {}) | text for locale, text in operation["text"].items()}
    work.touch(part, pointer)


def _move_before(work: _Work, operation: Json, pointer: str) -> None:
    page, one = work.filter(operation)
    other_page, other = work.filter(operation, "before")
    group, other_group = (each.get("ui", {}).get("group", "") for each in (one, other))
    if page is not other_page or group != other_group:
        raise _NoTarget("before", "This filter stands in another group.", "Regroup the one that is to move first.")
    if one is other:
        return
    filters = [each for each in page["filters"] if each is not one]
    filters.insert(next(at for at, each in enumerate(filters) if each is other), one)
    page["filters"] = filters
    one["ui"] = one.get("ui", {}) | {"order": other.get("ui", {}).get("order", 0)}
    work.touch(one, pointer)


def _regroup(work: _Work, operation: Json, pointer: str) -> None:
    page, one = work.filter(operation)
    ui = {key: value for key, value in one.get("ui", {}).items() if key != "group"}
    if operation["group"] is not None:
        _named(page.get("groups", ()), "id", operation["group"], "group", "group")
        ui["group"] = operation["group"]
    one["ui"] = ui
    work.touch(one, pointer)


def _add(work: _Work, operation: Json, pointer: str) -> None:
    if "newPage" in operation:
        made = deepcopy(operation["newPage"])
        work.pages = [*work.pages, made]
        work.touch(made, f"{pointer}/newPage")
        return
    page = work.page(operation)
    for key, entries in (("filter", "filters"), ("column", "columns"), ("group", "groups")):
        if key in operation:
            made = deepcopy(operation[key])
            page[entries] = [*page.get(entries, ()), made]
            work.touch(made, f"{pointer}/{key}")


def _set_default(work: _Work, operation: Json, pointer: str) -> None:
    _, one = work.filter(operation)
    one["value"] = one.get("value", {}) | {"default": operation["value"]}
    work.touch(one, pointer)


def _restrict(work: _Work, operation: Json, pointer: str) -> None:
    part = work.part(operation)
    policy = part.get("policy", {})
    allowed = policy.get("roles") or operation["roles"]
    roles = [role for role in operation["roles"] if role in allowed]
    if not roles:
        raise _NoTarget("roles", "Nobody would be left who may see this.", f"The base allows {', '.join(allowed)}.")
    part["policy"] = policy | {"roles": roles}
    work.touch(part, pointer)


_APPLY: Mapping[str, Callable[[_Work, Json, str], None]] = {
    "hide": _Work.hide,
    "relabel": _relabel,
    "moveBefore": _move_before,
    "regroup": _regroup,
    "add": _add,
    "setDefault": _set_default,
    "restrict": _restrict,
}
