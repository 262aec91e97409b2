"""What of a page's kept state has the shape that this program writes; nobody can say what the rest of it means.

Another version of the program, or a fault in one, may have written anything. What is read here the models can take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.layout import Direction
from vizdesk.store.concerns import CRITERIA, REASON, SORT, TAB, UNDO, VIEW, Concern

QUERY = ""
"""Stands for the query line where a filter id is expected."""

PARKED = "*parked"
"""Stands for what is parked in `CriteriaModel.typed_state`."""

MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, VizDeskError)
"""What reading JSON of another shape than one's own may raise."""

MOST_NUMBER = 10**9
MOST_PIXELS = 100_000

Fits = Callable[[Any], bool]
Sieve = Callable[[Any], Any]


class Sound(NamedTuple):
    """What can be taken of a concern, and whether that is all of it."""

    state: Any
    is_whole: bool


def read_kept(concern: Concern, kept: Any) -> Sound:
    """What can be taken of one concern of a page, as the store gave it.

    Of criteria that is each filter for itself, of a view each key; of all else it is the whole, or nothing (None).
    """
    return _READERS[concern](kept)


def is_draft(one: Any) -> bool:
    """Whether controls and readers take a draft, whatever it means to them."""
    return isinstance(one, dict) and all(fits(one[key]) for key, fits in _DRAFT.items() if key in one)


def is_parked(one: Any) -> bool:
    """Whether it is a `ParkedCriterion` as JSON."""
    return (
        isinstance(one, dict)
        and _PARKED.keys() <= one.keys() <= _PARKED.keys() | {"draft", "typed", "applied"}
        and all(fits(one[key]) for key, fits in _PARKED.items())
        and (one.get("draft") is None or is_draft(one["draft"]))
    )


def _is(*kinds: type) -> Fits:
    return lambda one: isinstance(one, kinds)


def _counts_to(most: int) -> Fits:
    return lambda one: isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= most


def _list_of(fits: Fits) -> Fits:
    return lambda one: isinstance(one, list) and all(map(fits, one))


def _by_name(fits: Fits) -> Fits:
    return lambda one: isinstance(one, dict) and all(map(fits, one.values()))


def _holding(keys: Mapping[str, Fits]) -> Fits:
    return lambda one: isinstance(one, dict) and all(key in one and fits(one[key]) for key, fits in keys.items())


_is_text = _is(str)
_is_number = _counts_to(MOST_NUMBER)

_DRAFT: Mapping[str, Fits] = {
    **dict.fromkeys(("text", "from", "to", "operator", "unit"), _is_text),
    **dict.fromkeys(("point", "distance", "southWest", "northEast", "area"), _is_text),
    **dict.fromkeys(("values", "below"), _list_of(_is_text)),
    "value": _is(str, bool),
    "exists": _is(bool),
    "labels": _by_name(_is_text),
    "of": _by_name(_list_of(_is_text)),
    "groups": _list_of(_by_name(is_draft)),
}
"""What these keys of a draft hold, where it has them."""

_PARKED: Mapping[str, Fits] = {"id": _is_text, "text": _is_text, "why": _is_text, "layout": _is_number}


def _is_typed(state: Any) -> bool:
    """Whether it is a part of a `CriteriaModel.typed_state`; what is empty may be null in it."""
    return isinstance(state, dict) and all(one is None or _TYPED.get(key, is_draft)(one) for key, one in state.items())


_TYPED: Mapping[str, Fits] = {QUERY: _is_text, PARKED: _list_of(is_parked)}


def _is_step(one: Any) -> bool:
    return isinstance(one, list) and len(one) == 2 and all(map(_is_typed, one))


def _text(one: Any) -> str:
    return one if isinstance(one, str) else ""


def _each_by_name(fits: Fits) -> Sieve:
    return lambda one: {key: each for key, each in one.items() if fits(each)} if isinstance(one, dict) else {}


def _each(fits: Fits) -> Sieve:
    return lambda one: [each for each in one if fits(each)] if isinstance(one, list) else []


def _anything(_one: Any) -> bool:
    return True  # of the wire form; it is read when it is taken over, and parked where it cannot be


_CRITERIA: Mapping[str, Sieve] = {
    "query": _text,
    "appliedQuery": _text,
    "drafts": _each_by_name(is_draft),
    "converted": _each_by_name(_is_text),
    "typed": _each_by_name(_anything),
    "applied": _each_by_name(_anything),
    "parked": _each(is_parked),
}

_VIEW: Mapping[str, Fits] = {
    "selected_id": _is(str, type(None)),
    "first_row": _is_number,
    "column_widths": _by_name(_counts_to(MOST_PIXELS)),
    **dict.fromkeys(("column_order", "hidden_columns", "pinned_columns", "folded_groups"), _list_of(_is_text)),
    "density": _is_text,
    "detail_open": _is(bool),
    "splitter": _list_of(_counts_to(MOST_PIXELS)),
}


def _read_criteria(kept: Any) -> Sound:
    if not isinstance(kept, dict) or not _is_number(kept.get("layout", 0)):
        return Sound({}, is_whole=False)
    taken = {key: sieve(kept[key]) for key, sieve in _CRITERIA.items() if key in kept}
    is_whole = all(one == kept[key] for key, one in taken.items())
    return Sound({**({"layout": kept["layout"]} if "layout" in kept else {}), **taken}, is_whole)


def _read_view(kept: Any) -> Sound:
    if not isinstance(kept, dict):
        return Sound({}, is_whole=False)
    known = {key: kept[key] for key in _VIEW if key in kept}
    taken = {key: one for key, one in known.items() if _VIEW[key](one)}
    return Sound(taken, is_whole=len(taken) == len(known))


def _all_or_nothing(fits: Fits) -> Callable[[Any], Sound]:
    return lambda kept: Sound(kept, is_whole=True) if fits(kept) else Sound(None, is_whole=False)


_READERS: Mapping[Concern, Callable[[Any], Sound]] = {
    CRITERIA: _read_criteria,
    VIEW: _read_view,
    REASON: _all_or_nothing(_holding({"code": _is_text, "case": _is_text})),
    SORT: _all_or_nothing(
        _holding({"keys": _list_of(_holding({"field": _is_text, "direction": lambda one: one in list(Direction)}))})
    ),
    UNDO: _all_or_nothing(_holding({"layout": _is_number, "steps": _list_of(_is_step), "place": _is_number})),
    TAB: _all_or_nothing(_holding({"open": _is(bool)})),
}
