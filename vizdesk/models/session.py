"""What the main window is built from: connection, agency, pages, import, settings."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QElapsedTimer, QLocale, QObject, QTimer, Signal

from vizdesk.domain.errors import DeadlineExceeded, Unavailable, VizDeskError
from vizdesk.domain.layout import Layout, Page
from vizdesk.models.connection import Connection, Connector
from vizdesk.models.exports import EXPORTER, ExportModel
from vizdesk.models.opening import (
    AGENCY_SETTING,
    AgencyState,
    Opened,
    fetch_layout,
    is_keyless,
    load_agency,
    open_store,
)
from vizdesk.models.operator_notice import OperatorNotice
from vizdesk.models.page import PageModel
from vizdesk.models.services import Services
from vizdesk.models.tabs import Tabs
from vizdesk.models.tasks import Requests, make_pool
from vizdesk.models.transfers_access import TransfersAccess
from vizdesk.models.values import reader_locale
from vizdesk.models.wording import next_step_of, sentence_of, told
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import PROXY_SETTING, proxy_from_json

if TYPE_CHECKING:
    from vizdesk.models.imports import ImportModel
    from vizdesk.models.kept import KeptModel
    from vizdesk.models.language_choice import LanguageModel
    from vizdesk.models.measures import MeasuresModel
    from vizdesk.models.proxy import ProxyModel
    from vizdesk.models.search import SearchModel
    from vizdesk.net.client import Me
    from vizdesk.store.workspace import Workspace

__all__ = ["Connection", "Session"]

REFRESH_MILLISECONDS = 60_000
EMPTY_REFRESH_MILLISECONDS = 1000
"""How soon to look again for an agency while there is none: the demo is just being filled in, or somebody imports."""

MOST_EMPTY_LOOKS = 60
CALL_SECONDS = 10.0
CLOSE_MILLISECONDS = 4000
PAINT_MILLISECONDS = 150
CONNECT_MILLISECONDS = 1000
"""The connection waits no longer than this for the store."""
REPEAT_MILLISECONDS = 30_000

IMPORTER = "importer"
"""The role that the gateway asks of who imports files."""


class Session(QObject):
    """One run of the desktop on one gateway.

    Args:
        desktop: the folder of the desktop's own store.
        data: the folder of the embedded gateway.
        gateway: the address of another gateway to use instead, or None.
        demo: an embedded gateway fills an empty folder with the demo agency.
        locale: how numbers and dates are written; the system's unless given.

    Signals:
        connection_changed: `connection` or `connection_sentence` is another.
        memory_only_changed: whether anything is kept on disk.
        layout_changed: agency, layout or pages are others.
        page_changed: the current page is another; its id.
        roles_changed: what the account may do is another.
        settings_ready: the stored settings are there.
        notice: a sentence and a next step: the one channel for things to tell the user.
    """

    connection_changed = Signal()
    memory_only_changed = Signal()
    layout_changed = Signal()
    page_changed = Signal(str)
    roles_changed = Signal()
    settings_ready = Signal()
    notice = Signal(str, str)

    def __init__(
        self,
        desktop: Path,
        data: Path,
        gateway: str | None = None,
        *,
        demo: bool = False,
        locale: QLocale | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._locale = locale or reader_locale()
        self._pool = make_pool(self)
        self._link = GatewayLink()
        self._connector = Connector(data, gateway, demo=demo, link=self._link, pool=self._pool, parent=self)
        self._connector.changed.connect(self._on_connection)
        self._services: Services | None = None
        self._workspace: Workspace | None = None
        self.exports = ExportModel(self._link, self._pool, self._locale, self)
        self._gateway = gateway
        self.tabs = Tabs(self, self._pool, self)
        self.tabs.save_failed.connect(self._on_save_failed)
        self.tabs.refused.connect(self.refresh)
        self.tabs.searched.connect(self._on_searched)
        self.tabs.failed.connect(self._tell)
        self.tabs.told.connect(self.notice)
        self.transfers = TransfersAccess(self, desktop, gateway or str(data), self._link, self._connector, self._pool)
        self._closed = False
        self.memory_only = False
        self.store_refusal = ""
        """Why nothing is kept where that is not for want of a key: a sentence and a next step."""
        self.operator_notice = OperatorNotice(self)
        self._settings: dict[str, Any] = {}
        self._roles: frozenset[str] | None = None
        self.layout: Layout | None = None
        self._state: AgencyState | None = None
        self._etag = ""
        self._refresh_fault = ""
        self._empty_looks = 0
        self._unsaved_told = QElapsedTimer()
        self._openings = Requests(self._pool, self, self._on_opened, self._on_open_failed)
        self._loads = Requests(self._pool, self, self._on_agency_loaded, self._tell)
        self._fetches = Requests(self._pool, self, self._on_fetched, self._on_fetch_failed)
        self._connect_late = QTimer(self, singleShot=True, interval=CONNECT_MILLISECONDS)
        self._connect_late.timeout.connect(self._connector.reconnect)
        self._refresh = QTimer(self, interval=REFRESH_MILLISECONDS)
        self._refresh.timeout.connect(self.refresh)

    # From start to end

    def start(self) -> None:
        """Open the store in a worker, then connect in another; what is stored can be used before the gateway answers.

        One after the other, since Python runs one thread at a time: what is stored is on the screen sooner so, and the
        gateway no later. A store that waits for the keyring's user keeps the connection waiting for a moment only.
        """
        self._openings.submit(self._open_store)
        self._connect_late.start()

    def _open_store(self) -> Opened:
        """In a worker."""
        opened = open_store(self._desktop)
        self._workspace = opened.workspace  # so that `close` finds it, whether or not the event loop still turns
        return opened

    def close(self) -> None:
        """Save what is unsaved, let the gateway go, end all threads. May be called twice."""
        if self._closed:
            return
        self._closed = True
        self._connect_late.stop()
        self._refresh.stop()
        for page in self.tabs.all():
            page.flush()
        self.exports.close()
        self.transfers.close()
        self._connector.close()
        self._pool.waitForDone(CLOSE_MILLISECONDS)
        self._connector.close()
        if self._workspace is not None:
            self._workspace.close()

    # What the window's start does not wait for: made when first wanted

    @cached_property
    def imports(self) -> ImportModel:
        """Imports of files."""
        from vizdesk.models.imports import ImportModel

        made = ImportModel(self._link, self._pool, self._locale, self._page_of, self)
        made.page_ready.connect(self._on_page_ready)
        self.measures.watch_imports(made)
        return made

    @cached_property
    def proxy(self) -> ProxyModel:
        """The way to the gateway."""
        from vizdesk.models.proxy import ProxyModel

        return ProxyModel(self, self._connector, self._gateway, self._pool)

    @cached_property
    def language(self) -> LanguageModel:
        """The language that was chosen."""
        from vizdesk.models.language_choice import LanguageModel

        return LanguageModel(self._desktop, self._pool, self)

    @cached_property
    def kept(self) -> KeptModel:
        """What is kept of the user's searches, to be counted and forgotten."""
        from vizdesk.models.kept import KeptModel

        return KeptModel(self, self._pool)

    @cached_property
    def measures(self) -> MeasuresModel:
        """What is measured on this computer, for the user alone; made with the first thing that is counted."""
        from vizdesk.models.measures import MeasuresModel

        made = MeasuresModel(self, self._pool)
        made.watch_exports(self.exports)
        return made

    @property
    def locale(self) -> QLocale:
        """How numbers and dates are written."""
        return self._locale

    @property
    def services(self) -> Services | None:
        """What pages work with; None until the store is open."""
        return self._services

    # Connection

    @property
    def connection(self) -> Connection:
        """How the gateway can be reached."""
        return self._connector.status

    @property
    def connection_sentence(self) -> str:
        """The same in words."""
        return self._connector.sentence

    def reconnect(self) -> None:
        """Connect now."""
        self._connector.reconnect()

    def _on_connection(self) -> None:
        self.connection_changed.emit()
        if self.connection is Connection.ONLINE:
            self.transfers.wake()
            me = self._connector.me
            self._set_memory_only(self.memory_only or (me is not None and me.memory_only))
            self._take_roles()
            self.refresh()

    def allows(self, role: str) -> bool:
        """Whether the account has a role; so long as nobody knows, it has."""
        return self._roles is None or role in self._roles

    def _take_roles(self) -> None:
        me = self._connector.me
        roles = frozenset(me.roles) if me is not None else None
        if roles != self._roles:
            self._roles = roles
            self.roles_changed.emit()

    def _set_memory_only(self, memory_only: bool) -> None:
        if memory_only != self.memory_only:
            self.memory_only = memory_only
            self.memory_only_changed.emit()

    # Store

    def _on_opened(self, opened: Opened) -> None:
        if self._closed:
            opened.workspace.close()
            return
        self._services = Services(
            opened.workspace, self._link, self._pool, self._locale, self.exports, self._connector.route
        )
        early, self._settings = self._settings, opened.settings
        for name, value in early.items():
            self.set_setting(name, value)
        self._connector.use_proxy(proxy_from_json(self.setting(PROXY_SETTING)))
        self.settings_ready.emit()
        if opened.refusal is not None and not is_keyless(opened.refusal):
            self.store_refusal = told(opened.refusal)
        self._set_memory_only(self.memory_only or opened.refusal is not None)
        if opened.state is not None:
            self._on_agency_loaded(opened.state)
        self._connect_soon()

    def _on_open_failed(self, error: VizDeskError) -> None:
        self._tell(error)
        self._connect_soon()

    def _connect_soon(self) -> None:
        """Connect once what was stored is painted, unless that has been done."""
        if self._connect_late.isActive():
            self._connect_late.start(PAINT_MILLISECONDS)
        self.refresh()

    def setting(self, name: str, default: Any = None) -> Any:
        """A small setting of the window, any JSON value; the default until the store is open."""
        return self._settings.get(name, default)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a setting."""
        self._settings[name] = value
        if self._services is not None:
            self._services.workspace.save_setting(name, value)

    # Agencies and pages

    @property
    def agencies(self) -> list[str]:
        """The agencies that can be chosen."""
        me = self._connector.me
        known = set(me.agencies) if me is not None else set()
        return sorted(known | ({self._state.agency} if self._state and self.layout else set()))

    @property
    def agency(self) -> str | None:
        """The chosen agency."""
        return self._state.agency if self._state is not None else None

    def choose_agency(self, agency: str) -> None:
        """Show another agency's pages."""
        if self._services is None or agency == self.agency:
            return
        self.set_setting(AGENCY_SETTING, agency)
        workspace = self._services.workspace
        for page in self.tabs.all():
            page.flush()  # the load comes after it: one writer, in order
        self._loads.submit(lambda: load_agency(workspace, agency))

    def pages(self) -> list[PageModel]:
        """The pages of the layout, in its order; of each the tab that is to be seen."""
        return self.tabs.current()

    def page(self, page_id: str) -> PageModel | None:
        """The page with this id, as `pages` gives it, or None."""
        return self.tabs.current_of(page_id)

    @property
    def current_page_id(self) -> str | None:
        """The page that the window shows."""
        known, stored = [one.page.id for one in self.pages()], self.setting(f"page.{self.agency}")
        return stored if stored in known else next(iter(known), None)

    def set_current_page(self, page_id: str) -> None:
        """Show another page."""
        if self.page(page_id) is not None and page_id != self.current_page_id:
            self.set_setting(f"page.{self.agency}", page_id)
            self.page_changed.emit(page_id)

    def _page_of(self, agency: str, page: str) -> Page | None:
        found = self.page(page) if agency == self.agency else None
        return found.page if found else None

    def _on_page_ready(self, agency: str, page: str) -> None:
        self._settings[f"page.{agency}"] = page
        if agency != self.agency:
            self.choose_agency(agency)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask the gateway for agencies and layout, and take over what is new."""
        services, agency, etag = self._services, self.agency, self._etag
        if services is None or self.connection is not Connection.ONLINE:
            return
        self._fetches.submit(lambda: _fetch(services, agency, etag))

    def _on_fetched(self, fetched: _Fetched) -> None:
        others = self._connector.me is None or set(self._connector.me.agencies) != set(fetched.me.agencies)
        self._connector.me = fetched.me
        self._take_roles()
        self._refresh_fault = ""
        self.operator_notice.take(fetched.me.notice)
        self.exports.set_allowed(self.allows(EXPORTER))
        self.tabs.allow_counts(fetched.me.counts)
        known = list(fetched.me.agencies)
        self._empty_looks = 0 if known else self._empty_looks + 1
        soon = not known and self._empty_looks <= MOST_EMPTY_LOOKS
        self._refresh.start(EMPTY_REFRESH_MILLISECONDS if soon else REFRESH_MILLISECONDS)
        if known and self.agency not in known:
            self.choose_agency(known[0])
        elif fetched.layout is not None:
            self._etag = fetched.etag
            self._take_layout(fetched.layout)
        elif others or self._empty_looks == 1:  # in the latter case it is certain now that there is nothing to show
            self.layout_changed.emit()
        self._tell_pages_of_records(fetched.me)

    def _tell_pages_of_records(self, me: Me) -> None:
        records = me.records.get(self.agency or "", {})
        for page in self.tabs.all():
            page.search.set_records(records.get(page.page.id))

    def _on_fetch_failed(self, error: VizDeskError) -> None:
        self._refresh.start(REFRESH_MILLISECONDS)
        if isinstance(error, Unavailable | DeadlineExceeded) or told(error) == self._refresh_fault:
            return  # the connection tells of the former by itself, and the latter is told
        self._refresh_fault = told(error)
        self._tell(error)

    def _on_agency_loaded(self, state: AgencyState) -> None:
        services = self._services
        assert services is not None  # noqa: S101  # what is loaded has come from the store
        self.tabs.load(state, services)
        self._state, self._etag, self.layout = state, state.etag, None
        if state.layout is not None:
            self._take_layout(state.layout)
        else:
            self._tell_layout()
        self.refresh()

    def _take_layout(self, layout: Layout) -> None:
        self.layout = layout
        self.tabs.take(layout)
        self._tell_layout()

    def _on_searched(self, search: SearchModel) -> None:
        self.measures.watch_search(search, len(search.request().filters))

    def _tell_layout(self) -> None:
        self.layout_changed.emit()
        self.tabs.clean_up()

    def _on_save_failed(self, error: VizDeskError) -> None:
        if not self._unsaved_told.isValid() or self._unsaved_told.hasExpired(REPEAT_MILLISECONDS):
            self._unsaved_told.start()
            self.notice.emit(self.tr("What you type cannot be saved now."), told(error))

    def _tell(self, error: VizDeskError) -> None:
        self.notice.emit(sentence_of(error), next_step_of(error))


class _Fetched(NamedTuple):
    me: Me
    layout: Layout | None
    etag: str


def _fetch(services: Services, agency: str | None, etag: str) -> _Fetched:
    client = services.link.client(CALL_SECONDS)
    me = client.me()
    found = None
    if agency is not None and agency in me.agencies:
        found = fetch_layout(client, services.workspace, agency, etag)
    return _Fetched(me, *(found or (None, etag)))
