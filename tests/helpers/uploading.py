"""Everything that a transfer needs, for real: a gateway with its folder, and a proxy before each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from tests.helpers.fault_proxy import FaultProxy, free_port
from tests.helpers.gateway import RunningGateway, running_gateway
from vizdesk.db.keys import load_key
from vizdesk.domain.parts import composite_etag
from vizdesk.gateway.upload_records import TRANSFERS_NAME, UploadRecords
from vizdesk.net.client import GatewayClient
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import NewTransfer, TransferJournal
from vizdesk.transfers.engine import Ended, Engine
from vizdesk.transfers.source import fingerprint

PART = 16 * 1024
SECONDS = 60.0


@dataclass
class Site:
    """A gateway and its storage, each behind a proxy."""

    gateway: RunningGateway
    storage: FaultProxy
    api: FaultProxy

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return self.gateway.data / "storage"

    def objects(self) -> dict[str, bytes]:
        """What has arrived, by key."""
        root = self.folder / "objects"
        return {one.parent.relative_to(root).as_posix(): one.read_bytes() for one in root.rglob("data")}

    def unfinished(self) -> list[str]:
        """The uploads that lie about unfinished."""
        return [one.name for one in (self.folder / "incoming").iterdir()]

    def resent(self) -> list[str]:
        """Parts that were sent although the storage had confirmed them before."""
        confirmed: dict[str, float] = {}
        again = []
        for one in sorted(self.storage.puts(), key=lambda seen: seen.at):
            if one.path in confirmed and one.at > confirmed[one.path]:
                again.append(one.path)
            if one.status == 200:
                confirmed.setdefault(one.path, one.answered_at)
        return again

    def messages(self) -> list[dict[str, object]]:
        """The outbox; ends the gateway."""
        self.gateway.stop()
        with closing(UploadRecords(self.gateway.data / TRANSFERS_NAME, load_key(self.gateway.data))) as records:
            found: list[dict[str, object]] = []
            while page := records.messages(after=len(found)):
                found += [body for _, body in page]
            return found


@contextmanager
def running_site(data: Path, options: str = f"partSize={PART}") -> Iterator[Site]:
    """Start gateway, folder and proxies; the folder's process is started, too."""
    port = free_port()
    with FaultProxy(port) as storage, ExitStack() as stack:
        where = f"folder?port={port}&publicUrl={storage.url}&{options}"
        gateway = stack.enter_context(running_gateway(data, "--storage", where))
        api = stack.enter_context(FaultProxy(int(gateway.url.rpartition(":")[2])))
        with gateway.client() as client:
            body = {"token": "warming-the-folder", "agency": "nobody", "name": "x", "size": 1}
            begun = client.post("/uploads", json=body).raise_for_status().json()
            client.post(f"/uploads/{begun['id']}/abort", json={}).raise_for_status()
        api.seen.clear()
        yield Site(gateway, storage, api)


@dataclass
class Desk:
    """The desktop's side: a journal, an engine and what has ended."""

    site: Site
    journal: TransferJournal
    client: GatewayClient
    ended: SimpleQueue[Ended] = field(default_factory=SimpleQueue)
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new engine on the same journal."""
        self.engine = Engine(self.journal, UploadCalls(self.client), self.ended.put)

    def add(self, path: Path, token: str = "") -> int:
        """Queue a file."""
        word = token or hashlib.sha256(str(path).encode()).hexdigest()[:32]
        return self.journal.add([NewTransfer(word, "site", "harbor", path, path.name, fingerprint(path))])[0]

    def send(self, path: Path, token: str = "") -> Ended:
        """Send a file and wait for its end."""
        self.engine.start([self.add(path, token)])
        return self.ended.get(timeout=SECONDS)


@contextmanager
def desk(site: Site, folder: Path) -> Iterator[Desk]:
    """A desktop before a site."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        closing(TransferJournal(folder / "journal.db", load_key(folder))) as journal,
        GatewayClient(site.api.url, site.gateway.token) as client,
    ):
        made = Desk(site, journal, client)
        try:
            yield made
        finally:
            made.engine.close()


def etag_of(content: bytes, part: int = PART) -> str:
    """The composite ETag of a file."""
    pieces = [content[at : at + part] for at in range(0, len(content), part)] or [b""]
    return composite_etag(hashlib.md5(one, usedforsecurity=False).digest() for one in pieces)
