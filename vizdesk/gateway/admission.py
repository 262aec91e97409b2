"""How many requests of one agency are served at once: what one asks for must not hold up the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from vizdesk.domain.errors import Busy

RETRY_SECONDS = 2


class Admission:
    """Counts the running and waiting requests of one kind by agency; all of it runs in the event loop.

    Args:
        refusal: what who is not admitted is told.
        on_refused: is called for each of them.
    """

    def __init__(self, refusal: str, on_refused: Callable[[], None]) -> None:
        self._refusal = refusal
        self._on_refused = on_refused
        self._running: Counter[str] = Counter()

    @contextmanager
    def admitted(self, agency: str, limit: int) -> Iterator[None]:
        """A place for one request, free again when the block ends.

        Args:
            agency: whose request it is.
            limit: so many places each agency has; 0 for any number.

        Raises:
            Busy: all of them are taken.
        """
        if 0 < limit <= self._running[agency]:
            self._on_refused()
            raise Busy(self._refusal, "Try again in a few seconds.", retry_after=RETRY_SECONDS)
        self._running[agency] += 1
        try:
            yield
        finally:
            self._running[agency] -= 1
            if not self._running[agency]:
                del self._running[agency]
