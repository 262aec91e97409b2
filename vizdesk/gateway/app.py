"""The gateway put together: databases, engine, routes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import NoKey
from vizdesk.gateway.authentication import Authentication
from vizdesk.gateway.cursors import CursorSealer
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.errors import Problems, http_problem
from vizdesk.gateway.exporting import Exporting
from vizdesk.gateway.imports import ImportJobs
from vizdesk.gateway.leases import Leases
from vizdesk.gateway.metadata import Metadata, RecordSet
from vizdesk.gateway.metrics import Measured, Metrics
from vizdesk.gateway.operations import Operations
from vizdesk.gateway.options import Options
from vizdesk.gateway.principals import Principals
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.routes.exports import ExportRoutes
from vizdesk.gateway.routes.imports import ImportRoutes
from vizdesk.gateway.routes.layouts import LayoutRoutes
from vizdesk.gateway.routes.lists import ListRoutes
from vizdesk.gateway.routes.metrics import MetricsRoutes
from vizdesk.gateway.routes.operations import OperationsRoutes
from vizdesk.gateway.routes.options import OptionRoutes
from vizdesk.gateway.routes.search import SearchRoutes
from vizdesk.gateway.routes.session import SessionRoutes
from vizdesk.gateway.routes.uploads import UploadRoutes
from vizdesk.gateway.running import Running
from vizdesk.gateway.searching import Searching
from vizdesk.gateway.uploads import Uploads
from vizdesk.gateway.workers import Workers

METADATA_NAME = "metadata.db"
SEARCH_THREADS = 4
EXPORT_THREADS = 2
LAYOUT_THREADS = 2
IMPORT_THREADS = 1
OPTION_THREADS = 2
LIST_THREADS = 1
OPERATIONS_THREADS = 1
UPLOAD_THREADS = 2
COMPLETION_THREADS = 4
"""A storage may take minutes to make one object of many parts, and others want to sign meanwhile."""


@dataclass(frozen=True, slots=True)
class Storage:
    """What a gateway keeps its data in; without a `key` in memory only, and `no_key` tells why."""

    metadata: Metadata
    files: RecordFiles
    engine: ColumnarEngine
    key: DataKey | None
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
    engine = ColumnarEngine(files)

    def on_published(records: RecordSet, before: RecordSet | None) -> None:
        if before is not None:
            engine.retire(before)
        engine.warm(records)

    metadata = Metadata(kept / METADATA_NAME if kept else None, key, on_published)
    files.sweep({one.file for one in metadata.record_sets()})
    return Storage(metadata, files, engine, key, no_key)


@dataclass(frozen=True, slots=True)
class Application:
    """The ASGI application, with the parts that its server talks to."""

    asgi: ASGIApp
    leases: Leases
    running: Running
    jobs: ImportJobs
    operations: Operations


def build_application(
    storage: Storage,
    uploads: Uploads | None,
    principals: Principals,
    operations: Operations,
    *,
    imports_local_files: bool,
) -> Application:
    """Wire the calls of the contract over a storage.

    Args:
        storage: the opened databases.
        uploads: files on their way to the object storage; None where nothing may be kept.
        principals: whose tokens are known.
        operations: the operator's switches.
        imports_local_files: whether clients share this computer's files.
    """
    leases = Leases()
    metrics = Metrics()
    sealer = CursorSealer(storage.metadata.sealing_key())
    searching = Searching(storage.metadata, storage.engine, sealer)
    running = Running()
    searches = SearchRoutes(searching, operations, Workers(SEARCH_THREADS), running, metrics)
    exports = ExportRoutes(Exporting(searching, storage.engine), Workers(EXPORT_THREADS), running)
    options = OptionRoutes(Options(searching, storage.metadata.lists), operations, Workers(OPTION_THREADS), running)
    lists = ListRoutes(storage.metadata.lists, Workers(LIST_THREADS), storage.no_key)
    layouts = LayoutRoutes(storage.metadata, storage.engine, Workers(LAYOUT_THREADS), storage.no_key)
    session = SessionRoutes(storage.metadata, leases, operations, memory_only=storage.no_key is not None)
    jobs = ImportJobs(storage.metadata, storage.files, storage.key, storage.no_key, metrics.imported)
    metrics.watch_imports(lambda: jobs.is_busy)
    imports = ImportRoutes(jobs, Workers(IMPORT_THREADS), local=imports_local_files)
    switching = OperationsRoutes(operations, Workers(OPERATIONS_THREADS))
    transfers = UploadRoutes(
        uploads, Workers(UPLOAD_THREADS), Workers(COMPLETION_THREADS), storage.no_key, storage.metadata
    )
    parts = (session, layouts, lists, searches, options, exports, imports, switching, transfers, MetricsRoutes(metrics))
    asgi = Starlette(
        routes=[one for part in parts for one in part.routes()],
        middleware=[
            Middleware(Measured, metrics=metrics),
            Middleware(Problems),
            Middleware(Authentication, principals=principals),
        ],
        exception_handlers={HTTPException: http_problem},
    )
    asgi.router.redirect_slashes = False
    return Application(asgi, leases, running, jobs, operations)
