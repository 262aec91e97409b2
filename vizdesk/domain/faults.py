"""Faults of the program itself: logged by class and place; their texts may hold what a user typed or found."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.filled import Filled

MOST_PLACES = 8
"""The innermost ones; the others only say how the program came there."""


_INSIDE = Filled("Something went wrong inside VizDesk.")


class ProgramFault(VizDeskError):
    """Something that the program did not foresee."""

    code = "program-fault"

    def __init__(self, sentence: str = _INSIDE, next_step: str = "Try again.") -> None:
        super().__init__(sentence, next_step)


def told_fault(log: logging.Logger, error: BaseException) -> ProgramFault:
    """Log an error that nobody foresaw.

    Args:
        log: of the module whose edge it reached.
        error: what was raised.

    Returns:
        What the user is told of it.
    """
    log.error("unforeseen %s in %s", type(error).__name__, _places(error.__traceback__))
    return ProgramFault()


def log_uncaught(log: logging.Logger, *, ends: bool = False) -> None:
    """From now on, let threads that end in an error, and the program, say so in the same way.

    Where a library crashes the process, the places in the code are told likewise.

    Args:
        log: of the program's first module.
        ends: let the process end with such a thread, for whoever started it to start another one.
    """
    if sys.stderr is not None:  # a frozen window on Windows has none
        faulthandler.enable()

    def on_error(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
        log.error("unforeseen %s in %s", kind.__name__, _places(trace))

    def on_thread_error(arguments: threading.ExceptHookArgs) -> None:
        on_error(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
        if ends:
            os._exit(1)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error


def _places(trace: TracebackType | None) -> str:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(places[-MOST_PLACES:]) or "an unknown place"
