"""The window: rail, banners, and the page that is open."""

from __future__ import annotations

import base64
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from vizdesk.domain.errors import no_key
from vizdesk.models.commands import Commands
from vizdesk.models.page import PageModel
from vizdesk.models.session import IMPORTER, Connection, Session
from vizdesk.models.wording import told
from vizdesk.widgets.appearance import Appearance, Density
from vizdesk.widgets.banner import Banner
from vizdesk.widgets.icons import Tint
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS, Rail
from vizdesk.widgets.search_page import SearchPage
from vizdesk.widgets.shortcuts import Key, bind
from vizdesk.widgets.theme import Theme, scaled
from vizdesk.widgets.window_commands import WindowCommands

if TYPE_CHECKING:
    from vizdesk.models.saved import SavedEntry
    from vizdesk.widgets.ended_search import EndedSearch
    from vizdesk.widgets.export_strip import ExportStrip
    from vizdesk.widgets.import_page import ImportPage
    from vizdesk.widgets.overlay import Overlay
    from vizdesk.widgets.settings_page import SettingsPage
    from vizdesk.widgets.state_view import State, StateView
    from vizdesk.widgets.transfers_page import TransfersPage
    from vizdesk.widgets.window_closing import WindowClosing
    from vizdesk.widgets.window_tabs import WindowTabs

DEFAULT_SIZE = (1360, 860)
LEAST_SIZE = (900, 560)
QUIET_MILLISECONDS = 400
"""A gateway that answers within this needs no “Starting…”."""

AHEAD_MILLISECONDS = 400
"""Between one page made ahead and the next: the one that is open comes first."""

GEOMETRY = "window.geometry"


class MainWindow(QMainWindow):
    """Everything that the user sees of a session.

    Args:
        session: what is shown.
        theme: the look.
    """

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self.appearance = Appearance(session, theme, self)
        self._locale = session.locale
        self._pages: dict[str, SearchPage] = {}
        self._import: ImportPage | None = None
        self._settings: SettingsPage | None = None
        self._transfers: TransfersPage | None = None
        self._export: ExportStrip | None = None
        self._tabs: WindowTabs | None = None
        self._closing: WindowClosing | None = None
        self._started = False
        self._wanted: str | None = None
        self._rail = Rail(self)
        self._stack = QStackedWidget(self)
        self._memory = Banner("triangle-alert", closable=False, parent=self)
        self._offline = Banner("unplug", closable=False, action=self.tr("Try again"), parent=self)
        self._operator = Banner("megaphone", closable=True, parent=self)
        self._notice = Banner("info", closable=True, parent=self)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MILLISECONDS)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD_MILLISECONDS)
        self._commands = WindowCommands(self, session)
        self._overlay: Overlay | None = None
        self._lay_out()
        self._connect()
        self._add_keys()
        self._show_layout()
        self._quiet.start()

    def _lay_out(self) -> None:
        self.setWindowTitle("VizDesk")
        self.setMinimumSize(*LEAST_SIZE)
        self._take_room()
        right = self._right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for banner in (self._memory, self._operator, self._offline, self._notice):
            right.addWidget(banner)
        self._above = QVBoxLayout()
        right.addLayout(self._above)
        right.addWidget(self._stack, 1)
        middle = QWidget(self)
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        session = self._session
        session.layout_changed.connect(self._show_layout)
        session.connection_changed.connect(self._show_connection)
        session.connection_changed.connect(self._show_agency)  # the gateway tells which there are
        session.roles_changed.connect(self._on_roles_changed)
        session.memory_only_changed.connect(self._show_memory)
        session.settings_ready.connect(self._on_settings_ready)
        session.notice.connect(self._on_notice)
        session.operator_notice.changed.connect(self._show_operator_notice)
        self._operator.closed.connect(session.operator_notice.close)
        self.appearance.changed.connect(self._on_appearance)
        session.exports.changed.connect(self._on_export_changed)
        session.transfers.appeared.connect(self._on_transfers_appeared)
        self._offline.acted.connect(session.reconnect)
        self._quiet.timeout.connect(self._on_quiet_over)
        self._ahead.timeout.connect(self._make_ahead)
        self._rail.chosen.connect(self.open_page)
        self._rail.agency_chosen.connect(session.choose_agency)

    def _add_keys(self) -> None:
        bind(Key.PAGES, self).triggered.connect(self._on_page_key)
        bind(Key.TRANSFERS, self).triggered.connect(self._on_transfers_key)
        bind(Key.NEXT_PART, self).triggered.connect(self._on_next_part)
        bind(Key.PART_BEFORE, self).triggered.connect(self._on_part_before)
        bind(Key.SETTINGS, self).triggered.connect(self._on_settings_key)
        bind(Key.COMMANDS, self).triggered.connect(self.show_commands)
        bind(Key.SHORTCUTS, self).triggered.connect(self.show_shortcuts)

    # Pages

    def open_page(self, identifier: str) -> None:
        """Open one of the agency's pages, or what `IMPORT`, `SETTINGS` and `TRANSFERS` stand for."""
        if identifier == IMPORT:
            self._show(self._import_page(), IMPORT, self.tr("Import a file"))
            return
        if identifier == TRANSFERS:
            transfers = self._transfers_page()
            self._show(transfers, TRANSFERS, self.tr("Transfers"))
            transfers.focus_first()
            return
        if identifier == SETTINGS:
            settings = self._settings_page()
            self._show(settings, SETTINGS, self.tr("Settings"))
            settings.focus_first()
            return
        model = self._session.page(identifier)
        self._wanted = identifier if model is None else None  # a layout that brings it is on its way
        if model is None:
            return
        self._session.set_current_page(identifier)
        if "_ended" in self.__dict__:
            self._ended.leave(model.search)
        self._show(self._page_widget(model), identifier, model.label(self._locale.name()))

    def enter_page(self, identifier: str) -> None:
        """Open a search page and take the focus in its query line."""
        self.open_page(identifier)
        page = self.current_page()
        if page is not None:
            page.focus_query()

    def use_saved(self, identifier: str, entry: SavedEntry) -> None:
        """Open a search page with what was saved of it."""
        self.open_page(identifier)
        page = self.current_page()
        if page is not None:
            page.use_saved(entry)

    def enter_filter(self, identifier: str, filter_id: str) -> None:
        """Open a search page and take the focus in one of its filters."""
        self.open_page(identifier)
        page = self.current_page()
        if page is not None:
            page.panel.go_to(filter_id)

    def current_page(self) -> SearchPage | None:
        """The search page that is open, None where it is another kind of page."""
        current = self._stack.currentWidget()
        return current if isinstance(current, SearchPage) else None

    def transfers_in_sight(self) -> TransfersPage | None:
        """The transfers' page where it is open."""
        page = self._transfers
        return page if page is not None and self._stack.currentWidget() is page else None

    def _show(self, widget: QWidget, identifier: str | None, name: str) -> None:
        unvisited = isinstance(widget, SearchPage) and widget.focusWidget() is None
        self._stack.setCurrentWidget(widget)
        if unvisited and isinstance(widget, SearchPage):
            widget.focus_query()
        self._rail.show_current(identifier)
        if self._tabs is not None or self._session.tabs.are_several():
            self._window_tabs().show()
        self.setWindowTitle(self.tr("VizDesk – {page}").format(page=name) if name else "VizDesk")

    def _page_widget(self, model: PageModel) -> SearchPage:
        page = self._pages.get(model.key)
        if page is None or page.model is not model:
            self._drop(model.key)
            page = SearchPage(model, self._locale, self._stack)
            page.set_compact(self.appearance.density is Density.COMPACT)
            page.set_as_you_type(self.appearance.as_you_type)
            page.set_importable(self._session.allows(IMPORTER))
            page.import_wanted.connect(self._on_import_wanted)
            page.copy_wanted.connect(self._on_copy_wanted)
            model.search.ended_unwatched.connect(self._on_search_ended)
            self._pages[model.key] = page
            self._stack.addWidget(page)
        return page

    def _make_ahead(self) -> None:
        """Make the pages that were not visited yet, one at a time, so that the first visit is as quick as any."""
        self._window_tabs()  # with their keys
        unmade = [one for one in self._session.tabs.all() if one.key not in self._pages]
        if unmade:
            self._page_widget(unmade[0])
            self._ahead.start()

    def _window_tabs(self) -> WindowTabs:
        if self._tabs is None:
            from vizdesk.widgets.window_tabs import WindowTabs  # late: most pages have one tab

            self._tabs = WindowTabs(self, self._session, self._above)
            self.commands.add(self._tabs.commands)
        return self._tabs

    def _on_copy_wanted(self) -> None:
        self._window_tabs().duplicate()

    def _import_page(self) -> ImportPage:
        if self._import is None:
            from vizdesk.widgets.import_page import ImportPage  # late: most runs never import

            self._import = ImportPage(self._session, self._locale, self._stack)
            self._import.page_wanted.connect(self._on_page_wanted)
            self._stack.addWidget(self._import)
        return self._import

    def _settings_page(self) -> SettingsPage:
        if self._settings is None:
            from vizdesk.widgets.settings_page import SettingsPage  # late: most runs never open it

            self._settings = SettingsPage(self._session, self.appearance, self._locale, self._stack)
            self._stack.addWidget(self._settings)
        return self._settings

    def _transfers_page(self) -> TransfersPage:
        if self._transfers is None:
            from vizdesk.widgets.transfers_page import TransfersPage  # late: most runs never open it

            self._transfers = TransfersPage(self._session, self._locale, self._stack)
            self._stack.addWidget(self._transfers)
        return self._transfers

    def forget_closed(self) -> None:
        """Let go of the pages whose models are gone."""
        known = {one.key: one for one in self._session.tabs.all()}
        for key, page in list(self._pages.items()):
            if known.get(key) is not page.model:
                self._drop(key)

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _show_agency(self) -> None:
        session = self._session
        name = session.layout.label(self._locale.name()) if session.layout else session.agency or "VizDesk"
        self._rail.show_agency(name, session.agency or "", session.agencies)

    def _show_layout(self) -> None:
        session, locale = self._session, self._locale.name()
        models = session.pages()
        self._show_agency()
        self._rail.show_pages([(one.page.id, one.page.label(locale)) for one in models])
        known = {one.page.id for one in models}
        shown = self._stack.currentWidget()  # a page that goes leaves its place to whatever stands beside it
        self.forget_closed()
        if self._wanted is not None and self._wanted in known:
            self.open_page(self._wanted)
        elif self._import is not None and shown is self._import:
            self._show(self._import, IMPORT, self.tr("Import a file"))
        elif self._settings is not None and shown is self._settings:
            self._show(self._settings, SETTINGS, self.tr("Settings"))
        elif self._transfers is not None and shown is self._transfers:
            self._show(self._transfers, TRANSFERS, self.tr("Transfers"))
        elif models:
            self.open_page(session.current_page_id or models[0].page.id)
            self._ahead.start()
        else:
            self._show_start()
        self._show_connection()

    # What lies above the page

    @property
    def commands(self) -> Commands:
        """What the command palette offers; other parts of the window may add to it."""
        return self._commands.commands

    def show_commands(self) -> None:
        """Open the command palette."""
        from vizdesk.widgets.command_palette import CommandPalette  # late: the window's start does not wait for it

        self._leave_overlay()
        palette = CommandPalette(self.commands, self)
        for model in self._session.pages():
            model.saved.changed.connect(palette.refresh)
            if not model.saved.is_loaded:
                model.saved.load()
        self._overlay = palette
        palette.closed.connect(self._on_overlay_closed)
        palette.open()

    def show_shortcuts(self) -> None:
        """Open the list of all keys."""
        from vizdesk.widgets.shortcuts_sheet import ShortcutsSheet  # late: as above

        self._leave_overlay()
        sheet = ShortcutsSheet(self)
        self._overlay = sheet
        sheet.closed.connect(self._on_overlay_closed)
        sheet.open()

    def _leave_overlay(self) -> None:
        if self._overlay is not None:
            self._overlay.close_back()

    def _on_overlay_closed(self) -> None:
        self._overlay = None

    # How the session stands

    @cached_property
    def _start(self) -> StateView:
        """What stands in place of pages; most starts have pages before there is anything to say."""
        from vizdesk.widgets.state_view import StateView

        made = StateView(self._stack)
        made.acted.connect(self._on_start_acted)
        self._stack.addWidget(made)
        return made

    def _show_start(self) -> None:
        state = self._start_state()
        if state is not None:
            offered = self._start.action if "_start" in self.__dict__ else ""
            self._start.show_state(state)
            self._show(self._start, None, "")
            if state.action != offered:
                self._start.focus_action()

    def _shows_start(self) -> bool:
        current = self._stack.currentWidget()
        return current is None or current is self.__dict__.get("_start")

    def _start_state(self) -> State | None:
        """What is the case while there are no pages; None for the moment in which nobody could read it."""
        session = self._session
        if session.connection is Connection.STARTING and not self._started:
            return None
        from vizdesk.widgets.state_view import State

        if session.connection is Connection.OFFLINE:
            sentence = self.tr("VizDesk cannot connect.")
            return State("unplug", sentence, session.connection_sentence, self.tr("Try again"), Tint.DANGER)
        if session.connection is Connection.STARTING:
            return State("loader", self.tr("Starting the search service…"))
        sentence = self.tr("There is nothing to search yet.")
        if not session.allows(IMPORTER):
            return State("inbox", sentence, self.tr("Ask an admin of your agency to import records."))
        next_step = self.tr("Import a file of records: each of its columns becomes a filter.")
        return State("file-up", sentence, next_step, self.tr("Import a file…"), Tint.ACCENT)

    def _show_connection(self) -> None:
        connection, sentence = self._session.connection, self._session.connection_sentence
        short = {
            Connection.STARTING: self.tr("Starting…") if self._started else "",
            Connection.ONLINE: self.tr("Connected"),
            Connection.OFFLINE: self.tr("Offline"),
        }[connection]
        self._rail.show_connection(short, sentence)
        waiting = self._shows_start()
        self._offline.tell(sentence if connection is Connection.OFFLINE and not waiting else "")
        if waiting:
            self._show_start()

    def _show_memory(self) -> None:
        refusal, said = self._session.store_refusal, told(no_key())
        if refusal:
            said = self.tr("VizDesk keeps nothing on this computer. {reason}").format(reason=refusal)
        self._memory.tell(said if self._session.memory_only else "")

    def _show_operator_notice(self) -> None:
        self._operator.tell(self._session.operator_notice.text)

    def _on_roles_changed(self) -> None:
        for page in self._pages.values():
            page.set_importable(self._session.allows(IMPORTER))
        if self._shows_start():
            self._show_start()

    def _on_quiet_over(self) -> None:
        self._started = True
        self._show_connection()

    def _on_start_acted(self) -> None:
        if self._session.connection is Connection.OFFLINE:
            self._session.reconnect()
        else:
            self.open_page(IMPORT)

    def _on_notice(self, sentence: str, next_step: str) -> None:
        self._notice.tell(f"{sentence} {next_step}".strip())

    def _on_export_changed(self) -> None:
        """The first export makes its strip, which follows it from then on."""
        if self._export is None:
            from vizdesk.widgets.export_strip import ExportStrip  # late: most runs never export

            self._export = ExportStrip(self._session.exports, self.centralWidget())
            self._right.insertWidget(self._right.indexOf(self._stack), self._export)

    def _on_transfers_appeared(self) -> None:
        from vizdesk.widgets.window_closing import WindowClosing  # late: most runs send nothing

        model = self._session.transfers.model
        model.changed.connect(self._show_transfers)
        self._closing = WindowClosing(self, self._session, model)

    def _show_transfers(self) -> None:
        """Say in the rail how many files are under way, or that one needs somebody."""
        totals = self._session.transfers.model.totals
        number = self._locale.toString
        if totals.active:
            self._rail.show_transfers(self.tr("{count} under way").format(count=number(totals.active)))
        elif totals.failed or totals.held:
            self._rail.show_transfers(self.tr("{count} to look at").format(count=number(totals.failed + totals.held)))
        else:
            self._rail.show_transfers("")

    def _on_search_ended(self, sentence: str) -> None:
        page = self.current_page()
        if page is None or page.model.search is not self.sender():
            self._ended.tell_of(self.sender(), sentence)

    @cached_property
    def _ended(self) -> EndedSearch:
        """The end of a search that nobody waited for."""
        from vizdesk.widgets.ended_search import EndedSearch  # late: most searches are waited for

        made = EndedSearch(self._session.tabs, self)
        made.page_wanted.connect(self.open_page)
        self._right.insertWidget(self._right.indexOf(self._notice) + 1, made)
        return made

    # What the user does

    def _on_import_wanted(self) -> None:
        self.open_page(IMPORT)

    def _on_page_wanted(self, agency: str, page: str) -> None:
        if agency != self._session.agency:
            self._session.choose_agency(agency)
        self.open_page(page)

    def _on_page_key(self, action: QAction) -> None:
        models, place = self._session.pages(), int(action.data())
        if place < len(models):
            self.enter_page(models[place].page.id)

    def _on_transfers_key(self) -> None:
        self.open_page(TRANSFERS)

    def _on_settings_key(self) -> None:
        self.open_page(SETTINGS)

    def _on_next_part(self) -> None:
        self._go_round(1)

    def _on_part_before(self) -> None:
        self._go_round(-1)

    def _go_round(self, step: int) -> None:
        from vizdesk.widgets.window_parts import go_round  # late: the window's start does without

        if self._overlay is None:  # what lies above the page keeps the focus
            go_round(self._rail, self._stack.currentWidget(), self.focusWidget(), step)

    def _on_appearance(self) -> None:
        """Take density and text size over; a window of larger text may not become as small, unless the screen is."""
        room = self.screen().availableSize()
        self.setMinimumSize(QSize(*map(scaled, LEAST_SIZE)).boundedTo(room))
        for page in self._pages.values():
            page.set_compact(self.appearance.density is Density.COMPACT)
            page.set_as_you_type(self.appearance.as_you_type)

    # Place on the screen

    def _take_room(self) -> None:
        """Before anything is known of earlier windows: as large as is good to work with, or all of a smaller screen."""
        wanted, room = QSize(*DEFAULT_SIZE), self.screen().availableSize()
        fits = wanted.boundedTo(room)
        if fits == wanted or fits.expandedTo(QSize(*LEAST_SIZE)) != fits:  # or the screen does not even hold the least
            self.resize(wanted)
        else:
            self.resize(fits)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _on_settings_ready(self) -> None:
        stored = self._session.setting(GEOMETRY, "")
        if isinstance(stored, str) and stored:
            self.restoreGeometry(QByteArray(_decoded(stored)))
        self.appearance.restore()

    def end(self) -> None:
        """Close for good, whatever is under way: it goes on at the next start."""
        if self._closing is not None:
            self._closing.mean_it()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where the window stands; while files are being sent, they go on without it, or it asks."""
        if self._closing is not None and not self._closing.lets_close():
            event.ignore()
            return
        self._session.set_setting(GEOMETRY, base64.b64encode(self.saveGeometry().data()).decode("ascii"))
        super().closeEvent(event)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
