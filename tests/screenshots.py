"""`make screenshots`: every main screen and state, light and dark, over a real gateway with the demo agency.

Each picture is of the real window. The states that a healthy gateway never shows are reached as users reach them: a
search that is cancelled, a gateway that was stopped, a folder without a key.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QScrollArea, QToolButton

from vizdesk.app import make_application
from vizdesk.domain.layout import Direction, Kind, SortKey
from vizdesk.models.alternatives import ANY
from vizdesk.models.connection import Connection
from vizdesk.models.imports import ImportPhase
from vizdesk.models.photos import PhotoModel, PhotoPhase
from vizdesk.models.search import Phase
from vizdesk.models.session import Session
from vizdesk.net.client import GatewayClient
from vizdesk.store.saved import SavedKind
from vizdesk.transfers.desk import Standing
from vizdesk.transfers.engine import FILES_AT_ONCE
from vizdesk.transfers.rows import Part
from vizdesk.transfers.schedule import Limits
from vizdesk.widgets.command_palette import CommandPalette
from vizdesk.widgets.export_form import ExportForm
from vizdesk.widgets.fields.map_popup import MapPopup
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.import_page import ImportPage
from vizdesk.widgets.main_window import MainWindow
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS
from vizdesk.widgets.search_page import SearchPage
from vizdesk.widgets.settings_page import SettingsPage
from vizdesk.widgets.shortcuts_sheet import ShortcutsSheet
from vizdesk.widgets.theme import Scheme, Theme
from vizdesk.widgets.tokens import TEXT_SIZES, colors_for
from vizdesk.widgets.transfer_questions import QuestionsCard
from vizdesk.widgets.transfers_page import TransfersPage

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SIZE = (1440, 900)
SMALL = (940, 620)
SECONDS = 30.0
UNREACHABLE = "http://127.0.0.1:9"
BROKEN_ROWS = 3

DEADLINE_SECONDS = 45.0
SPEED_SECONDS = 1.5
"""Until a speed can be told."""

CASE_FILES = {
    "Body camera 4471 – part 1.mp4": 64,
    "Body camera 4471 – part 2.mp4": 48,
    "Dash camera unit 12.mp4": 96,
    "Harbor office – camera 3, 23:00–24:00.mkv": 120,
    "Phone extraction, exhibit 7.zip": 40,
    "Scene photos.zip": 24,
    "Statements.pdf": 2,
}
"""Megabytes by name."""

_ENDED = (Phase.DONE, Phase.NO_RESULTS, Phase.FAILED, Phase.CANCELLED, Phase.OFFLINE)


class Studio:
    """One window and its session in one scheme.

    Args:
        theme: the application's.
        scheme: of the pictures.
        folder: for the desktop's and the gateway's folders.
        gateway: another address, or None for the embedded gateway.
        demo: whether the demo agency is there.
    """

    def __init__(
        self, theme: Theme, scheme: Scheme, folder: Path, gateway: str | None = None, *, demo: bool = True
    ) -> None:
        self.scheme = scheme
        self.session = Session(
            folder / f"desktop-{scheme}", folder / "data", gateway, demo=demo, locale=QLocale("en_US")
        )
        self.window = MainWindow(self.session, theme)
        self.window.resize(*SIZE)
        self.session.settings_ready.connect(self._on_settings)
        self.theme = theme
        theme.choose(scheme)
        self.session.start()
        self.window.show()

    def _on_settings(self) -> None:
        self.theme.choose(self.scheme)
        self.window.resize(*SIZE)

    @property
    def page(self) -> SearchPage:
        """The open search page."""
        page = self.window.current_page()
        assert page is not None
        return page

    def row(self, name: str) -> FilterRow:
        """A filter's row."""
        return next(row for row in self.page.findChildren(FilterRow) if row.filter.id.endswith(f".{name}"))

    def draft(self, name: str, **draft: object) -> None:
        """Set a filter."""
        self.page.model.criteria.set_draft(f"harbor:{self.page.model.page.id}.{name}", draft)

    def search(self) -> None:
        """Apply and wait."""
        self.page.apply()
        wait_for(lambda: self.page.model.search.status.phase in _ENDED)

    def search_page(self, identifier: str) -> None:
        """Open a page and search, with a record selected and shown."""
        self.window.open_page(identifier)
        self.search()
        self.page.results.table.select_row(2)
        self.page.show_detail(True)

    def take(self, name: str) -> None:
        """Take a picture of the window with the popups that are open, once all filters are there."""
        page = self.window.current_page()
        if page is not None:
            wait_for(lambda: page.panel.is_whole)
        settle()
        picture = self.window.grab()
        FOLDER.mkdir(parents=True, exist_ok=True)
        picture.save(str(FOLDER / f"{name}-{self.scheme}.png"))
        sys.stdout.write(f"{name}-{self.scheme}.png\n")

    def close(self) -> None:
        """Close window and session."""
        self.window.close()
        self.session.close()
        self.window.deleteLater()
        settle()
        self.session.deleteLater()
        settle()


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wait_for(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Run the event loop until something is so.

    Args:
        condition: what is waited for.
        seconds: how long at most.

    Raises:
        TimeoutError: it did not come to be.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        QCoreApplication.processEvents()
        time.sleep(0.002)
    settle()


def take_searching(studio: Studio) -> None:
    """The states of one page, in the order of a user's work."""
    wait_for(lambda: studio.window.current_page() is not None)
    wait_for(lambda: studio.session.connection is Connection.ONLINE)
    studio.take("people-first-run")
    studio.draft("surname", text="br", operator="prefix")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.take("people-typed")
    studio.search()
    studio.page.results.table.select_row(2)
    studio.page.show_detail(True)
    wait_for(lambda: studio.page.model.facets.counts("harbor:people.hair") is not None)
    studio.take("people-results")
    studio.draft("hair")
    studio.draft("wanted", value=True)
    studio.draft("dob", **{"from": "1/1/1980"})
    studio.draft("height_cm", **{"from": "tall"})
    studio.page.apply()
    studio.take("people-fault")
    studio.draft("height_cm")
    studio.draft("aliases", exists=False)
    studio.page.model.criteria.set_query("qqq")
    studio.search()
    studio.take("people-no-results")
    studio.page.model.criteria.clear_all()
    studio.page.apply()
    studio.page.model.search.cancel()
    studio.take("people-cancelled")
    for page in ("vehicles", "incidents"):
        studio.window.open_page(page)
        studio.search()
        studio.take(f"{page}-results")
    studio.window.resize(*SMALL)
    studio.take("incidents-small-window")
    studio.window.resize(*SIZE)


def take_exporting(studio: Studio, folder: Path) -> None:
    """What to export, and what came of it."""
    studio.window.open_page("people")
    studio.search()
    results = studio.page.results
    wait_for(results.export_button.isEnabled)
    results.table.select_row(2)
    results.show_export()
    studio.take("export-form")
    form = results.findChild(ExportForm)
    assert form is not None
    form.start(folder / "VizDesk people 2026-11-25.csv")
    wait_for(lambda: not studio.session.exports.running)
    form.leave()
    studio.take("export-done")
    studio.session.exports.dismiss()


def take_printing(studio: Studio, folder: Path) -> None:
    """A list and a record as PDF: the strip that tells it, and their first pages."""
    studio.search_page("people")
    printing, exports = studio.page.results.tools.printing, studio.session.exports
    detail = studio.page.detail
    wait_for(printing.is_possible)
    studio.draft("hair", values=["BRO", "BLK"])
    studio.search()
    studio.page.results.table.select_row(2)
    for name, start in (
        ("record", partial(printing.start_record, detail.title(), detail.lines())),
        ("list", printing.start_list),
    ):
        path = folder / f"VizDesk people 2026-11-25 {name}.pdf"
        start(path)
        wait_for(lambda: not exports.running)
        _take_paper(name, path)
    studio.take("print-done")
    exports.dismiss()
    studio.page.model.criteria.clear_all()
    studio.search()


def _take_paper(name: str, path: Path) -> None:
    document = QPdfDocument(None)
    document.load(str(path))
    size = document.pagePointSize(0).toSize() * 1.4
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    document.close()
    picture.save(str(FOLDER / f"paper-{name}.png"))


def take_saved(studio: Studio) -> None:
    """The panel of saved things with what was just deleted, and a saved list."""
    studio.window.open_page("people")
    saved = studio.page.model.saved
    for name, hair in (("Brown hair", ["BRO"]), ("Black hair", ["BLK"]), ("Old one", ["BRO", "BLK"])):
        studio.draft("hair", values=hair)
        studio.search()
        _change_saved(studio, partial(saved.save_search, name))
    _change_saved(studio, partial(saved.save_list, "Shown at the briefing", [(0, 2)]))
    _change_saved(studio, partial(saved.remove, saved.find("old one")[0]))
    panel = studio.page.open_saved()
    _take_popup(studio, "saved", panel)
    saved.use(next(one for one in saved.entries if one.kind is SavedKind.LIST))
    wait_for(lambda: studio.page.model.results.id_at(0) is not None)
    studio.take("people-saved-list")
    studio.page.model.search.close_list()
    studio.page.model.criteria.clear_all()
    studio.search()


def _change_saved(studio: Studio, change: Callable[[], None]) -> None:
    changed: list[int] = []
    connection = studio.page.model.saved.changed.connect(lambda: changed.append(1))
    change()
    wait_for(lambda: bool(changed))
    QObject.disconnect(connection)


def take_tabs(studio: Studio) -> None:
    """Two searches of one page side by side."""
    studio.window.open_page("people")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.search()
    studio.page.copy_wanted.emit()
    wait_for(lambda: len(studio.session.tabs.of("people")) == 2)
    studio.draft("height_cm", **{"from": "5'11"})
    studio.take("people-tabs")
    studio.session.tabs.close(studio.page.model)
    studio.page.model.criteria.clear_all()


def take_alternatives(studio: Studio) -> None:
    """“Either … or …” in the panel and in a chip, beside a filter that counts in any case."""
    studio.window.open_page("people")
    either = {"harbor:people.hair": {"values": ["RED"]}, "harbor:people.sex": {"value": "F"}}
    groups = [either, {"harbor:people.height_cm": {"from": "6'3"}}, {}]
    studio.draft("wanted", value=True)
    studio.page.model.criteria.set_draft(ANY, {"groups": groups})
    studio.search()
    studio.take("people-alternatives")
    studio.page.model.criteria.clear_all()


def take_map(studio: Studio) -> None:
    """A place on the small map, in each of the three ways."""
    studio.window.open_page("incidents")
    studio.search()
    place = next(one for one in studio.page.model.page.filters if one.kind is Kind.PLACE)
    studio.page.panel.go_to(place.id)
    row = studio.row(place.id.rpartition(".")[2])
    drafts: dict[str, dict[str, str]] = {
        "map-near": {"operator": "near", "point": "36.63, -121.94", "distance": "0.8", "unit": "mi"},
        "map-box": {"operator": "inBox", "southWest": "36.6, -121.96", "northEast": "36.65, -121.92"},
        "map-area": {"operator": "inArea", "area": "36.6, -121.96\n36.65, -121.95\n36.62, -121.9"},
        "map-empty": {},
    }
    for name, draft in drafts.items():
        studio.page.model.criteria.set_draft(place.id, draft)
        if name == "map-near":
            studio.take("incidents-place")
        row.field.findChildren(QPushButton)[-1].click()
        popup = row.findChildren(MapPopup)[-1]
        wait_for(lambda popup=popup: popup.view.has_content)  # type: ignore[misc]
        _take_popup(studio, name, popup)
    studio.page.model.criteria.clear_all()


def take_slow(studio: Studio, data: Path) -> None:
    """A gateway that does not answer: its process is halted, up to the search's deadline."""
    studio.window.open_page("people")
    studio.draft("surname", text="br", operator="prefix")
    studio.search()
    studio.draft("hair", values=["BRO"])
    pid = json.loads((data / "gateway.lock").read_text(encoding="utf-8"))["pid"]
    search = studio.page.model.search
    os.kill(pid, signal.SIGSTOP)
    try:
        studio.page.apply()
        wait_for(lambda: search.status.slow)
        studio.take("people-searching")
        wait_for(lambda: search.status.offers_to_tell)
        studio.take("people-keep-working")
        search.tell_when_done()
        studio.window.open_page("vehicles")
        wait_for(lambda: search.status.phase is Phase.FAILED, DEADLINE_SECONDS)
        studio.take("vehicles-search-ended")
        studio.window.open_page("people")
        studio.take("people-deadline")
    finally:
        os.kill(pid, signal.SIGCONT)
    studio.page.model.criteria.clear_all()
    studio.search()


def take_operated(studio: Studio, data: Path) -> None:
    """A back end in trouble: its operator tells everybody, and lets searches look at some of the records only."""
    lock = json.loads((data / "gateway.lock").read_text(encoding="utf-8"))
    with GatewayClient(lock["url"], lock["token"]) as operator:
        operator.change_operations({"searchRecords": 900, "notice": "Searches are slow until about 15:00."})
        studio.session.refresh()
        wait_for(lambda: bool(studio.session.operator_notice.text))
        studio.search()
        studio.take("people-partial")
        studio.draft("surname", text="zzz", operator="prefix")
        studio.search()
        studio.take("people-partial-nothing")
        operator.change_operations({"searchRecords": None, "notice": None})
    studio.page.model.criteria.clear_all()
    studio.search()
    studio.session.refresh()
    wait_for(lambda: not studio.session.operator_notice.text)


def take_popups(studio: Studio) -> None:
    """What opens above the window."""
    studio.window.open_page("people")
    calendar = studio.row("dob").field.findChild(QLineEdit)
    assert calendar is not None
    calendar.actions()[0].trigger()
    _take_popup(studio, "calendar", calendar.findChild(Popup))
    menu = next(one.menu() for one in studio.row("surname").findChildren(QToolButton) if one.menu())
    menu.popup(studio.window.mapToGlobal(studio.window.rect().topLeft()))
    _take_popup(studio, "condition", menu)
    order = studio.page.results.findChild(QMenu)
    assert order is not None
    order.aboutToShow.emit()
    columns = next(action for action in order.actions() if isinstance(action, QAction)).menu()
    assert isinstance(columns, QMenu)
    columns.popup(studio.window.mapToGlobal(studio.window.rect().topLeft()))
    _take_popup(studio, "sort", columns)
    combo = studio.row("role").field.findChild(QComboBox)
    assert combo is not None
    combo.showPopup()
    _take_popup(studio, "choice", combo.view().window())
    combo.hidePopup()


def take_columns(studio: Studio) -> None:
    """Columns that are pinned, hidden and ordered; three keys of the order; what chooses them."""
    studio.window.open_page("people")
    studio.search()
    results = studio.page.results
    columns = results.table.columns
    fields = [one.field for one in studio.page.model.page.columns]
    for field in ("height_cm", "surname"):
        columns.pin(fields.index(field), pinned=True)
    columns.show(fields.index("given_name"), shown=False)
    for place in range(len(fields)):
        columns.set_width(place, 200)
    studio.page.model.search.set_sort(SortKey(field, Direction.DESC) for field in ("height_cm", "surname", "dob"))
    wait_for(lambda: studio.page.model.search.status.phase in _ENDED)
    results.table.horizontalScrollBar().setValue(260)
    results.table.select_row(2)
    studio.take("people-columns")
    _take_popup(studio, "columns", results.tools.choose_columns())
    columns.reset()
    studio.page.model.search.set_sort(studio.page.model.page.sort)
    wait_for(lambda: studio.page.model.search.status.phase in _ENDED)


def take_marks(studio: Studio) -> None:
    """Records that are marked, one with a note; and the list of them."""
    studio.search_page("people")
    table, marks = studio.page.results.table, studio.page.model.marks
    marks.star([(1, 2), (5, 5)], starred=True)
    found = studio.page.model.results.hit(7)
    assert found is not None
    marks.note(found, "Ask again on Monday.")
    wait_for(lambda: marks.count() == 4)
    studio.page.detail.note.text.setPlainText("Seen at the pier with a gray dog; says he moved in March.")
    table.select_row(2)
    studio.take("people-marked")
    saved = studio.page.open_saved()
    _take_popup(studio, "saved-marked", saved)
    marks.show_list()
    wait_for(lambda: studio.page.model.search.status.phase is Phase.LISTED)
    wait_for(lambda: studio.page.model.results.id_at(0) is not None)
    table.select_row(0)
    studio.take("people-marked-list")
    studio.page.model.search.close_list()


def take_photo(studio: Studio, folder: Path) -> None:
    """A page whose records have photos: one in the record, one that lies where the layout does not look."""
    face = QImage(240, 300, QImage.Format.Format_RGB32)
    face.fill(QColor("#9DB4C0"))
    painter = QPainter(face)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#5C6B73"))
    painter.drawEllipse(70, 50, 100, 120)
    painter.drawEllipse(20, 190, 200, 220)
    painter.end()
    face.save(str(folder / "face.jpg"))
    inline = base64.b64encode((folder / "face.jpg").read_bytes()).decode()
    photos = (f"data:image/jpeg;base64,{inline}", "https://faces.example/2.jpg", "")
    rows = [f'{name},"{photo}"' for name, photo in zip(("Amber Roe", "Blake Doe", "Casey Poe"), photos, strict=True)]
    (folder / "faces.csv").write_text("Name,Face\n" + "\n".join(rows), encoding="utf-8")
    lock = json.loads((folder / "data" / "gateway.lock").read_text(encoding="utf-8"))
    with GatewayClient(lock["url"], lock["token"]) as client:
        job = client.start_import(folder / "faces.csv", "harbor", "faces", "create", "auto")
        wait_for(lambda: client.import_state(job)["state"] != "running")
        document = client.layout_source("harbor")
        document["pages"][-1]["record"]["photo"] = "face"
        client.publish_layout(document)
    studio.session.refresh()
    wait_for(lambda: bool((page := studio.session.page("faces")) and page.page.photo_field))
    studio.window.open_page("faces")
    studio.search()
    studio.page.show_detail(True)
    for row, name in enumerate(("record-photo", "record-photo-refused")):
        studio.page.results.table.select_row(row)
        photo = studio.page.detail._photo
        assert photo is not None
        wait_for(partial(_is_settled, photo))
        studio.take(name)


def _is_settled(photo: PhotoModel) -> bool:
    return photo.state.phase in (PhotoPhase.SHOWN, PhotoPhase.FAILED)


def take_help(studio: Studio) -> None:
    """Palette, keys, settings; then large text and high contrast."""
    window = studio.window
    window.open_page("people")
    studio.page.focus_query()
    window.show_commands()
    studio.take("help-commands")
    palette = window.findChild(CommandPalette)
    assert palette is not None
    palette.line.setText("hair")
    studio.take("help-commands-found")
    window.show_shortcuts()
    studio.take("help-shortcuts")
    window.open_page(SETTINGS)
    page = window.findChild(SettingsPage)
    assert page is not None
    page.proxy.mode.findChildren(QPushButton)[-1].click()
    page.kept.forget.click()
    studio.take("settings")
    page.kept.keep.click()
    scroll = page.findChild(QScrollArea)
    assert scroll is not None
    wait_for(lambda: page.measures.rows.rowCount() > 0)
    scroll.ensureWidgetVisible(page.measures.clear, 0, 60)
    studio.take("settings-measures")
    studio.search_page("people")
    window.appearance.choose_text_size(TEXT_SIZES[-1])
    studio.take("people-large-text")
    window.open_page(SETTINGS)
    studio.take("settings-large-text")
    window.appearance.choose_text_size(100)
    with high_contrast(studio.theme):
        scroll.ensureWidgetVisible(page.measures.clear, 0, 60)
        studio.take("settings-high-contrast")
        studio.search_page("people")
        studio.take("people-high-contrast")
        window.show_commands()
        studio.take("help-commands-high-contrast")
        window.show_shortcuts()
    shown = window.findChild(ShortcutsSheet)
    assert shown is not None
    shown.close_back()


@contextmanager
def high_contrast(theme: Theme) -> Iterator[None]:
    """The colours of a system that asks for high contrast; no platform plugin lets a program ask for it."""
    wanted = theme._wanted_colors
    contrasting = colors_for(dark=wanted().dark, high_contrast=True)
    theme._wanted_colors = lambda: contrasting  # type: ignore[method-assign]
    theme._apply()
    try:
        yield
    finally:
        theme._wanted_colors = wanted  # type: ignore[method-assign]
        theme._apply()


def _take_popup(studio: Studio, name: str, popup: object) -> None:
    settle()
    grab = getattr(popup, "grab")()  # noqa: B009  # a popup, a menu or a list: all are widgets
    grab.save(str(FOLDER / f"popup-{name}-{studio.scheme}.png"))
    close = getattr(popup, "close")  # noqa: B009  # as above
    close()
    settle()


def take_importing(studio: Studio, folder: Path) -> None:
    """The import page, from the empty form to the result."""
    file = folder / "Stolen bicycles.csv"
    lines = [f"B-{n:05},{n % 9},2024-{n % 12 + 1:02}-{n % 28 + 1:02},{'yes' if n % 3 else 'no'}" for n in range(40_000)]
    lines[BROKEN_ROWS : BROKEN_ROWS * 2] = ["too,few", "a,b,c,d,e,f,g", "only one"]
    file.write_text("Frame number,District,Stolen on,Insured\n" + "\n".join(lines), encoding="utf-8")
    studio.window.open_page(IMPORT)
    studio.take("import-form")
    page = studio.window.findChild(ImportPage)
    assert page is not None
    page.take_file(str(file))
    studio.take("import-chosen")
    page._start.click()
    wait_for(lambda: studio.session.imports.state.rows > 0 or not studio.session.imports.running)
    studio.take("import-running")
    wait_for(lambda: studio.session.imports.state.phase is not ImportPhase.RUNNING)
    studio.take("import-done")
    page._progress._open.click()
    wait_for(lambda: studio.window.windowTitle() != "VizDesk – Import a file")
    studio.search()
    studio.take("imported-page")


def take_again(theme: Theme, scheme: Scheme, folder: Path) -> None:
    """What a restart shows, and then without its gateway."""
    studio = Studio(theme, scheme, folder)
    wait_for(lambda: studio.window.current_page() is not None)
    studio.window.open_page("incidents")
    wait_for(lambda: studio.session.connection is Connection.ONLINE)
    studio.take("incidents-stored")
    studio.close()
    offline = Studio(theme, scheme, folder, UNREACHABLE)
    wait_for(lambda: offline.session.connection is Connection.OFFLINE and offline.window.current_page() is not None)
    offline.window.open_page("incidents")
    offline.search()
    offline.take("incidents-offline")
    offline.close()


def take_transfers(theme: Theme, scheme: Scheme, folder: Path) -> None:
    """The transfers: nothing yet, under way, paused, failed, finished, and where another VizDesk sends them."""
    studio = Studio(theme, scheme, folder / "transfers")
    wait_for(lambda: studio.session.connection is Connection.ONLINE and studio.session.agency is not None)
    window, model = studio.window, studio.session.transfers.model
    window.open_page(TRANSFERS)
    wait_for(lambda: model.ours)
    studio.take("transfers-empty")
    page = window.transfers_in_sight()
    assert page is not None
    case = _case_files(folder / "24-118203 Pier 9")
    model.set_limits(Limits(rate=12_000_000))
    page.add([str(case), str(folder / "Interview room 2.mov")])
    card = window.findChild(QuestionsCard)
    assert card is not None
    for field, draft in zip(card.questions.fields, ({"text": "24-118203"}, {"value": "VID"}), strict=False):
        field.field.show_draft(draft)
    studio.take("transfers-questions")
    card.send.click()
    wait_for(
        lambda: (
            model.totals.running == min(FILES_AT_ONCE, len(CASE_FILES))
            and model.totals.confirmed > 0
            and model.totals.failed == 1
        )
    )
    time.sleep(SPEED_SECONDS)
    settle()
    page.list.setCurrentIndex(model.rows.index(0))
    studio.take("transfers-running")
    model.pause()
    wait_for(lambda: not model.totals.active)
    studio.take("transfers-paused")
    other = Studio(theme, scheme, folder / "transfers")
    other.window.open_page(TRANSFERS)
    wait_for(lambda: other.session.transfers.model.standing is Standing.ELSEWHERE)
    wait_for(lambda: other.session.transfers.model.rows.rowCount() > 0)
    other.take("transfers-elsewhere")
    other.close()
    model.set_limits(Limits())
    model.resume()
    wait_for(lambda: not model.totals.unfinished)
    page.list.setCurrentIndex(model.rows.index(0))
    studio.take("transfers-failed")
    page._show_part(Part.FINISHED)
    wait_for(lambda: model.rows.rowCount() == model.totals.finished)
    page.list.setCurrentIndex(model.rows.index(1))
    studio.take("transfers-finished")
    window.resize(*SMALL)
    studio.take("transfers-small-window")
    window.resize(*SIZE)
    _take_held(studio, page, folder / "Front door.mp4")
    window.appearance.choose_text_size(TEXT_SIZES[-1])
    studio.take("transfers-large-text")
    window.appearance.choose_text_size(100)
    with high_contrast(theme):
        studio.take("transfers-high-contrast")
    model.set_limits(Limits(rate=12_000_000))
    _send(studio, page, folder / "Witness, second interview.mov")
    wait_for(lambda: model.totals.active > 0)
    window.close()
    studio.take("transfers-closing")
    window.end()
    studio.close()


def _take_held(studio: Studio, page: TransfersPage, path: Path) -> None:
    """What is sent and waits for an answer that the agency requires."""
    model = studio.session.transfers.model
    studio.session.choose_agency("mesa")
    wait_for(lambda: studio.session.layout is not None and studio.session.layout.agency == "mesa")
    _send(studio, page, path)
    wait_for(lambda: model.totals.held == 1)
    wait_for(lambda: model.rows.rowCount() == model.totals.held + model.totals.failed)
    page.list.setCurrentIndex(model.rows.index(model.rows.rowCount() - 1))
    studio.take("transfers-held")


def _send(studio: Studio, page: TransfersPage, path: Path) -> None:
    if not path.exists():
        path.write_bytes(os.urandom(40_000_000))
    page.add([str(path)])
    studio.window.findChildren(QuestionsCard)[-1].send.click()


def _case_files(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, megabytes in CASE_FILES.items():
        with (folder / name).open("wb") as file:
            for _ in range(megabytes):
                file.write(os.urandom(1_000_000))
    return folder


def take_starts(theme: Theme, scheme: Scheme, folder: Path) -> None:
    """A first start without a gateway, without an agency, and without a key."""
    unreachable = Studio(theme, scheme, folder / "unreachable", UNREACHABLE)
    wait_for(lambda: unreachable.session.connection is Connection.OFFLINE)
    unreachable.take("start-unreachable")
    unreachable.close()
    empty = Studio(theme, scheme, folder / "empty", demo=False)
    wait_for(lambda: empty.window._start._button.text() == "Import a file…")
    empty.take("start-empty")
    empty.close()
    key = os.environ.pop("VIZDESK_KEY_FILE")
    keyless = Studio(theme, scheme, folder / "keyless")
    wait_for(lambda: keyless.window.current_page() is not None)
    keyless.take("start-memory-only")
    keyless.close()
    os.environ["VIZDESK_KEY_FILE"] = key


def main() -> None:
    """Take all pictures."""
    application = make_application()
    theme = Theme(application)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = folder / "key"
        key.write_text(secrets.token_hex(32), encoding="ascii")
        key.chmod(0o600)
        os.environ["VIZDESK_KEY_FILE"] = str(key)
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            part = folder / scheme
            studio = Studio(theme, scheme, part)
            take_searching(studio)
            take_exporting(studio, part)
            take_printing(studio, part)
            take_saved(studio)
            take_tabs(studio)
            take_alternatives(studio)
            take_map(studio)
            take_slow(studio, part / "data")
            take_operated(studio, part / "data")
            take_popups(studio)
            take_columns(studio)
            take_marks(studio)
            take_help(studio)
            take_photo(studio, part)
            take_importing(studio, folder)
            studio.close()
            take_again(theme, scheme, part)
            take_starts(theme, scheme, part)
            take_transfers(theme, scheme, part)


if __name__ == "__main__":
    main()
