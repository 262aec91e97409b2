"""Chips: one criterion each, as people read it, and how it stands to the search."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ChipState(StrEnum):
    """How a chip's criterion stands to the search."""

    APPLIED = "applied"
    PENDING = "pending"
    REMOVED = "removed"
    INACTIVE = "inactive"
    PARKED = "parked"
    FAULTY = "faulty"


class Chip(NamedTuple):
    """One criterion as people read it.

    Args:
        filter_id: the filter, "" for the query line, `$any` for the alternatives.
        text: label and condition.
        state: applied; pending: typed or changed, not applied; removed: applied, but cleared in the draft; inactive:
            hidden by another filter, so it is kept and not sent; parked: the layout does not take it any more; faulty:
            what is typed cannot be asked.
        note: a sentence that explains the state, or what a new layout has made of it; or an empty text.
    """

    filter_id: str
    text: str
    state: ChipState
    note: str = ""


class Standing(NamedTuple):
    """How one criterion stands, typed and applied.

    Args:
        filter_id: as a chip's.
        label: what it is called while it cannot be read.
        typed: what is typed, as a sentence; empty where nothing is.
        applied: what is applied, likewise.
        same: whether both mean the same.
        fault: why what is typed cannot be asked; or an empty text.
        hidden: why it is not sent, where it is hidden; or an empty text.
        note: what else there is to be said of it.
    """

    filter_id: str
    label: str
    typed: str
    applied: str
    same: bool
    fault: str = ""
    hidden: str = ""
    note: str = ""


def chip_of(one: Standing) -> Chip | None:
    """The chip of a criterion; None where nothing is typed and nothing applied."""
    if one.fault and one.hidden:
        return Chip(one.filter_id, one.label, ChipState.INACTIVE, f"{one.hidden} {one.fault}")
    if one.fault:
        return Chip(one.filter_id, one.label, ChipState.FAULTY, one.fault)
    if one.typed and one.hidden:
        return Chip(one.filter_id, one.typed, ChipState.INACTIVE, one.hidden)
    if one.typed:
        return Chip(one.filter_id, one.typed, ChipState.APPLIED if one.same else ChipState.PENDING, one.note)
    return Chip(one.filter_id, one.applied, ChipState.REMOVED) if one.applied else None
