"""The two programs that `benchmarks.start` starts; they tell how long they took, and import no more than they need.

`python -m benchmarks.started empty` is a PySide6 main window with one line to type in; `vizdesk` is VizDesk.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from vizdesk.app import Program

STARTED = "VIZDESK_BENCH_STARTED"


def _since_start() -> float:
    return time.time() - float(os.environ[STARTED])


def _empty() -> None:
    import PySide6.QtTest  # noqa: F401  # what types is there before there is anything to type into
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    field = QLineEdit(window)
    window.setCentralWidget(field)
    window.show()
    _type_when_painted(field)
    sys.stdout.write(f"{_since_start()}\n")
    window.close()
    app.quit()


def _vizdesk() -> None:
    from vizdesk.lean_start import prepare

    prepare()  # as `vizdesk.__main__` does before all else
    from vizdesk.app import Program, make_application

    app = make_application()
    import PySide6.QtTest  # noqa: F401  # as above

    program = Program()
    program.start()
    from benchmarks.window import wait
    from vizdesk.models.session import Connection

    wait(lambda: _first_field(program) is not None)
    field = _first_field(program)
    assert field is not None
    _type_when_painted(field)
    usable = _since_start()
    wait(lambda: program.session.connection is Connection.ONLINE)
    sys.stdout.write(f"{usable} {_since_start()}\n")
    program.window.close()
    program.stop()
    app.quit()


def _first_field(program: Program) -> QLineEdit | None:
    from PySide6.QtWidgets import QLineEdit

    from vizdesk.widgets.filter_row import FilterRow

    page = program.window.current_page()  # asked first: to look through a window for widgets is not quick
    row = page.panel.findChild(FilterRow) if page is not None else None
    field = row.findChild(QLineEdit) if row else None
    return field if field is not None and field.isVisible() else None


def _type_when_painted(field: QLineEdit) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    while field.visibleRegion().isEmpty():
        QApplication.processEvents()
    field.setFocus()
    before = field.text()
    QTest.keyClicks(field, "x")
    field.window().repaint()
    assert field.text() == f"{before}x"


if __name__ == "__main__":
    {"empty": _empty, "vizdesk": _vizdesk}[sys.argv[1]]()
