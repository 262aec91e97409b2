"""The order of turn: priority first, then a place that lies between any two others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vizdesk.store.transfer_queue import QueuedTransfer

HIGH, NORMAL, LOW = 1, 0, -1
"""Priorities."""

Place = tuple[int, int, float]
"""A transfer's id, its new priority and its new turn."""


def places_before(queue: Sequence[QueuedTransfer], moved: Collection[int], before: int | None) -> list[Place]:
    """Where transfers get to that are moved in front of another one; they take its priority.

    Args:
        queue: all, in order.
        moved: the ids of those that move; they keep their order.
        before: the id of the one that they come to stand before, None for the end.
    """
    moving = [one for one in queue if one.id in moved]
    rest = [one for one in queue if one.id not in moved]
    at = next((place for place, one in enumerate(rest) if one.id == before), len(rest))
    ahead, behind = rest[at - 1] if at else None, rest[at] if at < len(rest) else None
    neighbour = behind or ahead
    if neighbour is None or not moving:
        return []
    priority = neighbour.priority
    first = ahead.turn if ahead is not None and ahead.priority == priority else None
    last = behind.turn if behind is not None else None
    count = len(moving)
    if first is None and last is None:
        return []
    if first is None or last is None:
        step, start = 1.0, (last - count - 1 if last is not None else first or 0.0)
    else:
        step, start = (last - first) / (count + 1), first
    turns = [start + step * place for place in range(1, count + 1)]
    if first is not None and last is not None and len({first, *turns, last}) < count + 2:
        ordered = (*rest[:at], *moving, *rest[at:])  # no number lies between the two any more
        return _anew([one for one in ordered if one.id in moved or one.priority == priority], priority)
    return [(one.id, priority, turn) for one, turn in zip(moving, turns, strict=True)]


def _anew(ordered: Sequence[QueuedTransfer], priority: int) -> list[Place]:
    """All of one priority with new places, as far from one another as at first."""
    return [(one.id, priority, float(turn)) for turn, one in enumerate(ordered, start=1)]


def neighbour_of(queue: Sequence[QueuedTransfer], moved: Collection[int], step: int) -> int | None:
    """Before which one transfers come to stand that are moved by one place up (-1) or down (1).

    Returns:
        Its id, None for the end.
    """
    places = [place for place, one in enumerate(queue) if one.id in moved]
    if not places:
        return None
    if step < 0:
        return queue[max(0, places[0] - 1)].id
    target = places[-1] + 2
    return queue[target].id if target < len(queue) else None
