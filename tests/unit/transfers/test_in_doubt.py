"""Where a transfer is in doubt: nothing wrong counts as arrived, nothing confirmed goes again, nothing is left."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from tests.helpers.desktop import wait_for
from tests.helpers.fault_proxy import Fault, Seen, no_fault
from tests.helpers.uploading import PART, SECONDS, Desk, Site, running_site
from vizdesk.db.keys import load_key
from vizdesk.domain.errors import NotFound, SourceChanged, StorageError, UploadGone, error_for
from vizdesk.domain.layout import Json
from vizdesk.domain.reasons import Reason
from vizdesk.domain.transfers import TransferState
from vizdesk.gateway.upload_records import TRANSFERS_NAME, UploadRecords
from vizdesk.net.client import GatewayClient
from vizdesk.net.transport import Answer
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import NewTransfer
from vizdesk.transfers.engine import FILES_AT_ONCE, SERVES_NAME, Engine, JournalOwner
from vizdesk.transfers.source import fingerprint


@pytest.fixture(autouse=True)
def _quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.transfers.retrying.FIRST_SECONDS", 0.005)
    monkeypatch.setattr("vizdesk.transfers.retrying.LONGEST_SECONDS", 0.2)


def write(folder: Path, parts: float, name: str = "night.bin") -> tuple[Path, bytes]:
    content = secrets.token_bytes(int(parts * PART))
    (folder / name).write_bytes(content)
    return folder / name, content


def edit_unseen(path: Path, at: int) -> None:
    """Change bytes as a program with the file mapped into its memory may: size and time stay."""
    told = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(secrets.token_bytes(64))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def paused_at(sender: Desk, site: Site, path: Path, part: int) -> int:
    """A transfer that was paused while the storage said nothing of one part; it goes on saying nothing of it."""
    site.storage.choose = lambda seen: Fault.BLACK_HOLE if seen.path.endswith(f"/{part}") else Fault.NONE
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: any(one.fault is Fault.BLACK_HOLE for one in site.storage.puts()))
    sender.engine.pause(identifier)
    assert sender.ended.get(timeout=SECONDS).state is TransferState.PAUSED
    return identifier


def test_bytes_that_change_between_hashing_and_sending(sender: Desk, site: Site, tmp_path: Path) -> None:
    """The storage refuses them. That they come to another MD5 now is no reason to take these: the rest may be older."""
    path, _ = write(tmp_path, 400)  # its samples leave most of it unseen
    identifier = paused_at(sender, site, path, 8)
    edit_unseen(path, 7 * PART + 100)
    site.storage.choose = no_fault
    sender.engine.start([identifier])
    assert isinstance(sender.ended.get(timeout=SECONDS).problem, SourceChanged)
    assert site.unfinished() == []


def test_cancelling_what_waits_for_its_turn_and_what_has_failed(sender: Desk, site: Site, tmp_path: Path) -> None:
    site.storage.choose = lambda _: Fault.FORBIDDEN
    failed = sender.send(write(tmp_path, 2)[0])
    assert failed.state is TransferState.FAILED
    site.storage.choose = no_fault
    sender.engine.cancel(failed.id)
    assert sender.ended.get(timeout=SECONDS).state is TransferState.CANCELLED
    site.storage.choose = lambda _: Fault.BLACK_HOLE
    running = [sender.add(write(tmp_path, 1, f"{place}.bin")[0]) for place in range(FILES_AT_ONCE)]
    waiting = sender.add(write(tmp_path, 1, "waiting.bin")[0])
    sender.engine.start([*running, waiting])
    site.storage.wait_for(lambda: len(site.storage.puts()) > FILES_AT_ONCE)
    held = threading.Event()
    sender.journal._db.write(lambda _: held.wait(SECONDS))  # the disk is slow
    for one in running:
        sender.engine.pause(one)
    threading.Timer(0.3, held.set).start()
    sender.engine.cancel(waiting)
    ended = {one.id: one.state for one in (sender.ended.get(timeout=SECONDS) for _ in range(FILES_AT_ONCE + 1))}
    assert ended.pop(waiting) is TransferState.CANCELLED
    assert set(ended.values()) == {TransferState.PAUSED}
    assert len(site.objects()) == len(set(site.objects().values()))


def test_cancelling_what_was_begun_without_the_answer_having_come(sender: Desk, site: Site, tmp_path: Path) -> None:
    site.api.choose = lambda seen: Fault.LOST_ANSWER if seen.path == "/uploads" else Fault.NONE
    identifier = sender.add(write(tmp_path, 2)[0])
    sender.engine.start([identifier])
    site.api.wait_for(lambda: any(one.status == 200 for one in site.api.seen))
    sender.engine.cancel(identifier)
    site.api.choose = no_fault
    assert sender.ended.get(timeout=SECONDS).state is TransferState.CANCELLED
    assert site.unfinished() == []


UNKNOWN = {"harbor:transfers.case": "24-118203"}
"""Answers to a question that the agency does not ask any more."""


def test_answers_that_are_not_asked_for_hold_back_the_end_only(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = write(tmp_path, 5)
    identifier = sender.add(path)
    sender.journal.queue.set_answers([identifier], UNKNOWN).result()
    sender.engine.start([identifier])
    assert sender.ended.get(timeout=SECONDS).state is TransferState.HELD
    assert len(site.storage.puts()) == 5
    path.unlink()  # the card that it was on has been taken out
    sender.journal.queue.set_answers([identifier], {}).result()
    sender.engine.start([identifier])
    arrived = sender.ended.get(timeout=SECONDS).arrived
    assert arrived is not None
    assert site.objects()[arrived.key] == content


@contextmanager
def full_disk(process: psutil.Process, size: int) -> Iterator[None]:
    """The process can write no file behind so many bytes, as where a disk is full."""
    _, most = process.rlimit(psutil.RLIMIT_FSIZE)
    process.rlimit(psutil.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        process.rlimit(psutil.RLIMIT_FSIZE, (most, most))


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_FSIZE"), reason="no such limit here")
@pytest.mark.parametrize(("whose", "size"), [("the gateway's", 0), ("the storage's", 4 * PART)])
def test_a_disk_that_is_full_there_is_waited_for(
    sender: Desk, site: Site, tmp_path: Path, whose: str, size: int
) -> None:
    path, content = write(tmp_path, 12)
    process = psutil.Process(site.gateway.process.pid)
    if whose == "the storage's":
        (process,) = process.children()
    with full_disk(process, size):
        sender.engine.start([sender.add(path)])
        seen = site.api if whose == "the gateway's" else site.storage
        seen.wait_for(lambda: any(one.status >= 500 for one in seen.seen))
    arrived = sender.ended.get(timeout=SECONDS).arrived
    assert arrived is not None
    assert site.objects()[arrived.key] == content
    assert site.unfinished() == []


def test_a_folder_that_cannot_be_written_has_no_owner(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder" / SERVES_NAME).mkdir(parents=True)
    for folder in (tmp_path / "file", tmp_path / "folder"):
        with pytest.raises(StorageError, match="cannot be written"):
            JournalOwner(folder)
    (tmp_path / "folder" / SERVES_NAME).rmdir()
    JournalOwner(tmp_path / "folder").close()  # it was not kept from anybody


def test_cancelling_what_is_finished_already_says_that_it_has_arrived(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = write(tmp_path, 3)
    site.api.choose = lambda seen: Fault.LOST_ANSWER if seen.path.endswith("/complete") else Fault.NONE
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.api.wait_for(lambda: any(one.path.endswith("/complete") and one.status == 200 for one in site.api.seen))
    sender.engine.cancel(identifier)
    ended = sender.ended.get(timeout=SECONDS)
    assert ended.state is sender.journal.get(identifier).state is TransferState.DONE
    assert ended.arrived is not None
    assert site.objects()[ended.arrived.key] == content


def test_under_another_account_nothing_of_a_transfer_is_lost(site: Site, sender: Desk, tmp_path: Path) -> None:
    """Somebody of another agency has signed in meanwhile: the upload is not theirs to see, nor to begin."""
    path, content = write(tmp_path, 12)
    identifier = paused_at(sender, site, path, 9)
    site.storage.choose = no_fault
    with closing(Engine(sender.journal, UploadCalls(OthersGateway()), sender.ended.put)) as engine:
        engine.start([identifier])
        assert isinstance(sender.ended.get(timeout=SECONDS).problem, NotFound)
    sender.engine.start([identifier])
    arrived = sender.ended.get(timeout=SECONDS).arrived
    assert arrived is not None
    assert site.objects()[arrived.key] == content
    assert site.resent() == []
    assert site.unfinished() == []


class OthersGateway:
    """A gateway to somebody who has nothing to do with the agency: it knows of nothing that is asked."""

    def call(self, *_: object, **__: object) -> Answer:
        raise error_for("not-found", "There is no such thing.", "")


def test_a_gateway_with_another_data_folder_at_the_same_address(site: Site, sender: Desk, tmp_path: Path) -> None:
    path, content = write(tmp_path, 12)
    site.storage.choose = lambda _: Fault.BLACK_HOLE
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(site.storage.puts)
    sender.engine.pause(identifier)
    assert sender.ended.get(timeout=SECONDS).state is TransferState.PAUSED
    with running_site(tmp_path / "other") as other, GatewayClient(other.api.url, other.gateway.token) as client:
        with closing(Engine(sender.journal, UploadCalls(client), sender.ended.put)) as engine:
            engine.start([identifier])
            arrived = sender.ended.get(timeout=SECONDS).arrived
        assert arrived is not None
        assert other.objects()[arrived.key] == content
        assert other.unfinished() == []


def test_a_storage_that_asks_to_be_spared_gets_half_as_much_at_once(sender: Desk, site: Site, tmp_path: Path) -> None:
    refused = threading.Event()

    def refuse_once(_seen: Seen) -> Fault:
        if refused.is_set():
            return Fault.NONE
        refused.set()
        return Fault.BUSY

    site.storage.choose = refuse_once
    before = sender.engine._pools.most
    assert sender.send(write(tmp_path, 20)[0]).state is TransferState.DONE
    assert sender.engine._pools.most == before // 2


def put_in_again(path: Path) -> None:
    """Let a file have another inode, as one on a card has that was taken out and put in again."""
    shutil.copy2(path, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def test_a_card_that_was_taken_out_and_put_in_again(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = write(tmp_path, 30)
    site.storage.choose = lambda seen: Fault.BLACK_HOLE if seen.path.endswith("/20") else Fault.NONE
    identifier = sender.add(path)
    put_in_again(path)  # between being queued and being begun
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: any(one.fault is Fault.BLACK_HOLE for one in site.storage.puts()))
    sender.engine.pause(identifier)
    assert sender.ended.get(timeout=SECONDS).state is TransferState.PAUSED
    put_in_again(path)
    site.storage.choose = no_fault
    sender.engine.start([identifier])
    arrived = sender.ended.get(timeout=SECONDS).arrived
    assert arrived is not None
    assert site.objects()[arrived.key] == content
    assert site.resent() == []


class ForgetfulGateway:
    """A gateway whose first batch lacks a part that was asked for."""

    def __init__(self, client: GatewayClient) -> None:
        self._client, self._forgot = client, False

    def call(self, method: str, path: str, body: Json | None = None, *, seconds: float = 10.0) -> Answer:
        answer = self._client.call(method, path, body, seconds=seconds)
        if path.endswith("/parts") and not self._forgot:
            self._forgot = True
            del answer.body["signed"][0]
        return answer


def test_a_part_that_was_not_signed_for_is_asked_for_again(sender: Desk, tmp_path: Path) -> None:
    path, _ = write(tmp_path, 3)
    engine = Engine(sender.journal, UploadCalls(ForgetfulGateway(sender.client)), sender.ended.put)
    with closing(engine):
        engine.start([sender.add(path)])
        assert sender.ended.get(timeout=10).state is TransferState.DONE


CASE = "bay:transfers.case"
BAY = {
    "layout": 1,
    "agency": "bay",
    "version": 1,
    "pages": [
        {
            "id": "people",
            "text": {"en": {"label": "People"}},
            "filters": [],
            "columns": [{"field": "name", "text": {"en": {"label": "Name"}}}],
        }
    ],
    "transfers": {"questions": [{"kind": "identifier", "text": {"en": {"label": "Case"}}, "id": CASE}]},
}


@contextmanager
def completing_in_doubt(
    sender: Desk, site: Site, path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> Iterator[int]:
    """A transfer whose call to complete has failed once; it is called again when the engine is woken."""
    monkeypatch.setattr("vizdesk.transfers.sending.pause_before", lambda _attempt: SECONDS)
    with site.gateway.client() as client:
        if client.get("/layouts/bay").status_code == 404:
            client.put("/layouts/bay", json=BAY).raise_for_status()
    new = NewTransfer(secrets.token_urlsafe(24), "site", "bay", path, path.name, fingerprint(path), {CASE: "1"})
    identifier = sender.journal.add([new])[0]
    site.api.choose = lambda seen: fault if seen.path.endswith("/complete") else Fault.NONE
    sender.engine.start([identifier])
    wait_for("a call to complete that failed", lambda: waits(sender, identifier), 10)
    site.api.choose = no_fault
    yield identifier


def waits(sender: Desk, identifier: int) -> bool:
    progress = sender.engine.progress().get(identifier)
    return progress is not None and progress.waiting_for is not None


def answers_at_gateway(sender: Desk, site: Site, identifier: int) -> dict[str, object]:
    upload = sender.journal.get(identifier).upload
    assert upload is not None
    with closing(UploadRecords(site.gateway.data / TRANSFERS_NAME, load_key(site.gateway.data))) as records:
        return records.answers(upload)


@pytest.mark.parametrize("way", ["woken", "resumed", "cancelled"])
def test_answers_changed_after_the_unheard_end_are_said_not_to_have_arrived(
    sender: Desk, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    path, _ = write(tmp_path, 3)
    with completing_in_doubt(sender, site, path, monkeypatch, Fault.LOST_ANSWER) as identifier:
        if way == "resumed":
            sender.engine.pause(identifier)
            assert sender.ended.get(timeout=SECONDS).state is TransferState.PAUSED
        assert sender.engine.answer([identifier], {CASE: "2"}) == []
        go_on = {"woken": sender.engine.wake, "resumed": lambda: sender.engine.start([identifier])}
        go_on.get(way, lambda: sender.engine.cancel(identifier))()
        ended = sender.ended.get(timeout=SECONDS)
    assert ended.arrived is not None
    assert isinstance(ended.problem, UploadGone)
    (row,) = sender.journal.queue.rows("site")
    assert row.state is TransferState.DONE
    assert row.answers == {CASE: "2"}  # they can still be read
    assert row.why is not None
    assert row.why.reason is Reason.ANSWERS_LATE
    assert answers_at_gateway(sender, site, identifier) == {CASE: "1"}
    assert sender.engine.answer([identifier], {CASE: "3"}) == [identifier]


@pytest.mark.parametrize("answers", [{CASE: "2"}, {}])
def test_answers_changed_before_a_second_call_to_complete_arrive(
    sender: Desk, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, str]
) -> None:
    """Also where all were taken back."""
    path, _ = write(tmp_path, 3)
    with completing_in_doubt(sender, site, path, monkeypatch, Fault.BUSY) as identifier:
        assert sender.engine.answer([identifier], answers) == []
        sender.engine.wake()
        ended = sender.ended.get(timeout=SECONDS)
    assert ended.arrived is not None
    assert ended.problem is None
    assert answers_at_gateway(sender, site, identifier) == answers


def test_answers_that_the_gateway_has_without_the_journal_knowing_have_arrived(
    sender: Desk, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = write(tmp_path, 3)
    with completing_in_doubt(sender, site, path, monkeypatch, Fault.LOST_ANSWER) as identifier:
        assert sender.engine.answer([identifier], {CASE: "1"}) == []  # as after a crash between telling and noting it
        sender.engine.wake()
        assert sender.ended.get(timeout=SECONDS).problem is None
