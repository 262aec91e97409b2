"""The real window over a real session, whose embedded gateway serves the demo agency."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizdesk.domain.uploads import NewUpload
from vizdesk.models.page import PageModel
from vizdesk.models.search import FIRST_ROWS, Phase
from vizdesk.models.session import Session
from vizdesk.net.client import GatewayClient
from vizdesk.net.embedded import LOG_NAME, Attached, attach
from vizdesk.net.uploads import UploadCalls
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.main_window import MainWindow
from vizdesk.widgets.search_page import SearchPage
from vizdesk.widgets.theme import Theme

ENGLISH = QLocale("en_US")
START_MILLISECONDS = 30_000
ANSWER_MILLISECONDS = 15_000
SIZE = (1280, 800)

_ENDED = (Phase.DONE, Phase.NO_RESULTS, Phase.FAILED, Phase.CANCELLED, Phase.OFFLINE)


@dataclass
class Shown:
    """A window with what tests ask of it."""

    window: MainWindow
    session: Session
    theme: Theme
    qtbot: QtBot

    @property
    def page(self) -> SearchPage:
        """The open search page."""
        page = self.window.current_page()
        assert page is not None
        return page

    @property
    def model(self) -> PageModel:
        """The open page's model."""
        return self.page.model

    def phase(self) -> Phase:
        """Where the open page's search stands."""
        return self.model.search.status.phase

    def row(self, name: str) -> FilterRow:
        """A filter's row in the open page, by the last part of its id; rows are made bit by bit."""

        def made() -> list[FilterRow]:
            return [row for row in self.page.findChildren(FilterRow) if row.filter.id.endswith(f".{name}")]

        self.qtbot.waitUntil(lambda: bool(made()), timeout=ANSWER_MILLISECONDS)
        return made()[0]

    def control(self, name: str) -> QWidget:
        """The first control of a filter."""
        return self.row(name).field.controls()[0]

    def type_into(self, name: str, text: str) -> None:
        """Type into a filter."""
        control = self.control(name)
        # A row is shown a moment after it is made, and only what is seen takes the focus.
        self.qtbot.waitUntil(control.isVisible, timeout=ANSWER_MILLISECONDS)
        control.setFocus()
        self.qtbot.waitUntil(control.hasFocus, timeout=ANSWER_MILLISECONDS)
        QTest.keyClicks(control, text)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key in a widget, or where the focus is."""
        target = widget or self.window.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)

    def wait_for_answer(self, model: PageModel | None = None) -> None:
        """Wait until no search runs."""
        search = (model or self.model).search
        self.qtbot.waitUntil(lambda: search.status.phase in _ENDED, timeout=ANSWER_MILLISECONDS)

    def wait_for_the_rest(self) -> None:
        """Wait for the rows behind the first ones: they come by themselves, and change what is said above."""
        results, search = self.model.results, self.model.search
        self.qtbot.waitUntil(
            lambda: results.loaded_rows > FIRST_ROWS and not search.status.loading_more, timeout=ANSWER_MILLISECONDS
        )

    def search(self, name: str, text: str) -> None:
        """Type into a filter, apply and wait."""
        self.type_into(name, text)
        self.press(Qt.Key.Key_Return)
        self.wait_for_answer()


class DemoGateway:
    """The gateway of the demo agency, which serves one test module after the other."""

    def __init__(self, data: Path, key_file: Path) -> None:
        self.data = data
        self._key_file = key_file
        self._held: Attached | None = None
        self._lost = threading.Event()

    def ensure(self) -> None:
        """Start it, also where the last one ended because its lease was cut; one that crashed is told with its log."""
        if self._held is not None and self._lost.is_set():
            self.close()
        if self._held is None:
            self._lost.clear()
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("VIZDESK_KEY_FILE", str(self._key_file))
                self._held = attach(self.data, demo=True, on_lost=self._lost.set, stop=threading.Event())
            self._wait_for_the_agency(self._held)

    def close(self) -> None:
        """Let go of it."""
        held, self._held = self._held, None
        if held is None:
            return
        held.close()
        if self._lost.is_set() and held.process is not None:
            code = held.process.wait(START_MILLISECONDS / 1000)
            assert code == 0, f"the gateway ended with {code}:\n{(self.data / LOG_NAME).read_text(encoding='utf-8')}"

    def _wait_for_the_agency(self, held: Attached) -> None:
        with GatewayClient(held.url, held.token) as client:
            deadline = time.monotonic() + START_MILLISECONDS / 1000
            while not client.me().agencies and time.monotonic() < deadline:
                time.sleep(0.02)
            assert client.me().agencies, "the gateway did not make the demo agency"


@pytest.fixture(scope="session")
def demo_gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[DemoGateway]:
    """One gateway for all tests of windows: its start would take longer than most of them."""
    with closing(DemoGateway(tmp_path_factory.mktemp("demo") / "data", key_file)) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def demo_data(demo_gateway: DemoGateway) -> Path:
    """The folder of a gateway that serves the demo agency."""
    demo_gateway.ensure()
    return demo_gateway.data


@pytest.fixture(scope="module")
def storage(demo_data: Path) -> None:
    """The gateway starts the folder's process with the first upload; here, so that it counts to no test."""
    lock = json.loads((demo_data / "gateway.lock").read_text(encoding="utf-8"))
    with GatewayClient(lock["url"], lock["token"]) as client:
        calls = UploadCalls(client)
        upload, _ = calls.create(NewUpload("warming-the-folder", "harbor", "x", 1))
        calls.abort(upload.id)


Opener = Callable[..., Shown]


@pytest.fixture(autouse=True)
def _nothing_stays_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """The offscreen platform would destroy what lies there behind Python's end, where no object of PySide's can be."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def open_window(qtbot: QtBot, demo_data: Path, tmp_path: Path) -> Iterator[Opener]:
    """Opens windows, and closes them and their sessions after the test."""
    opened: list[Shown] = []
    theme = Theme()

    def open_one(
        *, demo: bool = True, data: Path | None = None, gateway: str | None = None, locale: QLocale = ENGLISH
    ) -> Shown:
        session = Session(tmp_path / "desktop", data or demo_data, gateway, demo=demo, locale=locale)
        window = MainWindow(session, theme)
        window.resize(*SIZE)
        session.start()
        window.show()
        shown = Shown(window, session, theme, qtbot)
        opened.append(shown)
        return shown

    yield open_one
    for one in opened:
        one.window.end()
        one.session.close()
        # The window goes before the models it shows, and both before the next test.
        for part in (one.window, one.session):
            part.deleteLater()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete.value)
    theme.deleteLater()


@pytest.fixture
def shown(open_window: Opener, qtbot: QtBot) -> Shown:
    """The window on the demo agency's first page."""
    one = open_window()
    qtbot.waitUntil(lambda: one.window.current_page() is not None, timeout=START_MILLISECONDS)
    qtbot.waitUntil(lambda: one.session.connection == "online", timeout=START_MILLISECONDS)
    assert one.page.results is not None  # made now, if it is not yet: else it comes a moment behind the first paint
    return one
