"""The gateway's process: owns a data folder, listens, publishes its address, stops in order."""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import gc
import ipaddress
import logging
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import uvicorn

from vizdesk.db.keys import DataKey, load_key
from vizdesk.domain.errors import BadRequest, NoKey, Unavailable, VizDeskError
from vizdesk.gateway.app import Application, Storage, build_application, open_storage
from vizdesk.gateway.folder import DataFolder
from vizdesk.gateway.operations import Operations
from vizdesk.gateway.principals import FILE_NAME, Principal, Principals, read_principals
from vizdesk.gateway.storage.settings import parse_storage
from vizdesk.gateway.uploads import open_uploads

TOKEN_VARIABLE = "VIZDESK_TOKEN"  # noqa: S105  # the name of a variable, not a secret
STOP_SECONDS = 5
"""How long running requests may take to end when the gateway stops."""

KEEP_ALIVE_SECONDS = 75

SWITCH_SECONDS = 0.0005
"""So soon a thread that waits for the interpreter gets it. A search lets go of it many times, for the disk and for
numpy; with Python's 5 ms it would wait as long for each signing thread to give it back."""

log = logging.getLogger(__name__)


def serve(
    data: Path,
    host: str = "127.0.0.1",
    port: int = 0,
    principals: Path | None = None,
    config: Path | None = None,
    object_storage: str = "folder",
    *,
    embedded: bool = False,
    demo: bool = False,
) -> None:
    """Run a gateway on a data folder until SIGTERM, SIGINT or, embedded, until its last client is gone.

    Args:
        data: the data folder.
        host: the address to listen on; other than loopback only with a principals file.
        port: the port to listen on, 0 for a free one.
        principals: a file of token hashes; `principals.json` in the folder where it is there.
        config: a file of the operator's switches; `gateway.json` in the folder where it is there.
        object_storage: where transferred files go, as `storage.settings` reads it.
        embedded: end when nobody holds a lease any more.
        demo: fill an empty folder with the demo agency, once listening.

    Raises:
        BadRequest: `host` is not loopback and there is no principals file, or the object storage is not one.
        FolderInUse: another gateway runs on the folder.
        StorageError: the folder, its key, a database, the principals file or the configuration file cannot be used.
        Unavailable: the address cannot be listened on.
    """
    _configure_logging()
    sys.setswitchinterval(SWITCH_SECONDS)
    os.umask(0o077)
    storage_settings = parse_storage(object_storage)
    folder = DataFolder(data)
    with contextlib.closing(folder):
        others = _other_principals(data, principals, host)
        token = os.environ.get(TOKEN_VARIABLE) or secrets.token_urlsafe(32)
        key, no_key = _key(data)
        with contextlib.ExitStack() as open_things:
            storage = open_things.enter_context(contextlib.closing(open_storage(data, key, no_key)))
            uploads = open_uploads(data, key, storage_settings)
            if uploads is not None:
                open_things.enter_context(contextlib.closing(uploads))
            listener = open_things.enter_context(_listening(host, port))
            local = _is_loopback(host) and not others
            operations = Operations(storage.metadata, data, config)
            known = Principals(token, others)
            application = build_application(storage, uploads, known, operations, imports_local_files=local)
            seeding = threading.Thread(target=_seed_demo, args=(storage,), name="demo", daemon=True)

            def on_listening() -> None:
                gc.freeze()  # what was made so far stays; to look it through would hold all requests for 25 ms
                folder.publish(_url(listener), token)
                if demo:
                    seeding.start()

            def is_busy() -> bool:
                return application.jobs.is_busy or seeding.is_alive()

            with contextlib.closing(application.jobs):
                asyncio.run(_Server(application, listener, on_listening).run_until_done(is_busy if embedded else None))
            if seeding.is_alive():
                seeding.join(STOP_SECONDS)


class _Server(uvicorn.Server):
    """uvicorn with an orderly end: leases and searches end first, and signals only ask for it.

    Args:
        application: what is served.
        listener: the bound socket.
        on_listening: called once requests are taken.
    """

    def __init__(self, application: Application, listener: socket.socket, on_listening: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                application.asgi,
                http="h11",
                ws="none",
                lifespan="off",
                loop="asyncio",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        self._application = application
        self._listener = listener
        self._on_listening = on_listening

    async def run_until_done(self, is_busy: Callable[[], bool] | None) -> None:
        """Serve until asked to stop; with `is_busy`, also until no client is left and it says no."""
        self._loop = asyncio.get_running_loop()
        watch = asyncio.create_task(self._watch_leases(is_busy)) if is_busy is not None else None
        await self.serve([self._listener])
        if watch is not None:
            watch.cancel()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell the address."""
        await super().startup(sockets)
        self._on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would otherwise hold the process, then what uvicorn ends."""
        self._application.leases.end()
        self._application.running.take_back_all()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals as a wish to stop, SIGHUP as one to read the configuration file again.

        uvicorn's own way raises signals again and so skips the orderly end.
        """
        previous = {one: signal.signal(one, self._ask_to_stop) for one in (signal.SIGINT, signal.SIGTERM)}
        if os.name == "posix":
            previous[signal.SIGHUP] = signal.signal(signal.SIGHUP, self._ask_to_reload)
        try:
            yield
        finally:
            for one, handler in previous.items():
                signal.signal(one, handler)

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.should_exit = True

    def _ask_to_reload(self, _signal: int, _frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._application.operations.reload)

    async def _watch_leases(self, is_busy: Callable[[], bool]) -> None:
        await self._application.leases.until_abandoned(is_busy)
        self.should_exit = True


def _configure_logging() -> None:
    """Warnings and errors go to standard error; uvicorn logs neither requests nor bodies.

    So do the places in the code, and nothing of its data, where a library crashed the process.
    """
    faulthandler.enable()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def _seed_demo(storage: Storage) -> None:
    from vizdesk.gateway.demo import seed_demo  # late: a start without the demo does not wait for it

    try:
        seed_demo(storage.metadata, storage.files)
    except VizDeskError as error:
        log.warning("The demo agency could not be made: %s", error.told())


def _key(data: Path) -> tuple[DataKey | None, NoKey | None]:
    try:
        return load_key(data), None
    except NoKey as reason:
        log.warning("%s", reason.told())
        return None, reason


def _other_principals(data: Path, named: Path | None, host: str) -> list[tuple[str, Principal]]:
    standing = data / FILE_NAME
    path = named or (standing if standing.exists() else None)
    if path is None and not _is_loopback(host):
        raise BadRequest(
            "Without an identity provider the gateway listens on this computer only.",
            "Leave --host away, or name a principals file with --principals.",
        )
    return read_principals(path) if path else []


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError):
        raise Unavailable("The gateway cannot listen on this address.", "Check --host and --port.") from None
    with listener:
        try:
            if os.name == "posix":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            raise Unavailable(
                "The gateway cannot listen on this address.", "Choose another --port, or leave it away."
            ) from None
        listener.set_inheritable(False)
        yield listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:  # listens everywhere; who reads the lock is on this computer
        host = "::1" if ":" in host else "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
