"""Conditions: when a filter is visible. They are data, never evaluated code.

`{"id": …, "in": [values]}` is met while a filter asks for one of some values, `{"id": …, "exists": true}` while it asks
for anything; `{"all": […]}`, `{"any": […]}` and `{"not": …}` join others. A filter that is hidden itself asks for
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from vizdesk.domain.layout import Filter

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


class Hanging:
    """Which of some filters hang on which others: are visible, or have their options, by what those ask for.

    Args:
        filters: by id.
    """

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        self._filters = filters
        self._by_other: dict[str, list[str]] = {}
        for one in filters.values():
            others = [*filters_in(one.visible_when)] if one.visible_when else []
            for other in (*others, *([one.depends_on] if one.depends_on else ())):
                self._by_other.setdefault(other, []).append(one.id)

    def on(self, identifier: str) -> list[str]:
        """Those that hang on this one, also by way of others."""
        found = {identifier: None}
        for name in (waiting := [identifier]):
            more = self._by_other.get(name, ())
            waiting += [one for one in more if one not in found]
            found |= dict.fromkeys(more)
        return list(found)[1:]

    def is_visible(self, identifier: str, asked: Asked) -> bool:
        """Whether a filter is visible; what is typed in others counts only where these are visible.

        Args:
            identifier: of the filter.
            asked: what each filter would ask for if it were visible.
        """
        one = self._filters.get(identifier)
        return one is None or one.visible_when is None or self._is_visible(identifier, asked, {})

    def _is_visible(self, identifier: str, asked: Asked, known: dict[str, bool]) -> bool:
        """Each is looked at once: where filters hang on all before them, there are more ways than anybody waits for."""
        if identifier not in known:
            known[identifier] = False  # for the others of a circle, which no check lets pass
            one = self._filters.get(identifier)

            def asked_visibly(other: str) -> Collection[Any] | None:
                values = asked(other)
                return values if values is not None and self._is_visible(other, asked, known) else None

            known[identifier] = one is None or one.visible_when is None or is_met(one.visible_when, asked_visibly)
        return known[identifier]
