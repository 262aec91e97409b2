"""The gateway put together: databases, engine, routes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import NoKey
from vizdesk.gateway.authentication import Authentication
from vizdesk.gateway.cursors import CursorSealer
from vizdesk.gateway.engine.sqlite import SqliteEngine
from vizdesk.gateway.errors import Problems, http_problem
from vizdesk.gateway.leases import Leases
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.principals import Principals
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.routes.layouts import LayoutRoutes
from vizdesk.gateway.routes.search import SearchRoutes
from vizdesk.gateway.routes.session import SessionRoutes
from vizdesk.gateway.searching import Searching
from vizdesk.gateway.workers import Workers

METADATA_NAME = "metadata.db"
SEARCH_THREADS = 4
LAYOUT_THREADS = 2


@dataclass(frozen=True, slots=True)
class Storage:
    """What a gateway keeps its data in. `no_key` tells why it is in memory only, else None."""

    metadata: Metadata
    files: RecordFiles
    engine: SqliteEngine
    no_key: NoKey | None

    def close(self) -> None:
        """Close all databases."""
        self.engine.close()
        self.metadata.close()
        self.files.close()


def open_storage(folder: Path, key: DataKey | None, no_key: NoKey | None) -> Storage:
    """Open the databases of a data folder, or empty ones in memory where there is no key.

    Raises:
        StorageError: a database cannot be opened.
    """
    kept = folder if key is not None else None
    files = RecordFiles(kept, key)
    engine = SqliteEngine(files)
    metadata = Metadata(kept / METADATA_NAME if kept else None, key, engine.retire)
    files.sweep({one.file for one in metadata.record_sets()})
    return Storage(metadata, files, engine, no_key)


@dataclass(frozen=True, slots=True)
class Application:
    """The ASGI application, with the parts that its server talks to."""

    asgi: ASGIApp
    leases: Leases
    searches: SearchRoutes


def build_application(storage: Storage, principals: Principals, imports: Sequence[Route]) -> Application:
    """Wire the calls of the contract over a storage.

    Args:
        storage: the opened databases.
        principals: whose tokens are known.
        imports: the routes of the import calls.
    """
    leases = Leases()
    sealer = CursorSealer(storage.metadata.sealing_key())
    searches = SearchRoutes(Searching(storage.metadata, storage.engine, sealer), Workers(SEARCH_THREADS))
    layouts = LayoutRoutes(storage.metadata, storage.engine, Workers(LAYOUT_THREADS), storage.no_key)
    session = SessionRoutes(storage.metadata, leases, memory_only=storage.no_key is not None)
    asgi = Starlette(
        routes=[*session.routes(), *layouts.routes(), *searches.routes(), *imports],
        middleware=[Middleware(Problems), Middleware(Authentication, principals=principals)],
        exception_handlers={HTTPException: http_problem},
    )
    asgi.router.redirect_slashes = False
    return Application(asgi, leases, searches)
