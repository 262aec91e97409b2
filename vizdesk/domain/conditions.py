"""Conditions: when a filter is visible. They are data, never evaluated code.

`{"id": …, "in": [values]}` is met while a filter asks for one of some values, `{"id": …, "exists": true}` while it asks
for anything; `{"all": […]}`, `{"any": […]}` and `{"not": …}` join others. A filter that is hidden itself asks for
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

Asked = Callable[[str], Collection[Any] | None]
"""The values that a filter asks for, by its id: none of them known for a range, None where it asks for nothing."""


class AsksFor(NamedTuple):
    """Met while the filter `id` asks for one of `values`."""

    id: str
    values: tuple[Any, ...]


class AsksAnything(NamedTuple):
    """Met while the filter `id` asks for anything at all."""

    id: str


class AllOf(NamedTuple):
    """Met while all its parts are; `joined` tells it from an `AnyOf` of the same parts."""

    parts: tuple[Condition, ...]
    joined: str = "all"


class AnyOf(NamedTuple):
    """Met while one of its parts is."""

    parts: tuple[Condition, ...]
    joined: str = "any"


class Not(NamedTuple):
    """Met while its part is not."""

    part: Condition
    joined: str = "not"


Condition = AsksFor | AsksAnything | AllOf | AnyOf | Not


def decode_condition(source: Mapping[str, Any]) -> Condition:
    """The condition of a checked layout document."""
    if "all" in source:
        return AllOf(tuple(decode_condition(one) for one in source["all"]))
    if "any" in source:
        return AnyOf(tuple(decode_condition(one) for one in source["any"]))
    if "not" in source:
        return Not(decode_condition(source["not"]))
    if "in" in source:
        return AsksFor(source["id"], tuple(source["in"]))
    return AsksAnything(source["id"])


def is_met(condition: Condition, asked: Asked) -> bool:
    """Whether a condition is met by what the filters ask for."""
    match condition:
        case AsksFor(identifier, values):
            return not set(asked(identifier) or ()).isdisjoint(values)
        case AsksAnything(identifier):
            return asked(identifier) is not None
        case AllOf(parts):
            return all(is_met(part, asked) for part in parts)
        case AnyOf(parts):
            return any(is_met(part, asked) for part in parts)
        case Not(part):
            return not is_met(part, asked)


def filters_in(condition: Condition) -> Iterator[str]:
    """The ids of the filters that a condition hangs on."""
    match condition:
        case AsksFor(identifier) | AsksAnything(identifier):
            yield identifier
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from filters_in(part)
        case Not(part):
            yield from filters_in(part)


def ids_in_source(source: Mapping[str, Any], *path: str | int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each id that a condition of a document names, with its path in it."""
    if "id" in source:
        yield (*path, "id"), source["id"]
    for key in ("all", "any"):
        for place, part in enumerate(source.get(key, ())):
            yield from ids_in_source(part, *path, key, place)
    if "not" in source:
        yield from ids_in_source(source["not"], *path, "not")
