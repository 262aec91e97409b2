"""Undo and redo of what is typed on a page; what is applied stays until the user applies again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.layout import Json
from vizdesk.models.alternatives import is_typing
from vizdesk.models.criteria import ALL, QUERY, CriteriaModel
from vizdesk.models.undo import State, UndoStack

MOST_STORED = 64 * 1024
"""Characters of steps that are kept for the next start: the writer has other things to do, too."""


class UndoModel(QObject):
    """Follows the drafts of one page.

    Args:
        criteria: the page's.
        parent: its owner.
        clock: gives seconds.

    Signals:
        changed: there is another step to undo or redo.
    """

    changed = Signal()

    def __init__(
        self, criteria: CriteriaModel, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._criteria = criteria
        self._clock = clock
        self._stack = UndoStack({})
        self._moving = False
        criteria.draft_changed.connect(self._on_draft_changed)
        criteria.applied_changed.connect(self.seal)

    def undo(self) -> None:
        """Type again what was typed before the last step."""
        self._move(self._stack.undo())

    def redo(self) -> None:
        """Type again what the last `undo` took away."""
        self._move(self._stack.redo())

    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return self._stack.can_undo()

    def can_redo(self) -> bool:
        """Whether there is anything to take again."""
        return self._stack.can_redo()

    def seal(self) -> None:
        """The user has left a control: what is typed next is a step of its own."""
        self._stack.seal()

    def snapshot(self) -> Json:
        """The steps, for the store; they are of the layout's version at hand."""
        return {"layout": self._criteria.layout_version, **self._stack.to_json(MOST_STORED)}

    def restore(self, stored: Any) -> None:
        """Begin with what is typed now, and with the steps of an earlier run where the layout is the same.

        Steps of another version are let go: they would bring back drafts that the layout may not take any more.
        """
        same = isinstance(stored, dict) and stored.get("layout") == self._criteria.layout_version
        self._stack = UndoStack.from_json(stored if same else None, self._criteria.typed_state())
        self.changed.emit()

    def _move(self, values: State) -> None:
        if not values:
            return
        self._moving = True
        self._criteria.put_typed(values)
        self._moving = False
        self.changed.emit()

    def _on_draft_changed(self, key: str) -> None:
        if self._moving:
            return
        if key == ALL:
            typed = self._criteria.typed_state()
            changes: State = dict.fromkeys(self._stack.keys()) | typed
            typing = False
        elif key == QUERY:
            changes, typing = {QUERY: self._criteria.query()}, True
        else:
            draft = self._criteria.draft(key)
            changes, typing = {key: dict(draft)}, is_typing(self._stack.value(key) or {}, draft)
        if self._stack.change(changes, self._clock(), typing=typing):
            self.changed.emit()
