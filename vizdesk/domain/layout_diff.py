"""What changes from one version of a layout to another, in sentences, by what it means for those who search.

A patch changes words only; a minor step adds or rearranges; a major one can change what a search finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from vizdesk.domain.layout import DEFAULT_LOCALE, OPERATORS, Json, Kind, text_in
from vizdesk.domain.naming import last_name


class Consequence(StrEnum):
    """What a change touches."""

    LOOKS = "looks"
    CHOICES = "choices"
    RESULTS = "results"


class Step(IntEnum):
    """How large a step from version to version is."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


class Change(NamedTuple):
    """One difference.

    Args:
        consequence: what it touches.
        step: how large a step it makes.
        sentence: in plain words.
    """

    consequence: Consequence
    step: Step
    sentence: str


def compare(before: Json, after: Json) -> list[Change]:
    """All differences between two checked layout documents, in the order of the newer one."""
    changes = [*_layout(before, after)]
    for old, new in _paired(before["pages"], after["pages"]):
        if old and new:
            changes += _page(old, new, _Steps(before, after))
        elif new:
            changes.append(_adds(f"The page “{_name(new)}” is new."))
        elif old:
            changes.append(_finds(f"The page “{_name(old)}” is gone, and with it its filters."))
    return changes


def size_of(changes: Sequence[Change]) -> Step | None:
    """How large the whole step is; None where nothing changes."""
    return max((one.step for one in changes), default=None)


def _words(sentence: str) -> Change:
    return Change(Consequence.LOOKS, Step.PATCH, sentence)


def _looks(sentence: str) -> Change:
    return Change(Consequence.LOOKS, Step.MINOR, sentence)


def _adds(sentence: str) -> Change:
    return Change(Consequence.CHOICES, Step.MINOR, sentence)


def _finds(sentence: str) -> Change:
    return Change(Consequence.RESULTS, Step.MAJOR, sentence)


class _Steps:
    """What the newer document's migrations say about the ids of the older one."""

    def __init__(self, before: Json, after: Json) -> None:
        version = before["version"]
        new = [one for one in after.get("migrations", ()) if one["from"] >= version]
        self._steps: list[Json] = [step for one in new for step in one["steps"]]

    def renamed(self) -> dict[str, str]:
        """The new id of each renamed filter, by its old one."""
        led: dict[str, str] = {}
        for step in self._steps:
            if step["op"] == "rename":
                first = next((old for old, new in led.items() if new == step["from"]), step["from"])
                led[first] = step["id"]
        return led

    def of(self, identifier: str, op: str) -> Json | None:
        """The last step of a kind on a filter."""
        key = "from" if op == "rename" else "id"
        return next((one for one in reversed(self._steps) if one["op"] == op and one[key] == identifier), None)


def _layout(before: Json, after: Json) -> Iterator[Change]:
    if before["agency"] != after["agency"]:
        yield _finds(f"It is the layout of {after['agency']}, no longer of {before['agency']}.")
    if before.get("timeZone", "UTC") != after.get("timeZone", "UTC"):
        yield _finds(f"Times are read in {after.get('timeZone', 'UTC')}, no longer in {before.get('timeZone', 'UTC')}.")
    yield from _texts("The agency", before.get("text", {}), after.get("text", {}))
    yield from _moved("The pages", [one["id"] for one in before["pages"]], [one["id"] for one in after["pages"]])
    old = [one for one in before.get("migrations", ()) if one["from"] < before["version"]]
    new = [one for one in after.get("migrations", ()) if one["from"] < before["version"]]
    if old != new:
        yield _finds("The migrations from earlier versions are others: searches saved then may end differently.")
    yield from _rest("The layout", before, after, "layout agency version timeZone text pages migrations")


def _page(old: Json, new: Json, steps: _Steps) -> Iterator[Change]:
    name = f"The page “{_name(new)}”"
    on = f"On “{_name(new)}”, "
    yield from _texts(name, old["text"], new["text"])
    yield from _groups(on, old, new)
    yield from _filters(on, old, new, steps)
    yield from _columns(on, old, new)
    if _sort(old) != _sort(new):
        yield _finds(f"{on}results are sorted by {_sort(new)}, no longer by {_sort(old)}.")
    was_record, record = ({"photoHosts": []} | one.get("record", {}) for one in (old, new))
    if was_record["photoHosts"] != record["photoHosts"]:
        hosts = ", ".join(record["photoHosts"]) or "nowhere"
        yield _looks(f"{on}photos are fetched from {hosts}; whoever runs these hosts learns whose photo is looked at.")
    if was_record | {"photoHosts": 0} != record | {"photoHosts": 0}:
        yield _looks(f"{on}a record’s title or photo is taken from other fields.")
    usual = {"minimumCriteria": 0, "reason": "none", "asYouType": False}
    was, now = (usual | one.get("policy", {}) for one in (old, new))
    if was["minimumCriteria"] != now["minimumCriteria"]:
        wanted, before = now["minimumCriteria"], was["minimumCriteria"]
        yield _finds(f"{on}a search needs at least {wanted} criteria, no longer {before}.")
    if was["reason"] != now["reason"]:
        yield _finds(
            f"{on}a reason for a search is {'required' if now['reason'] == 'required' else 'not required'} now."
        )
    if was["asYouType"] != now["asYouType"]:
        yield _looks(f"{on}users {'may' if now['asYouType'] else 'may not'} have it search while they type.")
    yield from _rest(f"{name}: its policy", was, now, "minimumCriteria reason asYouType")
    yield from _rest(name, old, new, "id text groups filters columns sort record policy")


def _groups(on: str, old: Json, new: Json) -> Iterator[Change]:
    before, after = (_by_id(one.get("groups", ())) for one in (old, new))
    for identifier, one in after.items():
        if identifier not in before:
            yield _looks(f"{on}the group “{_name(one)}” is new.")
        else:
            yield from _texts(f"{on}the group “{_name(one)}”", before[identifier]["text"], one["text"])
    for identifier, one in before.items():
        if identifier not in after:
            yield _looks(f"{on}the group “{_name(one)}” is gone.")
    yield from _moved(f"{on}the groups", list(before), list(after))


def _columns(on: str, old: Json, new: Json) -> Iterator[Change]:
    before, after = ({one["field"]: one for one in page["columns"]} for page in (old, new))
    for field, one in after.items():
        what = f"{on}the column “{_name(one)}”"
        if field not in before:
            yield _looks(f"{what} is new.")
            continue
        yield from _texts(what, before[field]["text"], one["text"])
        if before[field].get("width") != one.get("width"):
            yield _words(f"{what} has another width.")
        yield from _rest(what, before[field], one, "field text width")
    for field, one in before.items():
        if field not in after:
            yield _looks(f"{on}the column “{_name(one)}” is gone.")
    yield from _moved(f"{on}the columns", list(before), list(after))


def _filters(on: str, old: Json, new: Json, steps: _Steps) -> Iterator[Change]:
    before, after = _by_id(old["filters"]), _by_id(new["filters"])
    renamed = {was: now for was, now in steps.renamed().items() if was in before and now in after}
    origin = {now: was for was, now in renamed.items()} | {key: key for key in after if key in before}
    for identifier, one in after.items():
        what = f"{on}the filter “{_name(one)}”"
        was = origin.get(identifier)
        if was is None:
            yield _adds(f"{what} is new.")
            continue
        if was != identifier:
            yield _adds(f"{what} has the id {identifier}, no longer {was}; saved criteria follow.")
        yield from _filter(what, before[was], one, steps)
    for identifier, one in before.items():
        if identifier not in origin.values():
            yield _gone(f"{on}the filter “{_name(one)}”", identifier, steps)
    order = {group: [origin.get(key, key) for key in keys] for group, keys in _panel(new).items()}
    if any([*_moved("", keys, order.get(group, ()))] for group, keys in _panel(old).items()):
        yield _looks(f"{on}the filters of a group stand in another order.")


def _gone(what: str, identifier: str, steps: _Steps) -> Change:
    retired, split = steps.of(identifier, "retire"), steps.of(identifier, "split")
    if split is not None:
        targets = dict.fromkeys(last_name(one["id"]) for row in split["map"].values() for one in row)
        return _finds(f"{what} is split into {_listed(targets)}; saved criteria follow where they can.")
    if retired is not None:
        return _finds(f"{what} is retired ({retired['why'].rstrip('.')}); saved criteria are parked with that reason.")
    return _finds(f"{what} has left without a migration step; saved criteria are parked unexplained.")


def _filter(what: str, old: Json, new: Json, steps: _Steps) -> Iterator[Change]:
    yield from _texts(what, old["text"], new["text"])
    if old["kind"] != new["kind"]:
        hint = "" if steps.of(new["id"], "retype") else " There is no “retype” step for it."
        yield _finds(f"{what} is of kind {new['kind']}, no longer {old['kind']}.{hint}")
    yield from _value(what, old, new, steps)
    yield from _ui(what, old.get("ui", {}), new.get("ui", {}))
    yield from _bind(what, old, new)
    was, now = old.get("policy", {}), new.get("policy", {})
    if set(was.get("roles", ())) != set(now.get("roles", ())):
        yield _finds(f"{what} is for {_roles(now)}, no longer for {_roles(was)}.")
    if was.get("sensitivity", "normal") != now.get("sensitivity", "normal"):
        yield _finds(f"{what} is of sensitivity {now.get('sensitivity', 'normal')} now.")
    yield from _rest(f"{what}: its policy", was, now, "roles sensitivity")
    yield from _rest(what, old, new, "id kind value ui bind text policy")


def _value(what: str, old: Json, new: Json, steps: _Steps) -> Iterator[Change]:
    was, now = old.get("value", {}), new.get("value", {})
    mapped = (steps.of(new["id"], "mapOptions") or {"map": {}})["map"]
    yield from _options(what, was.get("options", ()), now.get("options", ()), mapped)
    for key, word in (("minimum", "smallest"), ("maximum", "largest")):
        if was.get(key) != now.get(key):
            yield _adds(f"{what} has another {word} value.")
    if was.get("unit", "") != now.get("unit", ""):
        yield _finds(f"{what} is in {now.get('unit') or 'no unit'}, no longer in {was.get('unit') or 'no unit'}.")
    if was.get("default") != now.get("default"):
        yield _finds(f"{what} starts with another value.")
    yield from _rest(f"{what}: its value", was, now, "options minimum maximum unit default")


def _options(what: str, was: Sequence[Json], now: Sequence[Json], mapped: Mapping[str, str]) -> Iterator[Change]:
    before, after = ({one["value"]: one for one in each} for each in (was, now))
    for value, one in after.items():
        if value not in before:
            yield _adds(f"{what} has the new option {_option(one)}.")
            continue
        option = f"{what}: the option {_option(one)}"
        texts = [{locale: {"label": label} for locale, label in each.get("text", {}).items()}
                 for each in (before[value], one)]  # fmt: skip
        yield from _texts(option, *texts)
        yield from _rest(option, before[value], one, "value text")
    for value, one in before.items():
        if value in mapped:
            gone = "" if value in after else " has left;"
            yield _finds(
                f"{what}: the option {_option(one)}{gone or ';'} saved criteria on it ask for “{mapped[value]}” now."
            )
        elif value not in after:
            yield _finds(f"{what}: the option {_option(one)} has left; saved criteria on it are parked.")
    yield from _moved(f"{what}: the options", list(before), list(after))


def _ui(what: str, was: Json, now: Json) -> Iterator[Change]:
    if was.get("group") != now.get("group"):
        yield _looks(f"{what} stands in another group.")
    if was.get("widget") != now.get("widget"):
        yield _looks(f"{what} is shown by another control.")
    if was.get("visibleWhen") != now.get("visibleWhen"):
        yield _finds(f"{what} is shown under another condition; while it is hidden, it is not searched for.")
    yield from _rest(f"{what}: how it is shown", was, now, "group order widget visibleWhen")


def _bind(what: str, old: Json, new: Json) -> Iterator[Change]:
    was, now = old["bind"], new["bind"]
    if was["field"] != now["field"]:
        yield _finds(f"{what} asks the field {now['field']}, no longer {was['field']}.")
    before, after = (set(one["bind"].get("operators", OPERATORS[Kind(one["kind"])])) for one in (old, new))
    if after - before:
        yield _adds(f"{what} also offers {_listed(sorted(after - before))}.")
    if before - after:
        yield _finds(f"{what} does not offer {_listed(sorted(before - after))} any more.")
    if was.get("missing", "exclude") != now.get("missing", "exclude"):
        found = "finds" if now.get("missing") == "include" else "leaves out"
        yield _finds(f"{what}, where it excludes values, now {found} records without a value.")
    yield from _rest(f"{what}: what it is bound to", was, now, "field operators missing")


def _texts(what: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for locale in dict.fromkeys((*was, *now)):
        before, after = was.get(locale, {}), now.get(locale, {})
        if before.get("label") != after.get("label"):
            if "label" not in before or "label" not in after:
                added = "is given a name" if "label" in after else "has no name any more"
                yield _words(f"{what} {added} in “{locale}”.")
            else:
                yield _words(f"{what} is called “{after['label']}”, no longer “{before['label']}” (“{locale}”).")
        if before.get("help") != after.get("help"):
            yield _words(f"{what} has another help text (“{locale}”).")


def _moved(what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    common = set(before) & set(after)
    if [one for one in before if one in common] != [one for one in after if one in common]:
        yield _looks(f"{what} stand in another order.")


def _rest(what: str, was: Mapping[str, Any], now: Mapping[str, Any], told: str) -> Iterator[Change]:
    """What no sentence of its own is written for may change what is found."""
    for key in dict.fromkeys((*was, *now)):
        if key not in told.split() and was.get(key) != now.get(key):
            yield _finds(f"{what} has another “{key}”.")


def _paired(before: Sequence[Json], after: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    old, new = _by_id(before), _by_id(after)
    return [(old.get(key), one) for key, one in new.items()] + [
        (one, None) for key, one in old.items() if key not in new
    ]


def _by_id(entries: Sequence[Json]) -> dict[str, Json]:
    return {one["id"]: one for one in entries}


def _panel(page: Json) -> dict[str, list[str]]:
    """The ids of the filters by their group, in the panel's order."""
    groups: dict[str, list[str]] = {}
    for one in sorted(page["filters"], key=lambda each: each.get("ui", {}).get("order", 0)):
        groups.setdefault(one.get("ui", {}).get("group", ""), []).append(one["id"])
    return groups


def _name(one: Json) -> str:
    return text_in(one["text"], DEFAULT_LOCALE) or str(one.get("id", one.get("field", "")))


def _option(one: Json) -> str:
    texts = one.get("text", {})
    label = texts.get(DEFAULT_LOCALE) or next(iter(texts.values()), "")
    return f"“{label}” ({one['value']})" if label else f"“{one['value']}”"


def _sort(page: Json) -> str:
    keys = page.get("sort", ())
    said = [f"{one['field']}{' downwards' if one.get('direction') == 'desc' else ''}" for one in keys]
    return ", then ".join(said) or "nothing"


def _roles(policy: Json) -> str:
    return _listed(sorted(policy.get("roles", ()))) or "everybody"


def _listed(names: Any) -> str:
    return ", ".join(names)
