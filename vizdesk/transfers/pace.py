"""How fast bytes go out, over the last seconds."""

from __future__ import annotations

from collections import deque

SECONDS = 5.0


class Pace:
    """Bytes a second over the last five; a pause counts, so that a standing transfer has none."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, count: int) -> float:
        """Take another reading.

        Args:
            now: monotonic seconds.
            count: bytes that have gone out so far; fewer than before where it began anew.

        Returns:
            Bytes a second.
        """
        seen = self._seen
        if seen and count < seen[-1][1]:
            seen.clear()
        seen.append((now, count))
        while len(seen) > 2 and now - seen[1][0] >= SECONDS:
            seen.popleft()
        (first, before), passed = seen[0], now - seen[0][0]
        return (count - before) / passed if passed > 0 and now > first else 0.0
