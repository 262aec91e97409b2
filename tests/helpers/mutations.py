"""Sound documents and search bodies, mutated at random from a seed, and what must hold of whatever becomes of them."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.helpers.layouts import people_document, people_page
from vizdesk.domain.errors import BadRequest, LayoutRefused, NotFound
from vizdesk.domain.layout import decode_layout
from vizdesk.domain.publishing import check_publishable
from vizdesk.domain.search import check_request, request_from_wire
from vizdesk.gateway.bodies import parse_json
from vizdesk.resources import layout_schema

Json = dict[str, Any]

MOST_MUTATIONS = 6
HAIR, SURNAME = "harbor:people.hair", "harbor:people.surname"
ODD: list[Any] = [
    None, True, 0, -1, 1.5, 10**30, -(10**400), 1e308, float("inf"), float("nan"), "", "x", "\0", "\ud800", "\u202e",
    "İ", "people", HAIR, "x" * 5000, "a_" * 500, [], {}, [[]], [{}], {"": {}}, {"op": "in"}, {"$any": []}, {"en": {}},
    {"id": HAIR, "exists": True}, {"not": {"not": {}}},
]  # fmt: skip
KEYS = ["$ref", "default", "visibleWhen", "all", "roles", "\ud800", "a/b~c", "y" * 3000]
_SCHEMA = layout_schema()
_PAGE = people_page()


def mutated(sound: Any, rng: random.Random) -> str:
    """The text of a value after some mutations, of its parts or of the text itself."""
    value = json.loads(json.dumps(sound))
    for _ in range(rng.randint(1, MOST_MUTATIONS)):
        _mutate(value, rng)
    text = json.dumps(value, ensure_ascii=rng.random() < 0.8)
    return _torn(text, rng) if rng.random() < 0.15 else text


def _mutate(value: Any, rng: random.Random) -> None:
    """Change one part of a container, in place."""
    around = value
    while True:
        keys = list(around) if isinstance(around, dict) else list(range(len(around)))
        if not keys:
            break
        key = rng.choice(keys)
        if not isinstance(around[key], dict | list) or rng.random() < 0.25:
            break
        around = around[key]
    if not keys:
        return
    action, odd = rng.randrange(5), deepcopy(rng.choice(ODD))
    if action == 0:
        around[key] = odd
    elif action == 1:
        del around[key]
    elif isinstance(around, list):
        around.insert(key, deepcopy(rng.choice(around)) if action == 2 else odd)
    elif action == 2:
        around[f"{key}{rng.choice(['x', '', '/', '~', '$'])}"] = around.pop(key)
    elif action == 3:
        around[rng.choice(KEYS)] = odd
    else:
        around[key] = deepcopy(around[rng.choice(list(around))])


def _torn(text: str, rng: random.Random) -> str:
    """A text with some characters cut out, doubled, or put in."""
    at = rng.randrange(len(text))
    end = min(len(text), at + rng.randrange(40))
    return text[:at] + rng.choice(["", text[at:end] * 2, "\0", "{", '"', "\\u", "1e999", "NaN", "\ufeff"]) + text[end:]


def overlay_document() -> Json:
    """An overlay with an operation of each kind, on `people_document`."""
    text = {"en": {"label": "New"}}
    operations = [
        {"op": "hide", "id": HAIR},
        {"op": "relabel", "id": SURNAME, "text": text},
        {"op": "moveBefore", "id": "harbor:people.dob", "before": SURNAME},
        {"op": "regroup", "id": SURNAME, "group": None},
        {"op": "add", "page": "people", "column": {"field": "gang", "text": text}},
        {"op": "setDefault", "id": "harbor:people.armed", "value": True},
        {"op": "restrict", "page": "people", "roles": ["searcher"]},
    ]
    return {"layout": 1, "agency": "bay", "version": 1, "base": "harbor@7", "overlay": operations}


def conditional_document() -> Json:
    """`people_document` with conditions, defaults and roles."""
    document: Json = json.loads(json.dumps(people_document()))
    filters = document["pages"][0]["filters"]
    filters[0]["ui"]["visibleWhen"] = {"any": [{"id": HAIR, "in": ["BRO"]}, {"not": {"id": HAIR, "exists": True}}]}
    filters[2]["value"]["default"] = ["BRO"]
    filters[3]["policy"] = {"roles": ["searcher"]}
    return document


def search_body() -> Json:
    """A body of `POST /search` with criteria of all kinds."""
    return {
        "type": "people",
        "query": "quim*",
        "filters": {
            HAIR: ["BRO", "BLK"],
            "harbor:people.dob": {"op": "between", "from": "1980-01-01", "to": "1982-12-31"},
            "$any": [{"harbor:people.height": 180}, {SURNAME: {"op": "contains", "value": "a"}, HAIR: "BRO"}],
        },
        "sort": [{"field": "surname", "direction": "asc"}],
        "page": {"size": 50, "after": None},
        "layout": "harbor@7",
        "requestId": "r",
        "reason": {"code": "C"},
    }


def check_document(text: str) -> None:
    """A layout document is refused with faults, or it can be worked with."""
    try:
        checked = check_publishable(text, _SCHEMA, _base_of)
    except LayoutRefused as error:
        assert error.faults
        assert all(fault.sentence and fault.line > 0 and fault.column > 0 for fault in error.faults)
        json.dumps([fault._asdict() for fault in error.faults], allow_nan=False).encode()
        return
    layout = decode_layout(checked.whole)
    json.dumps(layout.document, allow_nan=False, ensure_ascii=False).encode()
    for page in layout.pages:
        page.filters_by_group()


def _base_of(agency: str, version: int) -> Json:
    if (agency, version) != ("harbor", 7):
        raise NotFound("There is no such layout.")
    return people_document()


def check_body(text: str) -> None:
    """A search body is refused in a sentence, or means the same after a round trip."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # no bytes that a gateway takes for text
    try:
        request = request_from_wire(parse_json(text))
        check_request(request, _PAGE)
    except BadRequest as error:
        assert error.sentence
        return
    assert request_from_wire(parse_json(json.dumps(request.to_wire()))).echo() == request.echo()


CHECKS: dict[str, tuple[Callable[[], Json], Callable[[str], None]]] = {
    "layout": (conditional_document, check_document),
    "overlay": (overlay_document, check_document),
    "search": (search_body, check_body),
}


def run(what: str, first: int, count: int) -> tuple[float, int]:
    """Check some mutations of one kind.

    Returns:
        The longest time that one took, in seconds of this process's own time, and its seed.
    """
    sound, check = CHECKS[what]
    longest = (0.0, first)
    for seed in range(first, first + count):
        text = mutated(sound(), random.Random(seed))
        started = time.process_time()
        try:
            check(text)
        except Exception as error:
            raise AssertionError(f"{what} {seed}: {error!r}") from error
        longest = max(longest, (time.process_time() - started, seed))
    return longest


if __name__ == "__main__":  # what, the first seed, how many: prints the longest time and its seed
    print(*run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))  # noqa: T201  # for the process that started this one
