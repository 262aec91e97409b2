"""Saved criteria under a newer layout: each ends kept, converted or parked, with the reason in one plain sentence.

Nothing is dropped and nothing is changed unsaid: what cannot be asked any more exactly as it was meant is parked whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import reduce
from typing import Any, NamedTuple

from vizdesk.domain.criteria import Criterion, check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import DEFAULT_LOCALE, Filter, Json, Kind, Layout, Operator, Page
from vizdesk.domain.migration_steps import Migration, Parked, Part, Step, read_migrations
from vizdesk.domain.naming import last_name
from vizdesk.domain.search import ANY
from vizdesk.domain.sentences import Say, ShowValue, criterion_sentence, plain_value, quoted
from vizdesk.domain.text import fold


class Fate(StrEnum):
    """What became of a criterion."""

    KEPT = "kept"
    CONVERTED = "converted"
    PARKED = "parked"


class Outcome(NamedTuple):
    """What became of one saved criterion.

    Args:
        id: the filter that it was saved for.
        fate: kept, converted or parked.
        filters: the wire form by filter id: what is asked now, or what was saved where it is parked.
        why: what was converted into what, or why it is parked; empty where it is kept.
    """

    id: str
    fate: Fate
    filters: Mapping[str, Any]
    why: str = ""


class Migrated(NamedTuple):
    """What became of the criteria of one search, in the order in which they were saved.

    Args:
        version: the version of the layout that they are of now.
        outcomes: one for each saved criterion.
        is_newer: they were saved with a newer version than the one at hand, so that they are left as they are.
    """

    version: int
    outcomes: tuple[Outcome, ...]
    is_newer: bool = False

    @property
    def filters(self) -> Json:
        """All that is asked now."""
        return {key: one for each in self.outcomes if each.fate is not Fate.PARKED for key, one in each.filters.items()}

    @property
    def parked(self) -> list[Outcome]:
        """What is not asked; where there is any, the search is broader than it was meant."""
        return [one for one in self.outcomes if one.fate is Fate.PARKED]


class Reader(NamedTuple):
    """For whom the sentences are written.

    Args:
        locale: the language of labels.
        show: how values are written.
        before: the page as it was, for what things were called; None where nobody knows any more.
        say: how the product's own words are said in that language.
    """

    locale: str = DEFAULT_LOCALE
    show: ShowValue = plain_value
    before: Page | None = None
    say: Say = str


class History(NamedTuple):
    """How an agency's layout came to its version.

    Args:
        version: of the layout.
        migrations: oldest first.
    """

    version: int
    migrations: tuple[Migration, ...] = ()

    def steps_since(self, version: int) -> list[Step]:
        """The steps from a version to this one."""
        return [step for one in self.migrations if version <= one.start < self.version for step in one.steps]

    def lead(self, identifier: str, version: int) -> str:
        """The id that a filter of an earlier version has now.

        Raises:
            Parked: it was retired or split, or the version is a newer one.
        """
        if version > self.version:
            raise Parked(_newer(self, version))
        return _followed(Part(identifier, None), self.steps_since(version))[0].id


def history_of(layout: Layout) -> History:
    """How a layout came to its version."""
    return History(layout.version, read_migrations(layout.document))


def draft_history_of(layout: Layout) -> History:
    """The same for a layout that may not be published yet.

    Migrations that start from the very version that it was made from lead to the one that publishing makes of it.
    """
    migrations = read_migrations(layout.document)
    is_draft = bool(migrations) and migrations[-1].start == layout.version
    return History(layout.version + is_draft, migrations)


def migrate(
    saved: Mapping[str, Any], version: int, page: Page | None, history: History, reader: Reader | None = None
) -> Migrated:
    """Bring the saved criteria of one search to a layout's version.

    Args:
        saved: the wire form by filter id, `$any` too.
        version: of the layout that they were saved with.
        page: the page as it is now; None where the layout has it no more.
        history: of the layout at hand.
        reader: for whom the sentences are written.
    """
    if version > history.version:
        why = (reader or Reader()).say(_newer(history, version))
        parked = (Outcome(key, Fate.PARKED, {key: one}, why) for key, one in saved.items())
        return Migrated(version, tuple(parked), is_newer=True)
    return Migrated(history.version, _Run(page, history.steps_since(version), reader or Reader()).outcomes(saved))


def _newer(history: History, version: int) -> str:
    return Filled(
        "This was saved with version {version} of the layout, which is newer than version {here} here.",
        version=version,
        here=history.version,
    )


def _followed(part: Part, steps: Sequence[Step]) -> list[Part]:
    """What a criterion has become after all steps, in their order."""
    parts, ids = [part], {part.id}
    for step in steps:
        if step.source in ids:
            parts = [made for one in parts for made in (step.apply(one) if one.id == step.source else [one])]
            ids = {one.id for one in parts}
    return parts


class _Made(NamedTuple):
    """A criterion that fits the page now."""

    was: Criterion
    asked: Mapping[str, Criterion]
    recast: str = ""


class _Run:
    """One search on its way to the page as it is now."""

    def __init__(self, page: Page | None, steps: Sequence[Step], reader: Reader) -> None:
        self._page = page
        self._steps = steps
        self._reader = reader
        self._filters = {one.id: one for one in page.filters} if page else {}

    def outcomes(self, saved: Mapping[str, Any]) -> tuple[Outcome, ...]:
        made = {key: self._make(key, one) for key, one in saved.items() if key != ANY}
        taken: set[str] = set()
        done: dict[str, Outcome] = {}
        for key, one in sorted(made.items(), key=lambda each: not _stays(*each)):  # who has a filter keeps it
            if isinstance(one, _Made) and taken & one.asked.keys():
                one = Parked(
                    Filled(
                        "“{label}” is asked for by another criterion.", label=self._label(min(taken & one.asked.keys()))
                    )
                )
            if isinstance(one, _Made):
                taken |= one.asked.keys()
            done[key] = self._outcome(key, saved[key], one)
        return tuple(done[key] if key in done else self._groups(one) for key, one in saved.items())

    def _make(self, key: str, wire: Any) -> _Made | Parked:
        try:
            was = criterion_from_wire(wire, "/filters")
        except BadRequest:
            return Parked("What was saved here cannot be read.")
        if self._page is None:
            return Parked("The page is not in the layout any more.")
        try:
            parts = _followed(Part(key, was), self._steps)
            asked: dict[str, Criterion] = {}
            for part in parts:
                if part.id in asked:
                    return Parked(Filled("“{label}” would have to be asked for twice.", label=self._label(part.id)))
                asked[part.id] = self._fitted(part)
        except Parked as parked:
            return parked
        return _Made(was, asked, parts[0].was)

    def _fitted(self, part: Part) -> Criterion:
        """What a part asks of the page's filter.

        Raises:
            Parked: the filter is gone or does not take it.
        """
        one = self._filters.get(part.id)
        if one is None:
            raise Parked(Filled("The page has no filter “{name}” any more.", name=_plain_name(part.id)))
        if part.as_text:
            part = part.with_values(lambda value: _option_like(one, value))
        if part.criterion is None:
            raise Parked("There is nothing to ask.")
        criterion = _offered(one, part.criterion)
        if criterion is None:
            raise Parked(
                Filled(
                    "“{label}” does not offer “{operator}” any more.",
                    label=self._label(one.id),
                    operator=part.criterion.operator,
                )
            )
        options = {option.value for option in one.options}
        if options and one.kind in (Kind.CHOICE, Kind.CHOICES) and criterion.operator is not Operator.EXISTS:
            gone = [value for value in criterion.values if value not in options]
            if gone:
                called = (self._remembered(one.id) or one).option_label(str(gone[0]), self._reader.locale)
                raise Parked(
                    Filled(
                        "“{option}” is not one of the options of “{label}” any more.",
                        option=called,
                        label=self._label(one.id),
                    )
                )
        try:
            check_criterion(one, criterion)
        except BadRequest:
            raise Parked(Filled("“{label}” does not take such a value any more.", label=self._label(one.id))) from None
        return criterion

    def _outcome(self, key: str, wire: Any, made: _Made | Parked) -> Outcome:
        if isinstance(made, Parked):
            return Outcome(key, Fate.PARKED, {key: wire}, self._reader.say(made.why))
        if made.asked == {key: made.was} and not made.recast:
            return Outcome(key, Fate.KEPT, {key: wire})
        now = {identifier: one.to_wire() for identifier, one in made.asked.items()}
        return Outcome(key, Fate.CONVERTED, now, self._told(key, made))

    def _told(self, key: str, made: _Made) -> str:
        say = self._reader.say
        if made.asked == {key: made.was}:
            kinds = {"before": made.recast, "now": self._filters[key].kind}
            was = "“{label}” was a filter of kind “{before}” and is of kind “{now}” now."
            return say(Filled(was, label=self._label(key), **kinds))
        before = self._sentence(self._remembered(key) or self._filters.get(key) or _nameless(key), made.was)
        asked = [quoted(self._sentence(self._filters[one], each), say) for one, each in made.asked.items()]
        if asked == [quoted(before, say)]:
            return say(Filled("“{criterion}” is asked for in another form, and means the same.", criterion=before))
        now = reduce(lambda first, then: say(Filled("{first} and {then}", first=first, then=then)), asked)
        return say(Filled("“{before}” has become {now}.", before=before, now=now))

    def _groups(self, wire: Any) -> Outcome:
        """The OR groups stand or fall together: with one criterion less they would ask for something else."""
        parked = Outcome(ANY, Fate.PARKED, {ANY: wire})
        if not isinstance(wire, list) or not wire or not all(isinstance(one, dict) and one for one in wire):
            return parked._replace(why=self._reader.say("What was saved here cannot be read."))
        if any(ANY in one for one in wire):
            return parked._replace(why=self._reader.say("A group of alternatives cannot hold another one."))
        outcomes = [self.outcomes(one) for one in wire]
        told = next((one for each in outcomes for one in each if one.fate is Fate.PARKED), None)
        if told is not None:
            return parked._replace(why=told.why)
        told = next((one for each in outcomes for one in each if one.fate is Fate.CONVERTED), None)
        if told is None:
            return Outcome(ANY, Fate.KEPT, {ANY: wire})
        groups = [{key: one for each in group for key, one in each.filters.items()} for group in outcomes]
        return Outcome(ANY, Fate.CONVERTED, {ANY: groups}, told.why)

    def _remembered(self, identifier: str) -> Filter | None:
        return self._reader.before.filter(identifier) if self._reader.before else None

    def _label(self, identifier: str) -> str:
        one = self._filters.get(identifier)
        return one.label(self._reader.locale) if one else _plain_name(identifier)

    def _sentence(self, one: Filter, criterion: Criterion) -> str:
        return criterion_sentence(one, criterion, self._reader.locale, self._reader.show, self._reader.say)


def _stays(key: str, made: _Made | Parked) -> bool:
    return isinstance(made, _Made) and made.asked.keys() == {key}


def _plain_name(identifier: str) -> str:
    return last_name(identifier).replace("_", " ")


def _nameless(identifier: str) -> Filter:
    """A filter of which only the id is left."""
    text = {DEFAULT_LOCALE: {"label": _plain_name(identifier)}}
    return Filter(identifier, Kind.TEXT, "", (), text)


def _option_like(one: Filter, value: Any) -> Any:
    """The option that a text means: the same but for case and accents; else the text itself."""
    if not isinstance(value, str) or any(option.value == value for option in one.options):
        return value
    alike = [option.value for option in one.options if fold(option.value) == fold(value)]
    return alike[0] if len(alike) == 1 else value


def _offered(one: Filter, criterion: Criterion) -> Criterion | None:
    """The criterion with an operator that the filter offers and that asks for the same; None where there is none."""
    if criterion.operator in one.operators:
        return criterion
    if len(criterion.values) != 1 or criterion.operator not in (Operator.EQUALS, Operator.IN):
        return None
    value = criterion.values[0]
    same = [Criterion(Operator.EQUALS, (value,)), Criterion(Operator.IN, (value,))]
    if one.kind is Kind.NUMBER:
        same.append(Criterion(Operator.BETWEEN, lower=value, upper=value))
    return next((each for each in same if each.operator in one.operators), None)
