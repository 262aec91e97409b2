"""The steps of a layout's migrations: what became of a filter, and of a criterion that was saved for it.

A layout document carries them as data: `rename`, `mapOptions`, `split`, `retype`, `retire`. Each step names the filter
as the steps before it have left it; docs/layout-versions.md shows an example of each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from vizdesk.domain.criteria import Criterion, Scalar, is_iso_date
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import STORED_AS, Json, Kind, Operator
from vizdesk.domain.naming import last_name

_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_EXACT = (Operator.EQUALS, Operator.IN)


class Parked(Exception):
    """A criterion cannot be asked any more as it was meant.

    Args:
        why: one plain sentence.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Part(NamedTuple):
    """A criterion on its way through the versions; a split makes several of one.

    Args:
        id: the filter that it is for now.
        criterion: what is asked; None for something typed that cannot be asked yet.
        was: the kind of filter that it was made for, where a step has made that another one.
        as_text: it was typed as text, so that case and accents do not count where its values become options.
    """

    id: str
    criterion: Criterion | None
    was: str = ""
    as_text: bool = False

    def with_values(self, convert: Callable[[Scalar], Scalar]) -> Part:
        """The same question with each value converted; two that become the same stand in it once."""
        asked = self.criterion
        if asked is None:
            return self
        lower, upper = (None if end is None else convert(end) for end in (asked.lower, asked.upper))
        values = tuple(dict.fromkeys(convert(value) for value in asked.values))
        return self._replace(criterion=asked._replace(values=values, lower=lower, upper=upper))


class Step(Protocol):
    """One step of a migration."""

    @property
    def source(self) -> str:
        """The id of the filter whose criteria it changes."""

    def apply(self, part: Part) -> list[Part]:
        """What becomes of a criterion on `source`.

        Raises:
            Parked: it cannot be asked any more as it was meant.
        """


class Rename(NamedTuple):
    """A filter has another id; it asks for the same."""

    source: str
    target: str

    def apply(self, part: Part) -> list[Part]:
        """The criterion, unchanged, for the new id."""
        return [part._replace(id=self.target)]


class MapOptions(NamedTuple):
    """Options have other values; those that the map does not name stay."""

    source: str
    map: Mapping[str, str]

    def apply(self, part: Part) -> list[Part]:
        """The criterion with the new values."""
        if part.criterion is None or part.criterion.operator not in (*_EXACT, Operator.NOT_IN):
            return [part]
        return [part.with_values(lambda value: self.map.get(value, value) if isinstance(value, str) else value)]


class Target(NamedTuple):
    """One condition that an option of a split filter stands for now."""

    id: str
    value: Scalar


class Split(NamedTuple):
    """One filter has become several; each of its options now stands for one condition, or for several at once."""

    source: str
    map: Mapping[str, Sequence[Target]]

    def apply(self, part: Part) -> list[Part]:
        """The criteria that ask together for the same; parked where only an OR across filters would."""
        name = last_name(self.source).replace("_", " ")
        if part.criterion is None or part.criterion.operator not in (*_EXACT, Operator.NOT_IN):
            raise Parked(
                Filled(
                    "“{name}” was split into several filters, and only a choice of its options can follow.", name=name
                )
            )
        rows = [self.map.get(value, ()) if isinstance(value, str) else () for value in part.criterion.values]
        if not all(rows):
            raise Parked(
                Filled(
                    "“{name}” was split into several filters, and none of them stands for one of these options.",
                    name=name,
                )
            )
        columns: dict[str, list[Scalar]] = {}
        for target in (target for row in rows for target in row):
            columns.setdefault(target.id, []).append(target.value)
        choices = {identifier: tuple(dict.fromkeys(values)) for identifier, values in columns.items()}
        negated = part.criterion.operator is Operator.NOT_IN
        if not _is_grid(rows, choices) or (negated and len(choices) > 1):
            raise Parked(
                Filled(
                    "“{name}” was split, and its options are spread over filters that are searched together.", name=name
                )
            )
        return [Part(identifier, _any_of(values, negated=negated)) for identifier, values in choices.items()]


def _is_grid(rows: Sequence[Sequence[Target]], choices: Mapping[str, Sequence[Scalar]]) -> bool:
    """Whether “any of these rows” asks for exactly what “any value of each filter” does."""
    if any({target.id for target in row} != choices.keys() or len(row) != len(choices) for row in rows):
        return False
    return len({frozenset(row) for row in rows}) == math.prod(len(values) for values in choices.values())


def _any_of(values: Sequence[Scalar], *, negated: bool) -> Criterion:
    if negated:
        return Criterion(Operator.NOT_IN, tuple(values))
    return Criterion(Operator.EQUALS if len(values) == 1 else Operator.IN, tuple(values))


class Retype(NamedTuple):
    """A filter is of another kind."""

    source: str
    before: Kind
    after: Kind

    def apply(self, part: Part) -> list[Part]:
        """The criterion with values of the new kind; whether the filter accepts it shows at the end."""
        if _compares_alike(self.before, self.after):
            return [part]
        changed = part._replace(was=part.was or self.before, as_text=part.as_text or self.before in _TEXTS)
        if part.criterion is not None and part.criterion.operator is Operator.EXISTS:
            return [changed]
        return [changed.with_values(self._convert)]

    def _convert(self, value: Scalar) -> Scalar:
        converted = _as_kind(value, self.after)
        if converted is None:
            name = last_name(self.source).replace("_", " ")
            raise Parked(Filled("“{name}” is of another kind now, which cannot hold this value.", name=name))
        return converted


_TEXTS = (Kind.TEXT, Kind.IDENTIFIER)


def _compares_alike(before: Kind, after: Kind) -> bool:
    """Whether two kinds ask for the same with the same words: choice and choices do, text and identifier do not."""
    return before is after or (
        STORED_AS.get(before, before) == STORED_AS.get(after, after) and not {before, after} & {*_TEXTS}
    )


class Retire(NamedTuple):
    """A filter is gone."""

    source: str
    why: str

    def apply(self, part: Part) -> list[Part]:  # noqa: ARG002  # whatever it asks for
        """Nothing: the criterion is parked."""
        name = last_name(self.source).replace("_", " ")
        told = self.why.strip().rstrip(".")
        because = Filled("“{name}” was retired: {why}.", name=name, why=told)
        raise Parked(because if told else Filled("“{name}” was retired.", name=name))


class Unknown(NamedTuple):
    """A filter was changed in a way that another program knows."""

    source: str

    def apply(self, part: Part) -> list[Part]:  # noqa: ARG002  # whatever it asks for
        """Nothing: the criterion is parked."""
        name = last_name(self.source).replace("_", " ")
        raise Parked(Filled("“{name}” was changed in a way that this program cannot read.", name=name))


def _as_kind(value: Scalar, kind: Kind) -> Scalar | None:
    """A value in another kind of filter; None where it has no certain counterpart there."""
    match kind:
        case Kind.NUMBER if isinstance(value, str):
            plain = value.strip()
            return (float(plain) if "." in plain else int(plain)) if _PLAIN_NUMBER.fullmatch(plain) else None
        case Kind.NUMBER:
            return None if isinstance(value, bool) else value
        case Kind.DATE:
            return value if is_iso_date(value) else None
        case Kind.YES_NO:
            return value if isinstance(value, bool) else None
        case _:
            return value if isinstance(value, str) else None  # 1.5 and 1.50 are one number and two texts


class Migration(NamedTuple):
    """The steps from version `start` of a layout to the next."""

    start: int
    steps: tuple[Step, ...]


def read_migrations(document: Json) -> tuple[Migration, ...]:
    """The migrations of a layout document, oldest first."""
    return tuple(
        Migration(one["from"], tuple(_step(step) for step in one["steps"])) for one in document.get("migrations", ())
    )


def ended_ids(document: Json) -> set[str]:
    """The ids that a layout's migrations have ended; no filter may have one of them again."""
    ended = set()
    for step in (step for migration in document.get("migrations", ()) for step in migration["steps"]):
        match step["op"]:
            case "rename":
                ended.add(step["from"])
            case "retire":
                ended.add(step["id"])
            case "split" if all(step["id"] != target["id"] for row in step["map"].values() for target in row):
                ended.add(step["id"])
    return ended


def _step(source: Json) -> Step:
    """A step; one of another program's form parks what it would change, since nobody here knows how."""
    try:
        return _READERS[source["op"]](source)
    except (KeyError, TypeError, ValueError):
        return Unknown(str(source.get("id", source.get("from", ""))))


_READERS: Mapping[str, Callable[[Json], Step]] = {
    "rename": lambda step: Rename(step["from"], step["id"]),
    "mapOptions": lambda step: MapOptions(step["id"], step["map"]),
    "split": lambda step: Split(step["id"], {value: _targets(row) for value, row in step["map"].items()}),
    "retype": lambda step: Retype(step["id"], Kind(step["from"]), Kind(step["to"])),
    "retire": lambda step: Retire(step["id"], step.get("why", "")),
}


def _targets(row: Sequence[Any]) -> tuple[Target, ...]:
    return tuple(Target(one["id"], one["value"]) for one in row)
