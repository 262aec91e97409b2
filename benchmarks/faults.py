"""Faults planted in sound layouts, one at a time: whether the first message names the very node, and how many come.

The layouts are made from a seed, and so are the places of the faults: 200 faults of all kinds that people make.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

from benchmarks.report import Figure
from vizdesk.domain.errors import LayoutRefused
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import OPERATORS, Kind
from vizdesk.domain.layout_check import check_layout
from vizdesk.resources import layout_schema

FAULTS = 200
FIRST_RIGHT = 0.95
MOST_MESSAGES = 1.2
USES = 3
"""A name that stands so often in a page has references, which would be faults of their own if it were another."""

Json = dict[str, Any]
Path = tuple[str | int, ...]


class Planted(NamedTuple):
    """A text with one fault: what kind of fault it is, and the pointer of the node that has it."""

    text: str
    what: str
    pointer: str


class Told(NamedTuple):
    """What the check told of planted faults: how many first messages named the node, and how many messages came."""

    first_right: int
    messages: int
    wrong: list[str]


def measure() -> list[Figure]:
    """Both bars."""
    told = check(plant(FAULTS))
    right, messages = told.first_right / FAULTS, told.messages / FAULTS
    return [
        Figure("first message names the node of a fault", f"{right:.1%}", "–", "–", "≥ 95 %", right >= FIRST_RIGHT),
        Figure("messages for one fault", f"{messages:.2f}", "–", "–", "≤ 1.2", messages <= MOST_MESSAGES),
    ]


def check(planted: list[Planted]) -> Told:
    """Check texts that have a fault each."""
    schema = layout_schema()
    right, messages, wrong = 0, 0, []
    for one in planted:
        try:
            check_layout(one.text, schema)
        except LayoutRefused as error:
            messages += len(error.faults)
            if error.faults[0].pointer == one.pointer:
                right += 1
                continue
        wrong.append(f"{one.what} at {one.pointer}")
    return Told(right, messages, wrong)


def plant(count: int, seed: int = 9) -> list[Planted]:
    """Texts with one fault each, all kinds of faults in turn."""
    rng = random.Random(seed)
    return [_planted(rng, list(PLANTERS)[number % len(PLANTERS)]) for number in range(count)]


def _planted(rng: random.Random, what: str) -> Planted:
    document = sound_layout(rng)
    path = PLANTERS[what](document, rng)
    return Planted(json.dumps(document, indent=1), what, pointer_of(*path))


def sound_layout(rng: random.Random) -> Json:
    """A layout without faults: some pages of groups and filters of all kinds."""
    return {
        "layout": 1, "agency": "bay", "version": rng.randrange(1, 90), "base": None, "timeZone": "UTC",
        "pages": [_page(rng, name) for name in rng.sample(["people", "vehicles", "boats", "cases"], rng.randint(1, 3))],
        "migrations": [],
    }  # fmt: skip


def _page(rng: random.Random, name: str) -> Json:
    groups = [f"group_{number}" for number in range(rng.randint(1, 4))]
    filters = [_filter(rng, name, number, groups) for number in range(rng.randint(14, 40))]
    for number in range(7, len(filters), 5):  # each hangs on one before it, so there is no circle
        other = filters[number - 5]["id"]
        asks = {"id": other, "exists": True}
        both = {"all": [{"id": other, "in": ["a", 1]}, {"not": asks}]}
        filters[number]["ui"]["visibleWhen"] = rng.choice([asks, both])
    return {
        "id": name,
        "text": _text(name),
        "groups": [{"id": one, "text": _text(one)} for one in groups],
        "filters": filters,
        "columns": [
            {"field": f"field_{number}", "text": _text(f"Column {number}"), "width": 90} for number in range(9)
        ],
        "sort": [{"field": "field_1", "direction": "asc"}],
        "record": {"title": ["field_2"], "photo": "field_3"},
        "policy": {"minimumCriteria": 0, "reason": "none"},
    }


def _text(label: str) -> Json:
    return {"en": {"label": label, "help": "As last seen"}, "es": {"label": f"{label} (es)"}}


def _filter(rng: random.Random, page: str, number: int, groups: list[str]) -> Json:
    kind = [Kind.TEXT, Kind.CHOICES, Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.YES_NO, Kind.IDENTIFIER][number % 7]
    values: dict[Kind, Json] = {
        Kind.CHOICES: {"options": [{"value": f"v{at}", "text": {"en": f"Value {at}"}} for at in range(5)]},
        Kind.CHOICE: {"options": [{"value": f"v{at}", "text": {"en": f"Value {at}"}} for at in range(3)]},
        Kind.NUMBER: {"minimum": 1, "maximum": 9, "unit": "cm"},
        Kind.DATE: {"minimum": "2001-01-01", "maximum": "2002-02-02", "precision": "day"},
    }
    return {
        "id": f"bay:{page}.field_{number}",
        "kind": kind.value,
        "value": values.get(kind, {}),
        "ui": {"group": rng.choice(groups), "order": number},
        "bind": {"field": f"field_{number}", "operators": [one.value for one in OPERATORS[kind]], "missing": "exclude"},
        "text": _text(f"Filter {number}"),
        "policy": {"roles": ["searcher"], "sensitivity": "normal"},
    }


def _any_page(document: Json, rng: random.Random) -> tuple[Json, Path]:
    at = rng.randrange(len(document["pages"]))
    return document["pages"][at], ("pages", at)


def _any_filter(document: Json, rng: random.Random, kind: Kind | None = None) -> tuple[Json, Path]:
    page, path = _any_page(document, rng)
    fitting = [at for at, one in enumerate(page["filters"]) if kind is None or one["kind"] == kind]
    at = rng.choice(fitting)
    return page["filters"][at], (*path, "filters", at)


def _hanging(document: Json, rng: random.Random) -> tuple[Json, Path]:
    page, path = _any_page(document, rng)
    at = rng.choice([at for at, one in enumerate(page["filters"]) if "visibleWhen" in one["ui"]])
    return page["filters"][at]["ui"], (*path, "filters", at, "ui")


def _misspelt(document: Json, rng: random.Random) -> Path:
    one, path = _any_filter(document, rng)
    around, way = rng.choice([(one, path), (one["bind"], (*path, "bind")), (one["ui"], (*path, "ui"))])
    key = rng.choice(sorted(around))
    wrong = key[:-1] + ("x" if key[-1] != "x" else "y")
    around[wrong] = around.pop(key)
    return (*way, wrong)


def _unknown(document: Json, rng: random.Random) -> Path:
    one, path = rng.choice([_any_filter, _any_page])(document, rng)
    key = rng.choice(["$ref", "colour", "comment", "sql", "onClick"])
    one[key] = "x"
    return (*path, key)


def _missing(document: Json, rng: random.Random) -> Path:
    one, path = _any_filter(document, rng)
    del one[rng.choice(["id", "bind", "text"])]
    return path


def _set(keys: str, *values: Any, kind: Kind | None = None) -> Callable[[Json, random.Random], Path]:
    """A planter that puts a wrong value somewhere in a filter; keys that are digits are places in lists."""

    def planter(document: Json, rng: random.Random) -> Path:
        around, path = _any_filter(document, rng, kind)
        way: list[str | int] = [int(key) if key.isdigit() else key for key in keys.split(".")]
        at: Any = around
        for key in way[:-1]:
            at = at[key]
        at[way[-1]] = rng.choice(values)
        return (*path, *way)

    return planter


def _second(what: str) -> Callable[[Json, random.Random], Path]:
    """A planter that gives a later entry of a page's list the name of an earlier one."""

    def planter(document: Json, rng: random.Random) -> Path:
        page, path = _any_page(document, rng)
        key = "id" if what == "filters" else "field"
        text = json.dumps(page)
        at = rng.choice([at for at, one in enumerate(page[what]) if at > 3 and text.count(f'"{one[key]}"') < USES])
        page[what][at][key] = page[what][rng.randrange(at)][key]
        return (*path, what, at, key)

    return planter


def _other_kind(document: Json, rng: random.Random) -> Path:
    one, path = _any_filter(document, rng, Kind.CHOICES)
    one["kind"] = rng.choice(["number", "date", "yesNo"])
    return (*path, "kind")


def _reserved(document: Json, rng: random.Random) -> Path:
    page, path = _any_page(document, rng)
    text = json.dumps(page)
    at = rng.choice([at for at, one in enumerate(page["filters"]) if text.count(f'"{one["id"]}"') == 1])
    page["filters"][at]["id"] = f"bay:{page['id']}.{rng.choice(['query', 'schema', 'reason'])}"
    return (*path, "filters", at, "id")


def _same_label(document: Json, rng: random.Random) -> Path:
    page, path = _any_page(document, rng)
    by_group: dict[str, list[int]] = {}
    for at, one in enumerate(page["filters"]):
        by_group.setdefault(one["ui"]["group"], []).append(at)
    first, second = sorted(rng.sample(rng.choice([ats for ats in by_group.values() if len(ats) > 1]), 2))
    locale = rng.choice(["en", "es"])
    label = page["filters"][first]["text"][locale]["label"]
    page["filters"][second]["text"][locale]["label"] = rng.choice([label.upper(), label.replace("F", "Ｆ")])
    return (*path, "filters", second, "text", locale, "label")


def _circle(document: Json, rng: random.Random) -> Path:
    page, path = _any_page(document, rng)
    length = rng.randint(2, 4)
    ats = sorted(rng.sample([at for at, one in enumerate(page["filters"]) if at % 5 != 2], length))
    for at, following in zip(ats, [*ats[1:], ats[0]], strict=True):
        page["filters"][at]["ui"]["visibleWhen"] = {"id": page["filters"][following]["id"], "exists": True}
    return (*path, "filters", ats[0], "ui", "visibleWhen")


def _lost_condition(document: Json, rng: random.Random) -> Path:
    ui, path = _hanging(document, rng)
    ui["visibleWhen"] = {"any": [ui["visibleWhen"], {"not": {"id": "bay:people.gone", "exists": True}}]}
    return (*path, "visibleWhen", "any", 1, "not", "id")


def _empty_condition(document: Json, rng: random.Random) -> Path:
    ui, path = _hanging(document, rng)
    key = rng.choice(["all", "any"])
    ui["visibleWhen"] = {key: []}
    return (*path, "visibleWhen", key)


def _page_part(key: str, value: Any, *path: str | int) -> Callable[[Json, random.Random], Path]:
    """A planter that puts a wrong value somewhere in a page."""

    def planter(document: Json, rng: random.Random) -> Path:
        page, around = _any_page(document, rng)
        at: Any = page
        for part in path:
            at = at[part]
        at[key] = value
        return (*around, *path, key)

    return planter


def _top(key: str, *values: Any) -> Callable[[Json, random.Random], Path]:
    def planter(document: Json, rng: random.Random) -> Path:
        document[key] = rng.choice(values)
        return (key,)

    return planter


PLANTERS: dict[str, Callable[[Json, random.Random], Path]] = {
    "misspelt key": _misspelt,
    "unknown key": _unknown,
    "missing key": _missing,
    "unknown kind": _set("kind", "color", "Text", "enum", 7),
    "kind of another filter": _other_kind,
    "id not of the form": _set("id", "surname", "bay:people.Surname", "bay:people.surnаme", "bay:people.__x", ""),
    "id of another agency": _set("id", "state:people.field_x", "harbour:boats.field_x"),
    "id of another page": _set("id", "bay:nowhere.field_x"),
    "reserved id": _reserved,
    "id twice": _second("filters"),
    "field twice": _second("columns"),
    "label not text": _set("text.en.label", 7, None, ["x"]),
    "label empty": _set("text.en.label", ""),
    "label too long": _set("text.es.label", "x" * 300),
    "language unknown": _set("text.Spanish", {"label": "x"}),
    "equal labels": _same_label,
    "option not text": _set("value.options.2.value", 4, None, True, kind=Kind.CHOICES),
    "option twice": _set("value.options.2.value", "v0", "v1", kind=Kind.CHOICE),
    "option called the same": _set("value.options.2.text.en", "VALUE 0", "value 1", kind=Kind.CHOICES),
    "operator unknown": _set("bind.operators.1", "like", "between", kind=Kind.CHOICES),
    "operator twice": _set("bind.operators.1", "equals", kind=Kind.CHOICE),
    "no operator": _set("bind.operators", []),
    "field not a name": _set("bind.field", "Last Name", "a__b", "_id", 3),
    "order not a number": _set("ui.order", "first", 1.5, None, 10**40),
    "group unknown": _set("ui.group", "nowhere"),
    "widget unknown": _set("ui.widget", "slider"),
    "bound not a number": _set("value.minimum", "low", None, True, kind=Kind.NUMBER),
    "bound without end": _set("value.maximum", float("inf"), float("nan"), kind=Kind.NUMBER),
    "bound not a date": _set("value.minimum", "1.2.2001", "2001-13-01", 2001, kind=Kind.DATE),
    "precision unknown": _set("value.precision", "year", kind=Kind.DATE),
    "half a character": _set("text.en.help", "a\ud800"),
    "missing rule unknown": _set("bind.missing", "ignore"),
    "roles not a list": _set("policy.roles", "searcher"),
    "circle": _circle,
    "condition on nothing": _lost_condition,
    "empty condition": _empty_condition,
    "width too small": _page_part("width", 3, "columns", 2),
    "direction unknown": _page_part("direction", "up", "sort", 0),
    "sort by nothing": _page_part("field", "nothing", "sort", 0),
    "photo of nothing": _page_part("photo", "face", "record"),
    "no columns": _page_part("columns", []),
    "reason unknown": _page_part("reason", "maybe", "policy"),
    "form unknown": _top("layout", 2, "1", 0),
    "agency not a name": _top("agency", "Bay Area", "", 3),
    "version not a number": _top("version", "7", 0, 1.5),
}
