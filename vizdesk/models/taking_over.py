"""What was kept of a page's criteria, taken over into the layout of today.

Each criterion, typed or applied, ends kept, converted or parked (`domain/migrations.py`). What is typed stays as it was
typed, key by key, wherever the filter of today reads the same from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.criteria import Criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json, Page
from vizdesk.domain.migration_steps import Parked
from vizdesk.domain.migrations import Fate, History, Outcome, Reader, migrate
from vizdesk.domain.naming import last_name
from vizdesk.domain.search import ANY, groups_from_wire
from vizdesk.domain.sentences import criterion_sentence, groups_sentence
from vizdesk.models.alternatives import Groups, drafts_to_draft, group_drafts, groups_to_draft, read_groups
from vizdesk.models.drafts import Draft, criterion_to_draft, draft_to_criterion, show_value
from vizdesk.models.wording import say

translate = QCoreApplication.translate


class ParkedCriterion(NamedTuple):
    """What the layout does not take any more: shown, kept and not searched for.

    Args:
        id: the filter that it was for; `ANY` for alternatives.
        text: as people read it.
        why: one plain sentence.
        layout: the version of the layout that it was for.
        draft: what was typed, None where nothing was.
        typed: what that asked for, in the wire form; None where it could not be asked.
        applied: what was applied, in the wire form; None where nothing was.
    """

    id: str
    text: str
    why: str
    layout: int
    draft: Draft | None = None
    typed: Any = None
    applied: Any = None

    @property
    def wire(self) -> Any:
        """What it asked for at last, in the wire form."""
        return self.typed if self.typed is not None else self.applied


class TakenOver(NamedTuple):
    """A page's criteria under the layout of today; `converted` says by filter id what was made of what."""

    drafts: dict[str, Draft]
    applied: dict[str, Criterion]
    converted: dict[str, str]
    parked: list[ParkedCriterion]
    groups: Groups = ()


def take_over(
    snapshot: Mapping[str, Any], page: Page, history: History, locale: QLocale, before: Page | None
) -> TakenOver:
    """Bring a snapshot of `CriteriaModel` to the layout of today.

    Args:
        snapshot: of any version.
        page: as it is now.
        history: of the layout now.
        locale: the reader's.
        before: the page as it was, for what things were called; None where nobody knows any more.
    """
    return _Taking(snapshot, page, history, locale, before).all()


class _Taking:
    """One snapshot on its way."""

    def __init__(
        self, snapshot: Mapping[str, Any], page: Page, history: History, locale: QLocale, before: Page | None
    ) -> None:
        self._snapshot = snapshot
        self._page = page
        self._history = history
        self._locale = locale
        self._before = before
        self._version = int(snapshot.get("layout", history.version))
        self._reader = Reader(locale.name(), lambda one, value: show_value(one, value, locale), before, say)
        self._made = TakenOver({}, {}, dict(snapshot.get("converted", {})), [])
        self._groups: Groups = ()

    def all(self) -> TakenOver:
        drafts, typed = self._snapshot.get("drafts", {}), self._snapshot.get("typed", {})
        applied = self._migrated(self._snapshot.get("applied", {}), self._version)
        meant = self._migrated(typed, self._version)
        for outcome in applied.values():
            if outcome.fate is not Fate.PARKED:
                self._take_applied(outcome)
        for key, outcome in meant.items():
            if outcome.fate is not Fate.PARKED:
                self._take_typed(outcome, drafts.get(key))
            else:
                self._take_applied_again(applied.get(key))
        for key, draft in drafts.items():
            if key not in typed and isinstance(draft, dict) and not self._take_raw(key, draft):
                self._take_applied_again(applied.get(key))
        self._park_rest(applied, meant, drafts)
        for entry in self._snapshot.get("parked", ()):
            if isinstance(entry, dict):
                self._try_again(ParkedCriterion(**entry))
        told = {key: why for key, why in self._made.converted.items() if self._is_taken(key)}
        return self._made._replace(converted=told, groups=self._groups)

    def _migrated(self, saved: Mapping[str, Any], version: int) -> dict[str, Outcome]:
        return {one.id: one for one in migrate(saved, version, self._page, self._history, self._reader).outcomes}

    def _take_applied(self, outcome: Outcome) -> None:
        for identifier, wire in outcome.filters.items():
            if identifier == ANY:
                self._groups = groups_from_wire(wire)
            else:
                self._made.applied[identifier] = criterion_from_wire(wire, "/applied")
        self._note(outcome)

    def _take_typed(self, outcome: Outcome, draft: Draft | None) -> None:
        for identifier, wire in outcome.filters.items():
            one = self._page.filter(identifier)
            if identifier == ANY:
                groups = groups_from_wire(wire)
                same = draft is not None and self._read_groups(draft) == groups
                made = draft if same and draft else groups_to_draft(groups, self._page, self._locale)
                self._made.drafts[ANY] = made
            elif one is not None:
                criterion = criterion_from_wire(wire, "/typed")
                same = draft is not None and self._read(identifier, draft) == criterion
                self._made.drafts[identifier] = draft if same and draft else criterion_to_draft(
                    one, criterion, self._locale
                )  # fmt: skip
        self._note(outcome)

    def _take_applied_again(self, outcome: Outcome | None) -> None:
        """What is applied stands in its control again where a change to it is parked, so that it is not taken out."""
        if outcome is not None and outcome.fate is not Fate.PARKED:
            self._take_typed(outcome, None)

    def _note(self, outcome: Outcome) -> None:
        if outcome.fate is Fate.CONVERTED:
            self._made.converted.update(dict.fromkeys(outcome.filters, outcome.why))

    def _take_raw(self, key: str, draft: Draft) -> bool:
        """What cannot be asked yet goes along as it was typed, where its filter still reads something from it."""
        try:
            self._take_led(key, draft, self._version)
        except Parked as parked:
            self._park(key, say(parked.why), draft=draft)
            return False
        return True

    def _take_led(self, key: str, draft: Draft, version: int) -> None:
        """Type a draft in the filter that has become of its own.

        Raises:
            Parked: it cannot be.
        """
        if key == ANY:
            groups = [
                {self._led(one, typed, version): typed for one, typed in group.items()} for group in group_drafts(draft)
            ]
            self._made.drafts[ANY] = drafts_to_draft(groups)  # all of them or none
            return
        identifier = self._led(key, draft, version)
        if identifier in self._made.drafts:
            one = self._page.filter(identifier)
            label = one.label(self._locale.name()) if one else ""
            raise Parked(Filled("“{label}” is asked for by another criterion.", label=label))
        self._made.drafts[identifier] = draft

    def _led(self, key: str, draft: Draft, version: int) -> str:
        identifier = self._history.lead(key, version)
        one = self._page.filter(identifier)
        if one is None:
            name = last_name(identifier).replace("_", " ")
            raise Parked(Filled("The page has no filter “{name}” any more.", name=name))
        label = one.label(self._locale.name())
        blank = not any(value for name, value in draft.items() if name != "operator")
        reading = self._read(identifier, draft)
        if reading is None and not blank and version < self._history.version:
            raise Parked(translate("CriteriaModel", "“{label}” is of another kind now.").format(label=label))
        if isinstance(reading, Criterion):
            outcome = self._migrated({identifier: reading.to_wire()}, self._history.version)[identifier]
            if outcome.fate is Fate.PARKED:
                raise Parked(outcome.why)
        return identifier

    def _read(self, identifier: str, draft: Draft) -> Criterion | BadRequest | None:
        """What today's filter reads from a draft: a criterion, a fault, or nothing."""
        one = self._page.filter(identifier)
        try:
            return None if one is None else draft_to_criterion(one, draft, self._locale)
        except BadRequest as fault:
            return fault

    def _read_groups(self, draft: Draft) -> Groups | None:
        try:
            return read_groups(draft, self._page, self._locale)
        except BadRequest:
            return None

    def _is_taken(self, identifier: str) -> bool:
        applied = bool(self._groups) if identifier == ANY else identifier in self._made.applied
        return applied or identifier in self._made.drafts

    def _park_rest(self, applied: Mapping[str, Outcome], meant: Mapping[str, Outcome], drafts: Json) -> None:
        """One chip for each filter, whether its criterion was typed, applied or both."""
        for key in dict.fromkeys((*applied, *meant)):
            parked = {name: one for name, one in (("typed", meant.get(key)), ("applied", applied.get(key)))
                      if one is not None and one.fate is Fate.PARKED}  # fmt: skip
            if parked:
                wires = {name: one.filters[key] for name, one in parked.items()}
                draft = drafts.get(key) if "typed" in parked else None
                self._park(key, next(iter(parked.values())).why, draft=draft, **wires)

    def _park(self, key: str, why: str, **held: Any) -> None:
        parked = ParkedCriterion(key, "", why, self._version, **held)
        self._made.parked.append(parked._replace(text=self._text(key, parked.wire)))

    def _text(self, key: str, wire: Any) -> str:
        if key == ANY:
            return self._groups_text(wire)
        one = (self._before.filter(key) if self._before else None) or self._page.filter(key)
        if one is None:
            return last_name(key).replace("_", " ")
        try:
            return criterion_sentence(one, criterion_from_wire(wire, ""), self._locale.name(), self._reader.show, say)
        except (BadRequest, ValueError):
            return one.label(self._locale.name())

    def _groups_text(self, wire: Any) -> str:
        """Alternatives are told as they were; what cannot be told any more is left out, and the note says why."""
        try:
            page, locale = self._before or self._page, self._locale.name()
            said = groups_sentence(groups_from_wire(wire), page, locale, self._reader.show, say)
        except (BadRequest, ValueError):
            said = ""
        return said or translate("CriteriaModel", "Either … or …")

    def _try_again(self, parked: ParkedCriterion) -> None:
        """A parked criterion whose filter has come back is typed again, and not applied."""
        wire = parked.wire
        if wire is None:
            self._take_raw_again(parked)
            return
        outcome = self._migrated({parked.id: wire}, parked.layout)[parked.id]
        if outcome.fate is Fate.PARKED:
            self._made.parked.append(parked._replace(why=outcome.why))
        elif any(self._is_taken(identifier) for identifier in outcome.filters):
            self._made.parked.append(parked)
        else:
            self._take_typed(outcome, parked.draft)

    def _take_raw_again(self, parked: ParkedCriterion) -> None:
        draft = parked.draft or {}
        try:
            taken = self._is_taken(ANY if parked.id == ANY else self._led(parked.id, draft, parked.layout))
            if not taken:
                self._take_led(parked.id, draft, parked.layout)
        except Parked as still:
            self._made.parked.append(parked._replace(why=say(still.why)))
            return
        if taken:
            self._made.parked.append(parked)
