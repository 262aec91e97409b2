"""Undo and redo over what is typed: steps of changed values by key, without Qt and without a clock of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vizdesk.domain.layout import Json

PAUSE_SECONDS = 1.0
"""Typing that goes on within this belongs to the same step."""

MOST_STEPS = 200

State = Mapping[str, Any]
"""JSON values by key; an empty value is the same as none."""


class Step(NamedTuple):
    """What a change made of what, for the keys that it changed."""

    before: State
    after: State


class UndoStack:
    """The way by which a state has come about, and back again.

    Args:
        state: how it stands now.
    """

    def __init__(self, state: State) -> None:
        self._now = _filled(state)
        self._steps: list[Step] = []
        self._place = 0
        self._at = float("-inf")
        self._open = False

    def change(self, changes: State, at: float, *, typing: bool = False) -> bool:
        """Some values are others now; what was undone can no longer be redone.

        Args:
            changes: the values by key; those that are the same as before do not count.
            at: when, in seconds of any clock.
            typing: it goes on with the step before if that is the same key's, and less than a second ago.

        Returns:
            Whether anything changed.
        """
        after = {key: value for key, value in changes.items() if (self._now.get(key) or None) != (value or None)}
        if not after:
            return False
        before = {key: self._now.get(key) for key in after}
        del self._steps[self._place :]
        goes_on = typing and self._open and at - self._at < PAUSE_SECONDS
        if goes_on and self._steps and self._steps[-1].after.keys() == after.keys():
            before = dict(self._steps.pop().before)
        if any((before[key] or None) != (value or None) for key, value in after.items()):
            self._steps.append(Step(before, after))
            del self._steps[:-MOST_STEPS]
        self._place = len(self._steps)
        self._now = _filled({**self._now, **after})
        self._at, self._open = at, True
        return True

    def seal(self) -> None:
        """What is typed next is a step of its own."""
        self._open = False

    def keys(self) -> list[str]:
        """The keys that have a value now."""
        return list(self._now)

    def value(self, key: str) -> Any:
        """The value of a key now, None where it is empty."""
        return self._now.get(key)

    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._place > 0

    def can_redo(self) -> bool:
        """Whether there is a step that was taken back."""
        return self._place < len(self._steps)

    def undo(self) -> State:
        """Take the last step back.

        Returns:
            The values that are to be put in place, nothing where there is no step.
        """
        if not self.can_undo():
            return {}
        self._place -= 1
        return self._go(self._steps[self._place].before)

    def redo(self) -> State:
        """Take a step again that was taken back.

        Returns:
            As for `undo`.
        """
        if not self.can_redo():
            return {}
        self._place += 1
        return self._go(self._steps[self._place - 1].after)

    def _go(self, values: State) -> State:
        self._now = _filled({**self._now, **values})
        self.seal()
        return values

    def to_json(self, most: int) -> Json:
        """The newest steps for the store.

        Args:
            most: characters of JSON, about.
        """
        kept: list[list[State]] = []
        for step in reversed(self._steps):
            most -= len(str(step))
            if most < 0:
                break
            kept.insert(0, [step.before, step.after])
        return {"steps": kept, "place": max(0, self._place - (len(self._steps) - len(kept)))}

    @classmethod
    def from_json(cls, stored: Any, state: State) -> UndoStack:
        """The stack of an earlier run.

        Args:
            stored: as `to_json` wrote it; anything else gives an empty stack.
            state: how it stands now. Where that is not how the stack was left, the difference is one more step.
        """
        made = cls(state)
        steps, place = _steps_of(stored)
        if not 0 <= place <= len(steps):
            return made
        left: dict[str, Any] = {}
        for step in steps[:place]:
            left |= step.after
        for step in reversed(steps[place:]):
            left |= step.before
        made._steps, made._place = steps, place
        made._now = _filled({**state, **left})
        made.change({key: state.get(key) for key in left}, float("-inf"))
        made.seal()
        return made


def _filled(state: State) -> dict[str, Any]:
    return {key: value for key, value in state.items() if value}


def _steps_of(stored: Any) -> tuple[list[Step], int]:
    try:
        steps = [Step(dict(before), dict(after)) for before, after in stored["steps"]]
        return steps, int(stored["place"])
    except (TypeError, ValueError, KeyError):
        return [], 0
