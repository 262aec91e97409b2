"""The parts of a page's state that are saved each for itself."""

from __future__ import annotations

from typing import NewType

Concern = NewType("Concern", str)

CRITERIA = Concern("criteria")
REASON = Concern("reason")
SORT = Concern("sort")
TAB = Concern("tab")
UNDO = Concern("undo")
VIEW = Concern("view")
