"""What the session reads in a worker when it starts: the store, and what it holds of an agency.

Database and client are imported by the functions, in the worker: the window's start does not wait for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vizdesk.domain.errors import NoKey, StorageError, UnexpectedAnswer, VizDeskError
from vizdesk.domain.layout import FORM, NOTHING, Json, Layout, decode_layout

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient
    from vizdesk.store.results import ResultSet
    from vizdesk.store.workspace import Workspace

FILE_NAME = "workspace.db"
JOURNAL_NAME = "journal.db"
"""Of the transfers; `store.journal` has it, and is not imported for its name."""

AGENCY_SETTING = "agency"


class AgencyState(NamedTuple):
    """What is kept of one agency.

    Args:
        agency: its short name.
        layout: the last good one, None where none is kept.
        etag: the layout's tag, or an empty text.
        pages: per page, the state of each concern.
        sets: per page, the result set.
    """

    agency: str
    layout: Layout | None = None
    etag: str = ""
    pages: Mapping[str, Mapping[str, Any]] = NOTHING
    sets: Mapping[str, ResultSet] = NOTHING


class Opened(NamedTuple):
    """The opened store.

    Args:
        workspace: in memory only where there was a refusal.
        refusal: why nothing is kept on disk, or None.
        settings: all of them.
        state: of the agency that was shown last, None where there is none.
    """

    workspace: Workspace
    refusal: VizDeskError | None
    settings: dict[str, Any]
    state: AgencyState | None


def open_store(folder: Path) -> Opened:
    """Open the desktop's store, or one in memory where that cannot be; may take seconds.

    Args:
        folder: the desktop's own.
    """
    from vizdesk.db.keys import load_key
    from vizdesk.store.workspace import Workspace

    file = folder / FILE_NAME
    try:
        workspace = Workspace(file, load_key(folder, is_proved=file.exists()))
    except StorageError as error:
        return _read(Workspace(None, None), _cause(error, folder))
    try:
        return _read(workspace)
    except StorageError as error:  # damaged in its midst; nothing is written to it, so that it can be salvaged
        workspace.close()
        return _read(Workspace(None, None), error)


def _read(workspace: Workspace, refusal: VizDeskError | None = None) -> Opened:
    settings = workspace.load_settings()
    known = workspace.stored_agencies()
    last = settings.get(AGENCY_SETTING)
    agency = last if last in known else next(iter(known), None)
    return Opened(workspace, refusal, settings, load_agency(workspace, agency) if agency else None)


def _cause(error: StorageError, folder: Path) -> StorageError:
    """Why a store cannot be opened: a file that the key does not fit looks like a damaged one."""
    from vizdesk.db.keys import load_key

    try:
        load_key(folder)
    except StorageError as of_key:
        return of_key
    return error


def has_unfinished(folder: Path, gateway: str) -> bool:
    """Whether transfers to a gateway were interrupted; what cannot be told now is told when transfers are opened.

    Args:
        folder: the desktop's own.
        gateway: its name in the transfer journal.
    """
    if not (folder / JOURNAL_NAME).exists():
        return False
    from vizdesk.db.keys import load_key
    from vizdesk.store.transfer_queue import count_unfinished

    try:
        return count_unfinished(folder / JOURNAL_NAME, load_key(folder), gateway) > 0
    except StorageError:
        return False


def is_keyless(refusal: VizDeskError | None) -> bool:
    """Whether nothing is kept only because this computer offers no key: the banner says it, no notice is needed."""
    return isinstance(refusal, NoKey)


def load_agency(workspace: Workspace, agency: str) -> AgencyState:
    """What is kept of an agency.

    Raises:
        StorageError: it cannot be read.
    """
    stored = workspace.load_layout(agency)
    layout = None
    if stored is not None:
        try:
            layout = decode(stored.document)
        except UnexpectedAnswer:
            stored = None  # of an older program's form: the gateway's comes instead
    return AgencyState(
        agency,
        layout,
        stored.etag if stored else "",
        workspace.load_pages(agency),
        workspace.results.load_sets(agency),
    )


def fetch_layout(client: GatewayClient, workspace: Workspace, agency: str, etag: str) -> tuple[Layout, str] | None:
    """The agency's current layout with its tag, kept for the next start; None if `etag` is still it.

    Raises:
        VizDeskError: it cannot be had, read or kept.
    """
    from vizdesk.store.workspace import StoredLayout

    fetched = client.layout_if_changed(agency, etag) if etag else client.layout(agency)
    if fetched is None:
        return None
    layout = decode(fetched.document)
    workspace.save_layout(agency, StoredLayout(fetched.document, fetched.etag)).result()
    return layout, fetched.etag


def decode(document: Json) -> Layout:
    """The values of a layout document that somebody else has checked.

    Raises:
        UnexpectedAnswer: it is not one, or of a newer form.
    """
    form = document.get("layout")
    if isinstance(form, int) and form > FORM:
        raise UnexpectedAnswer(
            "The agency’s layout is for a newer VizDesk.", "Update it; until then the last layout that it reads stays."
        )
    try:
        return decode_layout(document)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnexpectedAnswer(
            "The agency’s layout cannot be read; the last good one stays.",
            "Ask the agency’s admin to publish it again.",
        ) from None
