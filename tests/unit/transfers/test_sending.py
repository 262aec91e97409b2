"""Files arrive whole and once, whatever happens on the way: the engine before a real gateway and a real storage."""

from __future__ import annotations

import itertools
import os
import random
import secrets
import select
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty

import psutil
import pytest

from tests.helpers.fault_proxy import Choose, Fault, Seen
from tests.helpers.uploading import PART, SECONDS, Desk, Site, desk, etag_of, running_site
from vizdesk.domain.errors import SourceChanged, UploadRefused
from vizdesk.domain.transfers import TransferState
from vizdesk.transfers.engine import Ended
from vizdesk.transfers.sending import Progress


@pytest.fixture(autouse=True)
def _quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.transfers.retrying.FIRST_SECONDS", 0.005)
    monkeypatch.setattr("vizdesk.transfers.retrying.LONGEST_SECONDS", 0.2)


def file_of(folder: Path, parts: float, name: str = "night.bin") -> tuple[Path, bytes]:
    content = secrets.token_bytes(int(parts * PART))
    path = folder / name
    path.write_bytes(content)
    return path, content


def has_arrived(site: Site, ended: Ended, content: bytes) -> None:
    """One object, whole, and nothing left over."""
    assert ended.problem is None, ended.problem.told()
    assert ended.arrived is not None
    assert ended.arrived.etag == etag_of(content)
    assert site.objects()[ended.arrived.key] == content
    assert [one for one in site.objects().values() if one == content] == [content]
    assert site.unfinished() == []


def now_and_then(fault: Fault, share: float, seed: int = 1) -> Choose:
    chance = random.Random(seed)
    lock = threading.Lock()

    def choose(_seen: Seen) -> Fault:
        with lock:
            return fault if chance.random() < share else Fault.NONE

    return choose


def first(fault: Fault, path: str, times: int = 1) -> Choose:
    """The fault for the first requests whose path ends so."""
    left = [times]

    def choose(seen: Seen) -> Fault:
        if seen.path.endswith(path) and left[0]:
            left[0] -= 1
            return fault
        return Fault.NONE

    return choose


@pytest.mark.parametrize("parts", [0, 0.5, 1, 1.0001, 40.5])
def test_a_file_arrives(site: Site, sender: Desk, tmp_path: Path, parts: float) -> None:
    path, content = file_of(tmp_path, parts)
    ended = sender.send(path)
    has_arrived(site, ended, content)
    assert ended.arrived is not None
    assert ended.arrived.bytes_sent == len(content)
    assert not ended.arrived.resumed
    assert sender.journal.get(ended.id).state is TransferState.DONE
    assert len(site.storage.puts()) == ended.arrived.parts


@pytest.mark.parametrize(
    "fault",
    [
        Fault.LATE,
        Fault.RESET,
        Fault.LOST_ANSWER,
        Fault.TRUNCATED,
        Fault.BUSY,
        Fault.ERROR_IN_200,
        Fault.FLIPPED,
        Fault.FORBIDDEN,
    ],
)
def test_faults_before_the_storage(site: Site, sender: Desk, tmp_path: Path, fault: Fault) -> None:
    path, content = file_of(tmp_path, 40.5)
    site.storage.choose = now_and_then(fault, 0.2)
    has_arrived(site, sender.send(path), content)
    assert any(one.fault is fault for one in site.storage.puts())


@pytest.mark.parametrize("fault", [Fault.LATE, Fault.RESET, Fault.LOST_ANSWER, Fault.TRUNCATED, Fault.BUSY])
def test_faults_before_the_gateway(site: Site, sender: Desk, tmp_path: Path, fault: Fault) -> None:
    path, content = file_of(tmp_path, 40.5)
    site.api.choose = now_and_then(fault, 0.3)
    has_arrived(site, sender.send(path), content)


@pytest.mark.parametrize("call", ["/uploads", "/parts", "/complete"])
def test_a_lost_answer_is_asked_for_again(site: Site, sender: Desk, tmp_path: Path, call: str) -> None:
    path, content = file_of(tmp_path, 3)
    site.api.choose = first(Fault.LOST_ANSWER, call, times=2)
    has_arrived(site, sender.send(path), content)
    assert site.resent() == []


def test_everything_at_once(site: Site, sender: Desk, tmp_path: Path) -> None:
    files = [file_of(tmp_path, random.Random(seed).uniform(0, 12), f"{seed}.bin") for seed in range(12)]
    kinds = [Fault.RESET, Fault.BUSY, Fault.ERROR_IN_200, Fault.LOST_ANSWER, Fault.TRUNCATED, Fault.FLIPPED]
    chance = random.Random(7)
    site.storage.choose = lambda _: chance.choice(kinds) if chance.random() < 0.1 else Fault.NONE
    site.api.choose = lambda _: Fault.RESET if chance.random() < 0.05 else Fault.NONE
    sender.engine.start([sender.add(path) for path, _ in files])
    contents = dict(files)
    for _ in files:
        ended = sender.ended.get(timeout=SECONDS)
        assert ended.arrived is not None
        assert site.objects()[ended.arrived.key] == contents[sender.journal.get(ended.id).path]
    assert site.unfinished() == []


def test_urls_that_are_over_before_all_is_sent(tmp_path: Path) -> None:
    """They are replaced in time; what was refused all the same is signed for again, and not counted as a fault."""
    path, content = file_of(tmp_path, 30)
    options = f"partSize={PART}&urlSeconds=1"
    with running_site(tmp_path / "data", options) as site, desk(site, tmp_path / "desktop") as sender:
        sender.engine.set_rate(len(content) / 4)
        site.storage.choose = first(Fault.FORBIDDEN, "", times=2)
        has_arrived(site, sender.send(path), content)
        assert sum(one.path.endswith("/parts") for one in site.api.seen) > 3  # signed for anew, a few at a time


def test_a_disk_that_is_full_under_the_journal(sender: Desk, site: Site, tmp_path: Path) -> None:
    """The transfer ends with that sentence; once there is room, it goes on where it was."""
    path, content = file_of(tmp_path, 150)
    identifier = sender.add(path)
    sender.engine.set_rate(PART * 40)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: sum(one.status == 200 for one in site.storage.puts()) > 2)
    pages = limit_pages(sender, 1)  # no less than there are
    sender.engine.set_rate(None)
    ended = sender.ended.get(timeout=SECONDS)
    assert ended.problem is not None
    assert "disk is full" in ended.problem.sentence
    limit_pages(sender, pages + 1000)
    sender.engine.start([identifier])
    has_arrived(site, sender.ended.get(timeout=SECONDS), content)
    assert site.resent() == []


def limit_pages(sender: Desk, count: int) -> int:
    """Limit the journal's file; the number of pages that it may have."""
    return int(
        sender.journal._db.write(lambda one: one.execute(f"PRAGMA max_page_count = {count}").fetchone()[0]).result()
    )


def test_a_storage_that_never_takes_its_own_urls(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, _ = file_of(tmp_path, 3)
    site.storage.choose = lambda _: Fault.FORBIDDEN
    ended = sender.send(path)
    assert isinstance(ended.problem, UploadRefused)
    assert "403" in ended.problem.sentence
    assert "http" not in ended.problem.told()
    site.storage.choose = lambda _: Fault.NONE
    sender.engine.start([ended.id])  # once the operator has mended it, the same transfer goes on
    assert sender.ended.get(timeout=SECONDS).state is TransferState.DONE


def test_a_storage_whose_clock_is_hours_off(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, _ = file_of(tmp_path, 2)
    site.storage.choose = lambda _: Fault.SKEWED
    ended = sender.send(path)
    assert isinstance(ended.problem, UploadRefused)
    assert "clock" in ended.problem.sentence


@pytest.mark.parametrize("hours", [-30, 30])
def test_the_own_clock_is_hours_off(
    sender: Desk, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    true_time = time.time
    monkeypatch.setattr(time, "time", lambda: true_time() + hours * 3600)
    path, content = file_of(tmp_path, 12)
    has_arrived(site, sender.send(path), content)


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.TOO_MANY])
def test_a_storm_of_refusals(sender: Desk, site: Site, tmp_path: Path, fault: Fault) -> None:
    """Everything is refused, for long; then nothing is."""
    path, content = file_of(tmp_path, 12)
    site.storage.choose = first(fault, "", times=60)
    site.api.choose = first(fault, "", times=10)
    has_arrived(site, sender.send(path), content)
    assert site.resent() == []


def test_bytes_that_always_arrive_damaged(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, _ = file_of(tmp_path, 2)
    site.storage.choose = lambda _: Fault.FLIPPED
    ended = sender.send(path)
    assert isinstance(ended.problem, UploadRefused)
    assert "damaged" in ended.problem.sentence


@pytest.mark.parametrize("change", ["bytes", "time", "shorter", "replaced", "removed"])
def test_a_file_changed_meanwhile_is_caught(sender: Desk, site: Site, tmp_path: Path, change: str) -> None:
    path, content = file_of(tmp_path, 60)
    sender.engine.set_rate(PART * 10)
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: len(site.storage.puts()) > 3)
    match change:
        case "bytes":
            path.write_bytes(secrets.token_bytes(len(content)))
        case "time":
            os.utime(path, (1, 1))
        case "shorter":
            os.truncate(path, 10)
        case "replaced":
            other, _ = file_of(tmp_path, 60, "other.bin")
            os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
            other.replace(path)
        case _:
            path.unlink()
    sender.engine.set_rate(None)
    ended = sender.ended.get(timeout=SECONDS)
    assert ended.state is TransferState.FAILED
    assert isinstance(ended.problem, UploadRefused if change == "removed" else SourceChanged)
    if change != "removed":
        assert site.unfinished() == []  # what was sent of the former file is given up
    assert content not in site.objects().values()


def test_an_edit_that_keeps_size_and_time_is_caught_at_resuming(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 20)
    sender.engine.set_rate(PART * 20)
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: sum(one.status == 200 for one in site.storage.puts()) > 3)
    sender.engine.close()
    told = path.stat()
    path.write_bytes(secrets.token_bytes(len(content)))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    sender.restart()
    sender.engine.start([identifier])
    assert isinstance(sender.ended.get(timeout=SECONDS).problem, SourceChanged)


def test_pausing_and_going_on(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 30)
    sender.engine.set_rate(PART * 10)
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: sum(one.status == 200 for one in site.storage.puts()) > 3)
    sender.engine.pause(identifier)
    paused = sender.ended.get(timeout=SECONDS)
    assert paused.state is TransferState.PAUSED
    assert sender.journal.get(identifier).state is TransferState.PAUSED
    seen = len(site.storage.puts())
    sender.engine.set_rate(None)
    sender.engine.start([identifier])
    ended = sender.ended.get(timeout=SECONDS)
    has_arrived(site, ended, content)
    assert ended.arrived is not None
    assert ended.arrived.resumed
    assert ended.arrived.bytes_sent < len(content)
    assert len(site.storage.puts()) > seen
    assert site.resent() == []


def test_pausing_while_the_storage_is_a_black_hole(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 30)
    site.storage.choose = lambda _: Fault.BLACK_HOLE
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(site.storage.puts)
    sender.engine.pause(identifier)  # an answer would be waited for longer than this test waits
    assert sender.ended.get(timeout=SECONDS).state is TransferState.PAUSED
    site.storage.choose = lambda _: Fault.NONE
    sender.engine.start([identifier])
    has_arrived(site, sender.ended.get(timeout=SECONDS), content)


def test_cancelling_leaves_nothing(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 30)
    sender.engine.set_rate(PART * 10)
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: len(site.storage.puts()) > 3)
    sender.engine.cancel(identifier)
    assert sender.ended.get(timeout=SECONDS).state is TransferState.CANCELLED
    assert site.unfinished() == []
    assert content not in site.objects().values()
    assert sender.journal.get(identifier).state is TransferState.CANCELLED


def test_progress_never_falls_and_never_exceeds(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 60)
    site.storage.choose = now_and_then(Fault.RESET, 0.3)
    sender.engine.start([sender.add(path)])
    seen: list[Progress] = []
    ended = None
    while ended is None:
        seen += sender.engine.progress().values()
        with suppress(Empty):
            ended = sender.ended.get(timeout=0.002)
    has_arrived(site, ended, content)
    for before, after in itertools.pairwise(seen):
        assert before.sent <= after.sent <= after.size
        assert before.confirmed <= after.confirmed <= after.sent


def test_an_upload_that_was_aborted_begins_anew(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 30)
    sender.engine.set_rate(PART * 20)
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: len(site.storage.puts()) > 3)
    with site.gateway.client() as client:
        client.post("/uploads/sweep", json={"olderThanHours": 0}).raise_for_status()
    sender.engine.set_rate(None)
    has_arrived(site, sender.ended.get(timeout=SECONDS), content)


def test_a_storage_that_lies_about_a_part(tmp_path: Path) -> None:
    """It confirmed a part, and does not hold it when all is to be put together."""
    path, content = file_of(tmp_path, 6)
    lied = threading.Event()
    with running_site(tmp_path / "data") as site, desk(site, tmp_path / "desktop") as sender:

        def forget_one(seen: Seen) -> Fault:
            if seen.path.endswith("/complete") and not lied.is_set():
                lied.set()
                forget_a_part(site)
            return Fault.NONE

        site.api.choose = forget_one
        has_arrived(site, sender.send(path), content)
        assert lied.is_set()
        assert len(site.resent()) == 1


def forget_a_part(site: Site) -> None:
    """End the folder's process, so that it reads its log again, which lacks a part now."""
    (upload,) = (site.folder / "incoming").iterdir()
    log = upload / "parts.log"
    (child,) = psutil.Process(site.gateway.process.pid).children()
    ended = os.pidfd_open(child.pid)
    child.kill()
    assert select.select([ended], [], [], SECONDS)[0]  # the gateway notices at its next call
    os.close(ended)
    log.write_text("".join(log.read_text().splitlines(keepends=True)[1:]))


def test_a_part_confirmed_but_not_journaled_is_not_sent_again(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 30)
    sender.engine.set_rate(PART * 20)
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: sum(one.status == 200 for one in site.storage.puts()) > 3)
    sender.engine.close()
    sender.journal._db.write(lambda connection: connection.execute("DELETE FROM parts")).result()  # a crash took them
    sender.restart()
    sender.engine.start([identifier])
    has_arrived(site, sender.ended.get(timeout=SECONDS), content)
    assert site.resent() == []


def test_the_limit_is_kept(sender: Desk, site: Site, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 40)
    rate = len(content) / 2
    sender.engine.set_rate(rate)
    started = time.monotonic()
    has_arrived(site, sender.send(path), content)
    assert 1.6 < time.monotonic() - started < 5
