"""Short work in a thread pool; its results enter the GUI thread through bound methods.

Probed on PySide6 6.12: a worker's signal reaches the GUI thread only where it is connected to a bound method of a
QObject; lambdas, partials and plain functions run in the worker.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.faults import told_fault

_log = logging.getLogger(__name__)

POOL_THREADS = 8
"""Requests wait on sockets; a cancelling one must not queue behind what it cancels."""

Work = Callable[[], object]
Receiver = Callable[[Any], None] | SignalInstance


def make_pool(parent: QObject | None = None) -> QThreadPool:
    """A pool for short requests."""
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(POOL_THREADS)
    return pool


class Requests(QObject):
    """The requests of one kind; each has a number, and only the newest one's outcome is delivered.

    Args:
        pool: where they run.
        parent: their owner.
        on_success: is connected to `succeeded`: a signal, or a bound method of a QObject.
        on_failure: is connected to `failed`, likewise.

    Signals:
        succeeded: what the work returned.
        failed: a `VizDeskError`.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object, object)  # number, value, error

    def __init__(
        self,
        pool: QThreadPool,
        parent: QObject | None = None,
        on_success: Receiver | None = None,
        on_failure: Receiver | None = None,
    ) -> None:
        super().__init__(parent)
        self._pool = pool
        self._number = 0
        self._on_success, self._on_failure = on_success, on_failure
        self._is_wired = False

    def submit(self, work: Work) -> int:
        """Run `work` in the pool; the outcome of an earlier request is dropped.

        Returns:
            The request's number.
        """
        if not self._is_wired:
            self._wire()
        self._number += 1
        self._pool.start(_Task(self._number, work, self._ended.emit))
        return self._number

    def _wire(self) -> None:
        """Connect, with the first request: a page that is opened sends few of its kinds, and connecting takes time."""
        self._is_wired = True
        self._ended.connect(self._on_ended)
        for signal, receiver in ((self.succeeded, self._on_success), (self.failed, self._on_failure)):
            if receiver is not None:
                signal.connect(receiver)

    def drop(self) -> None:
        """Deliver no outcome of what was asked so far."""
        self._number += 1

    def is_current(self, number: int) -> bool:
        """Whether a request is still the newest one; may be asked on any thread."""
        return number == self._number

    def next_number(self) -> int:
        """The number that the next request will have."""
        return self._number + 1

    def _on_ended(self, number: int, value: object, error: VizDeskError | None) -> None:
        if not self.is_current(number):
            return
        if error is not None:
            self.failed.emit(error)
        else:
            self.succeeded.emit(value)


class _Task(QRunnable):
    def __init__(self, number: int, work: Work, ended: Callable[[int, object, VizDeskError | None], object]) -> None:
        super().__init__()
        self._number, self._work, self._ended = number, work, ended

    def run(self) -> None:
        value: object = None
        failure: VizDeskError | None = None
        try:
            value = self._work()
        except VizDeskError as error:
            failure = error
        except Exception as error:  # noqa: BLE001  # a thread's edge: an escape would end in Qt's hands, unseen
            failure = told_fault(_log, error)
        with suppress(RuntimeError):  # the QObject that asked is gone, and so is the interest in the outcome
            self._ended(self._number, value, failure)
