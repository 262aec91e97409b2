"""One page's criteria: what is typed, what is applied, and how the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from PySide6.QtCore import QLocale, QObject, Signal

from vizdesk.domain.conditions import Hanging
from vizdesk.domain.criteria import MAX_TEXT, Criterion, Scalar, check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Json, Operator, Page
from vizdesk.domain.migrations import History
from vizdesk.domain.search import groups_to_wire
from vizdesk.domain.sentences import criterion_sentence, groups_sentence
from vizdesk.models.alternatives import ANY, Groups, group_drafts, groups_to_draft, moved, read_groups
from vizdesk.models.chips import Chip, ChipState, Standing, chip_of
from vizdesk.models.drafts import Draft, criterion_to_draft, draft_to_criterion, show_value
from vizdesk.models.sound import PARKED, QUERY
from vizdesk.models.taking_over import ParkedCriterion, TakenOver, take_over
from vizdesk.models.values import reader_locale
from vizdesk.models.wording import quoted, say, sentence_of

__all__ = ["ALL", "PARKED", "QUERY", "Chip", "ChipState", "CriteriaModel"]

ALL = "*"


class _Reading(NamedTuple):
    """What a draft means: a criterion, alternatives, nothing, or a fault."""

    criterion: Criterion | None = None
    fault: str = ""
    groups: Groups = ()


_NOTHING = _Reading()


class CriteriaModel(QObject):
    """Drafts and applied criteria of one page.

    The alternatives of a search are one draft more, with `ANY` in a filter's place (`models/alternatives.py`).

    Args:
        page: the page.
        history: of its layout; criteria of earlier versions are brought to this one.
        locale: the reader's.
        parent: its owner.

    Signals:
        draft_changed: a filter's id; "" is the query line, "*" all of them.
        applied_changed: what the next search asks for is another.
    """

    draft_changed = Signal(str)
    applied_changed = Signal()

    def __init__(
        self, page: Page, history: History, locale: QLocale | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.page = page
        self._history = history
        self._locale = locale or reader_locale()
        self._filters = {one.id: one for _, filters in page.filters_by_group() for one in filters}
        self._hanging = Hanging(self._filters)
        self._query = ""
        self._drafts: dict[str, Draft] = {}
        self._readings: dict[str, _Reading] = {}
        self._applied_query = ""
        self._applied: dict[str, Criterion] = {}
        self._applied_groups: Groups = ()
        self._converted: dict[str, str] = {}
        self._parked: list[ParkedCriterion] = []
        self._labels: dict[str, dict[str, str]] = {}

    # What is typed

    def query(self) -> str:
        """The draft of the query line."""
        return self._query

    def set_query(self, text: str) -> None:
        """Change the draft of the query line."""
        if text != self._query:
            self._query = text
            self.draft_changed.emit(QUERY)

    def draft(self, filter_id: str) -> Draft:
        """What a filter's control holds; empty when nothing is asked."""
        return self._drafts.get(filter_id, {})

    def set_draft(self, filter_id: str, draft: Draft) -> None:
        """Change what a filter's control holds."""
        if dict(draft) == dict(self.draft(filter_id)):
            return
        self._put(filter_id, draft)
        self._converted.pop(filter_id, None)
        self.draft_changed.emit(filter_id)
        for hanging in self._hanging.on(filter_id):
            self.draft_changed.emit(hanging)

    def _put(self, filter_id: str, draft: Draft) -> None:
        if filter_id == ANY:
            draft = draft if group_drafts(draft) else {}
            self._readings[ANY] = self._read_groups(draft)
        else:
            draft = self._with_labels(filter_id, draft)
            self._readings[filter_id] = self._read(self._filters[filter_id], draft)
        if draft:
            self._drafts[filter_id] = dict(draft)
        else:
            self._drafts.pop(filter_id, None)

    def make_alternative(self, filter_id: str) -> None:
        """Move what is typed in a filter among the alternatives; where there is no room it stays."""
        alternatives = moved(self.draft(ANY), filter_id, self.draft(filter_id))
        if alternatives != self.draft(ANY):
            self.put_typed({filter_id: {}, ANY: alternatives})

    def _with_labels(self, filter_id: str, draft: Draft) -> Draft:
        """The draft with what its values are called, as far as that was ever told; labels come from the gateway."""
        if not self._filters[filter_id].offers_many:
            return draft
        known = self._labels.setdefault(filter_id, {})
        known.update(draft.get("labels", {}))
        values = [*draft.get("values", ()), draft.get("value")]
        labels = {value: known[value] for value in values if value in known}
        return {**draft, "labels": labels} if labels else draft

    def _read_groups(self, draft: Draft) -> _Reading:
        for group in group_drafts(draft):
            for identifier, typed in group.items():
                if identifier in self._filters:
                    self._with_labels(identifier, typed)
        try:
            return _Reading(groups=read_groups(draft, self.page, self._locale))
        except BadRequest as error:
            return _Reading(fault=sentence_of(error))

    def _read(self, one: Filter, draft: Draft) -> _Reading:
        try:
            return _Reading(draft_to_criterion(one, draft, self._locale))
        except BadRequest as error:
            return _Reading(fault=sentence_of(error))

    def clear(self, filter_id: str) -> None:
        """Empty one draft ("" is the query line); what is applied stays until `apply`."""
        if filter_id == QUERY:
            self.set_query("")
        else:
            self.set_draft(filter_id, {})

    def drop_parked(self, chip: Chip) -> None:
        """Let a parked criterion go: the user does without it."""
        self._parked = [one for one in self._parked if (one.id, one.text) != (chip.filter_id, chip.text)]
        self.draft_changed.emit(ALL)

    def put_back(self, filter_id: str) -> None:
        """Type again what is applied."""
        if filter_id == QUERY:
            self.set_query(self._applied_query)
        elif filter_id == ANY:
            self.set_draft(ANY, groups_to_draft(self._applied_groups, self.page, self._locale))
        elif filter_id in self._applied:
            applied = self._applied[filter_id]
            self.set_draft(filter_id, criterion_to_draft(self._filters[filter_id], applied, self._locale))

    def clear_all(self) -> None:
        """Empty all drafts and the query line, let go of what is parked; what is applied stays until `apply`."""
        self._empty()
        self.draft_changed.emit(ALL)

    def reset(self) -> None:
        """Be as on the page's first opening; what is applied stays until `apply`."""
        self._empty()
        self.take_defaults()

    def _empty(self) -> None:
        self._query = ""
        self._drafts.clear()
        self._readings.clear()
        self._converted.clear()
        self._parked.clear()

    @property
    def has_defaults(self) -> bool:
        """Whether any filter of the page opens with something."""
        return any(_default(one) is not None for one in self._filters.values())

    def take_defaults(self) -> None:
        """Type what the layout's filters open with: on the first opening and on `reset`, never when it is restored."""
        for one in self._filters.values():
            default = _default(one)
            if default is not None:
                self._put(one.id, criterion_to_draft(one, default, self._locale))
        self.draft_changed.emit(ALL)

    # How it stands

    def fault(self, filter_id: str) -> str:
        """Why a draft cannot be applied, one sentence; empty when it can."""
        if filter_id == QUERY:
            too_long = self.tr("The search line takes at most {count} characters.").format(count=MAX_TEXT)
            return too_long if len(self._query) > MAX_TEXT else ""
        return self._reading(filter_id).fault

    def unfit(self, filter_id: str) -> frozenset[str]:
        """The values of a filter's options that are not offered while the filter that it depends on asks for others."""
        one = self._filters[filter_id]
        if not one.depends_on:
            return frozenset()
        from vizdesk.domain.dependent_options import unfit_options  # late: few layouts need it

        return unfit_options(one, self.page, self.wanted())

    def caution_of(self, filter_id: str) -> str:
        """What is chosen in a filter and does not belong to what another one asks for, one sentence; else empty."""
        one = self._filters[filter_id]
        if not one.depends_on:
            return ""
        from vizdesk.domain.dependent_options import misfits  # late, as above

        found = misfits(one, self.page, self.wanted(), self.draft(filter_id).get("of", {}))
        if not found:
            return ""
        locale = self._locale.name()
        told = self.tr("{values} does not belong to what is chosen in “{label}”; it is asked for all the same.")
        values = ", ".join(quoted(self._show(one, value)) for value in found)
        return told.format(values=values, label=self._filters[one.depends_on].label(locale))

    def is_active(self, filter_id: str) -> bool:
        """Whether a filter is visible; it may depend on what is typed in others, which count only where visible.

        Alternatives are active while all their filters are.
        """
        if filter_id == ANY:
            return all(self.is_active(one) for group in self._reading(ANY).groups for one in group)
        return self._hanging.is_visible(filter_id, self._asked)

    def _asked(self, filter_id: str) -> tuple[Any, ...] | None:
        criterion = self._reading(filter_id).criterion
        if criterion is None:
            return None
        return criterion.values if criterion.operator in (Operator.EQUALS, Operator.IN, Operator.BELOW) else ()

    def is_pending(self, filter_id: str) -> bool:
        """Whether a draft differs from what is applied."""
        if filter_id == QUERY:
            return self._query.strip() != self._applied_query
        if self._fault_counts(filter_id):
            return True
        if filter_id == ANY:
            return self.wanted_groups() != self._applied_groups
        return self._wanted(filter_id) != self._applied.get(filter_id)

    def has_pending(self) -> bool:
        """Whether any draft differs from what is applied."""
        return bool(self.count_pending())

    def count_pending(self) -> int:
        """How many drafts differ from what is applied."""
        return self.is_pending(QUERY) + sum(self.is_pending(identifier) for identifier in self._touched())

    def has_faults(self) -> bool:
        """Whether any draft cannot be applied."""
        return bool(self.fault(QUERY)) or any(self._fault_counts(identifier) for identifier in self._drafts)

    def is_empty(self) -> bool:
        """Whether nothing at all is typed."""
        return not self._query.strip() and all(self._reading(one) == _NOTHING for one in self._drafts)

    def chips(self) -> list[Chip]:
        """The criteria as chips: the query first, then in the panel's order, then what is parked."""
        touched = self._touched()
        chips = [self._query_chip(), *(self._chip(one) for one in self._filters.values() if one.id in touched)]
        chips.append(self._groups_chip())
        parked = [Chip(one.id, one.text, ChipState.PARKED, one.why) for one in self._parked]
        return [chip for chip in chips if chip is not None] + parked

    def caution(self) -> str:
        """What a new layout has made of the criteria, until the user acts on it; else an empty text."""
        told = []
        if self._parked:
            told.append(
                self.tr("Broader than you set it: what is struck through is not searched for until you set it anew.")
            )
        if self._converted:
            told.append(self.tr("A new layout has converted filters; their chips say how."))
        return " ".join(told)

    def _query_chip(self) -> Chip | None:
        typed, applied = (quoted(one) if one else "" for one in (self._query.strip(), self._applied_query))
        fault = self.fault(QUERY)
        return chip_of(Standing(QUERY, typed, typed, applied, typed == applied, fault))

    def _chip(self, one: Filter) -> Chip | None:
        reading, applied = self._reading(one.id), self._applied.get(one.id)
        note = self._converted.get(one.id, "") or self.caution_of(one.id)
        if not note and reading.criterion is not None and reading.criterion == _default(one):
            note = self.tr("The agency’s layout opens with this.")
        hidden = self.tr("Hidden by another filter, so it is kept and not searched for.")
        return chip_of(
            Standing(
                one.id,
                one.label(self._locale.name()),
                self._sentence(one, reading.criterion) if reading.criterion is not None else "",
                self._sentence(one, applied) if applied is not None else "",
                reading.criterion == applied,
                reading.fault,
                "" if self.is_active(one.id) else hidden,
                note,
            )
        )

    def _groups_chip(self) -> Chip | None:
        reading, applied = self._reading(ANY), self._applied_groups
        hidden = self.tr("One of these is hidden by another filter, so all of it is kept and not searched for.")
        return chip_of(
            Standing(
                ANY,
                self.tr("Either … or …"),
                self._groups_sentence(reading.groups),
                self._groups_sentence(applied),
                reading.groups == applied,
                reading.fault,
                "" if self.is_active(ANY) else hidden,
                self._converted.get(ANY, ""),
            )
        )

    def _groups_sentence(self, groups: Groups) -> str:
        return groups_sentence(groups, self.page, self._locale.name(), self._show, say)

    def _sentence(self, one: Filter, criterion: Criterion) -> str:
        return criterion_sentence(one, criterion, self._locale.name(), self._show, say)

    def _show(self, one: Filter, value: Scalar) -> str:
        return self._labels.get(one.id, {}).get(str(value)) or show_value(one, value, self._locale)

    def _reading(self, filter_id: str) -> _Reading:
        return self._readings.get(filter_id, _NOTHING)

    def _wanted(self, filter_id: str) -> Criterion | None:
        return self._reading(filter_id).criterion if self.is_active(filter_id) else None

    def _fault_counts(self, filter_id: str) -> bool:
        return bool(self.fault(filter_id)) and self.is_active(filter_id)

    def _touched(self) -> set[str]:
        groups = {ANY} if self._applied_groups else set()
        return self._drafts.keys() | self._applied.keys() | groups

    # What is applied

    def apply(self) -> bool:
        """Make the drafts the applied criteria.

        Returns:
            False where a draft has a fault; then nothing changed.
        """
        if self.has_faults():
            return False
        self._applied = self.wanted()
        self._applied_groups = self.wanted_groups()
        self._applied_query = self._query.strip()
        self._converted.clear()
        set_anew = self._applied.keys() | ({ANY} if self._applied_groups else set())
        self._parked = [one for one in self._parked if one.applied is None or one.id not in set_anew]
        self.applied_changed.emit()
        return True

    def wanted(self) -> dict[str, Criterion]:
        """The criteria that `apply` would make the applied ones."""
        wanted = {identifier: self._wanted(identifier) for identifier in self._filters if identifier in self._drafts}
        return {identifier: one for identifier, one in wanted.items() if one is not None}

    def wanted_groups(self) -> Groups:
        """The alternatives that `apply` would make the applied ones."""
        return self._reading(ANY).groups if self.is_active(ANY) else ()

    def applied_groups(self) -> Groups:
        """The alternatives that the next search asks for."""
        return self._applied_groups

    def has_applied(self) -> bool:
        """Whether the next search asks for anything."""
        return bool(self._applied_query or self._applied or self._applied_groups)

    def applied_query(self) -> str:
        """The query line that the next search asks for."""
        return self._applied_query

    def applied(self) -> dict[str, Criterion]:
        """The criteria that the next search asks for."""
        return dict(self._applied)

    # Going back

    @property
    def layout_version(self) -> int:
        """The version of the layout that the criteria are of."""
        return self._history.version

    def typed_state(self) -> Json:
        """All that is typed, as JSON: drafts by filter id, the query line as `QUERY`, what is parked as `PARKED`."""
        return {**self._drafts, QUERY: self._query, PARKED: [one._asdict() for one in self._parked]}

    def put_typed(self, state: Mapping[str, Any]) -> None:
        """Put parts of a `typed_state` in place; an empty one clears. What is applied stays until `apply`."""
        for key, value in state.items():
            if key == QUERY:
                self._query = str(value or "")
            elif key == PARKED:
                self._parked = [ParkedCriterion(**one) for one in value or ()]
            elif key == ANY or key in self._filters:
                self._put(key, value or {})
                self._converted.pop(key, None)
        if len(state) != 1 or PARKED in state:
            self.draft_changed.emit(ALL)
            return
        for changed in (*state, *self._hanging.on(next(iter(state)))):
            self.draft_changed.emit(changed)

    # Keeping

    def snapshot(self) -> Json:
        """All of it as JSON, for the store."""
        return {
            "layout": self._history.version,
            "query": self._query,
            "drafts": dict(self._drafts),
            "typed": {key: one.criterion.to_wire() for key, one in self._readings.items() if one.criterion is not None}
            | _any_wire(self._reading(ANY).groups),
            "appliedQuery": self._applied_query,
            "applied": {identifier: one.to_wire() for identifier, one in self._applied.items()}
            | _any_wire(self._applied_groups),
            "converted": dict(self._converted),
            "parked": [one._asdict() for one in self._parked],
        }

    def restore(self, snapshot: Mapping[str, Any], before: Page | None = None) -> None:
        """Take a snapshot back; what the page's filters do not accept (any more) is parked, never dropped.

        A parked criterion whose filter has come back is typed again, and not applied.

        Args:
            snapshot: of this or an earlier version of the layout.
            before: the page that it was taken on, for what things were called.
        """
        self._applied_query = str(snapshot.get("appliedQuery", ""))
        taken = self._take(snapshot, before)
        self._applied, self._applied_groups = taken.applied, taken.groups
        self.draft_changed.emit(ALL)
        self.applied_changed.emit()

    def take_typed(self, snapshot: Mapping[str, Any]) -> None:
        """Type what a snapshot holds in place of all that is typed; what is applied stays until `apply`.

        Args:
            snapshot: as `restore` takes it; what was applied in it does not count.
        """
        self._take({**snapshot, "applied": {}}, None)
        self.draft_changed.emit(ALL)

    def _take(self, snapshot: Mapping[str, Any], before: Page | None) -> TakenOver:
        taken = take_over(snapshot, self.page, self._history, self._locale, before)
        self._query = str(snapshot.get("query", ""))
        self._drafts, self._readings = {}, {}
        for identifier, draft in taken.drafts.items():
            self._put(identifier, draft)
        self._converted, self._parked = taken.converted, taken.parked
        return taken

    def follow(self, history: History) -> bool:
        """Go on under a newer version of the layout that has the same page.

        Returns:
            False where its migrations change criteria, so that a snapshot must be taken over.
        """
        if history.version < self._history.version or history.steps_since(self._history.version):
            return False
        self._history = history
        return True


def _any_wire(groups: Groups) -> Json:
    return {ANY: groups_to_wire(groups)} if groups else {}


def _default(one: Filter) -> Criterion | None:
    """What a filter opens with, None where nothing or what this program does not know."""
    if one.default is None:
        return None
    with suppress(BadRequest):
        criterion = criterion_from_wire(one.default, "/default")
        check_criterion(one, criterion)
        return criterion
    return None
