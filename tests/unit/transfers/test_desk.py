"""The desk: what is asked of the queue, how it is told, and who owns it."""

from __future__ import annotations

import os
import pkgutil
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.desktop import wait_for
from tests.helpers.fault_proxy import Fault, Seen, no_fault
from tests.helpers.long_paths import NAME, lay_too_deep
from tests.helpers.privileges import as_anybody
from tests.helpers.uploading import PART, SECONDS, Site, etag_of
from vizdesk.db.keys import load_key
from vizdesk.domain.errors import UploadGone
from vizdesk.domain.transfers import TransferState
from vizdesk.gateway.upload_records import TRANSFERS_NAME, UploadRecords
from vizdesk.net.client import GatewayClient
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.desk import Standing, Told, TransferDesk
from vizdesk.transfers.engine import FILES_AT_ONCE
from vizdesk.transfers.finding import Looked
from vizdesk.transfers.rows import Part, Row, Steps, Totals, View, steps_between
from vizdesk.transfers.schedule import Limits, limits_from_json
from vizdesk.transfers.watching import FolderWatch, Missed, Stillness, Watched

FILES = FILES_AT_ONCE + 3


class Follower:
    """Takes what a desk tells, as the window does."""

    def __init__(
        self,
        folder: Path,
        client: GatewayClient,
        limits: Limits = Limits(),  # noqa: B008  # a value that never changes
        gateway: str = "site",
    ) -> None:
        self._changed = threading.Condition()
        self.rows: list[Row] = []
        self.totals = Totals()
        self.standing = Standing.STARTING
        self.looked = Looked()
        self.told: list[Told] = []
        self.desk = TransferDesk(folder, gateway, client, self._on_told, limits=limits)

    def _on_told(self, told: Told) -> None:
        with self._changed:
            self.rows = apply(self.rows, told.steps)
            self.totals, self.standing = told.totals, told.standing
            self.looked = told.looked or self.looked
            self.told.append(told)
            self._changed.notify_all()
        self.desk.taken()

    def wait(self, holds: Callable[[Follower], object], seconds: float = SECONDS) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: bool(holds(self)), seconds), (self.rows, self.totals, self.standing)

    def ids(self) -> list[int]:
        return [one.transfer.id for one in self.rows]


def apply(rows: list[Row], steps: Steps) -> list[Row]:
    if steps.whole is not None:
        return list(steps.whole)
    rows = list(rows)
    for first, count in steps.removed:
        del rows[first : first + count]
    for first, come in steps.added:
        rows[first:first] = come
    for place, row in steps.changed:
        rows[place] = row
    return rows


@contextmanager
def following(
    folder: Path,
    site: Site,
    limits: Limits = Limits(),  # noqa: B008  # as above
    gateway: str = "site",
) -> Iterator[Follower]:
    with GatewayClient(site.api.url, site.gateway.token) as client:
        made = Follower(folder, client, limits, gateway)
        try:
            yield made
        finally:
            made.desk.close()


@pytest.fixture
def site(site: Site) -> Site:
    """The site of the module, and what lies there before the test."""
    _before[0] = len(site.objects())
    return site


_before = [0]


def arrived(site: Site) -> int:
    """How many files have arrived in this test."""
    return len(site.objects()) - _before[0]


def write(folder: Path, name: str, size: int) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(bytes(n % 251 for n in range(size)))
    return path


def test_a_folder_arrives_and_is_found_among_the_finished_after_a_restart(site: Site, tmp_path: Path) -> None:
    small, large = write(tmp_path / "case", "a.txt", 10), write(tmp_path / "case", "b.mov", 5 * PART + 1)
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([tmp_path / "case", tmp_path / "gone"], "harbor", {})
        shown.wait(lambda one: one.totals.finished == 2 and one.totals.failed == 1 and one.looked.over)
        assert shown.looked == Looked(queued=2, refused=1, over=True)
        assert [row.transfer.why.told() for row in shown.rows if row.transfer.why] == [
            "The file is not there. Check its name, and whether its disk is connected."
        ]
        assert shown.totals.size == shown.totals.sent == shown.totals.confirmed == 10 + 5 * PART + 1
        for told in shown.told:
            assert told.totals.confirmed <= told.totals.sent <= told.totals.size
        shown.desk.add([small], "harbor", {})
        shown.wait(lambda one: one.looked == Looked(arrived=1, over=True))
        (tmp_path / "gone").write_bytes(b"here at last")
        shown.desk.retry()
        shown.wait(lambda one: one.totals.finished == 3 and not one.totals.failed)
    with following(tmp_path / "desktop", site) as again:
        again.desk.show(View(Part.FINISHED, "B.M"))
        again.wait(lambda one: one.told and one.told[-1].view.text == "B.M")
        (row,) = again.rows
        assert row.transfer.path == large
        assert (row.transfer.etag, row.transfer.parts) == (etag_of(large.read_bytes()), 6)
        again.desk.remove([row.transfer.id])
        again.wait(lambda one: not one.rows and one.totals.finished == 2)
    assert arrived(site) == 3


def test_a_failed_file_that_is_added_again_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    path = write(tmp_path / "case", "night.bin", 30 * PART)
    site.storage.choose = lambda seen: Fault.FORBIDDEN if seen.path.endswith("/20") else Fault.NONE
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.totals.failed == 1)
        site.storage.choose = no_fault
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.totals.finished == 1)
    assert sum(one.status == 200 for one in site.storage.puts()) == 30
    assert site.unfinished() == []
    assert arrived(site) == 1


def begun_unheard(site: Site, folder: Path, path: Path, *, pauses: bool) -> None:
    """A desk that ended when the gateway had begun an upload, and before its answer came."""
    site.api.choose = lambda seen: Fault.LOST_ANSWER if seen.path == "/uploads" else Fault.NONE
    with following(folder, site) as shown:
        shown.desk.add([path], "harbor", {})
        site.api.wait_for(lambda: any(one.path == "/uploads" and one.status == 200 for one in site.api.seen))
        if pauses:
            shown.desk.pause()
            shown.wait(lambda one: one.totals.paused == 1)
    assert len(site.unfinished()) == 1
    site.api.choose = no_fault


def test_cancelling_after_a_restart_what_was_begun_without_the_answer_having_come(site: Site, tmp_path: Path) -> None:
    begun_unheard(site, tmp_path / "desktop", write(tmp_path, "night.bin", 3 * PART), pauses=True)
    with following(tmp_path / "desktop", site) as shown:
        shown.wait(lambda one: one.totals.paused == 1)
        shown.desk.cancel(shown.ids())
        shown.wait(lambda one: one.totals.finished == 1)
    assert site.unfinished() == []
    assert arrived(site) == 0


def test_what_was_begun_unheard_of_a_file_that_is_another_one_now_is_given_up(site: Site, tmp_path: Path) -> None:
    path = write(tmp_path, "night.bin", 3 * PART)
    begun_unheard(site, tmp_path / "desktop", path, pauses=False)
    path.write_bytes(b"edited")
    with following(tmp_path / "desktop", site) as shown:
        shown.wait(lambda one: one.totals.failed == 1)
        assert site.unfinished() == []
        shown.desk.retry()
        shown.wait(lambda one: one.totals.finished == 1)
    assert arrived(site) == 1


def test_what_waits_for_its_turn_is_cancelled_without_asking_the_gateway(site: Site, tmp_path: Path) -> None:
    for place in range(FILES):
        write(tmp_path / "case", f"{place}.bin", 10)
    site.api.choose = lambda _: Fault.BLACK_HOLE
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        shown.wait(lambda one: one.totals.running == FILES_AT_ONCE)
        waiting = [row.transfer.id for row in shown.rows if row.live is None]
        shown.desk.cancel(waiting)
        shown.wait(lambda one: one.totals.finished == len(waiting), 5)


def test_a_failed_file_that_is_another_one_now_leaves_nothing_of_the_former(site: Site, tmp_path: Path) -> None:
    path = write(tmp_path / "case", "night.bin", 5 * PART)
    site.storage.choose = lambda seen: Fault.FORBIDDEN if seen.path.endswith("/5") else Fault.NONE
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.totals.failed == 1)
        site.storage.choose = no_fault
        path.write_bytes(b"edited")
        shown.desk.retry()
        shown.wait(lambda one: one.totals.finished == 1)
    assert site.unfinished() == []
    assert arrived(site) == 1


def test_a_folder_that_may_not_be_read_and_has_no_text_for_a_name(site: Site, tmp_path: Path) -> None:
    write(tmp_path / "case", "a.txt", 10)
    (tmp_path / "case" / os.fsdecode(b"\xff")).mkdir(mode=0)
    with as_anybody(), following(tmp_path / "desktop", site) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        shown.wait(lambda one: one.totals.finished == one.totals.failed == 1)
        assert [row.transfer.name for row in shown.rows] == ["case/\ufffd"]


@pytest.mark.parametrize("folder", [True, False])
def test_a_journal_that_may_not_be_written(site: Site, tmp_path: Path, folder: bool) -> None:
    path = write(tmp_path, "a.bin", 10)
    with following(tmp_path / "desktop", site) as shown:
        shown.wait(lambda one: one.standing is Standing.OURS)
    for one in (tmp_path / "desktop").iterdir():
        one.chmod(0o400 if folder or one.name.startswith("journal.db") else 0o600)
    if folder:
        (tmp_path / "desktop").chmod(0o500)
    with as_anybody(), following(tmp_path / "desktop", site) as shown:
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.told and one.told[-1].problem is not None)
        problem = shown.told[-1].problem
    assert problem is not None
    assert "rights" in problem.next_step
    assert arrived(site) == 0


def test_pause_resume_and_cancel_of_some_and_of_all(site: Site, tmp_path: Path) -> None:
    for place in range(FILES):
        write(tmp_path / "case", f"{place}.bin", 20 * PART)
    with following(tmp_path / "desktop", site, Limits(rate=40 * PART)) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        shown.wait(lambda one: one.totals.running == FILES_AT_ONCE and one.totals.confirmed > 0)
        shown.desk.pause()
        shown.wait(lambda one: one.totals.paused == FILES)
        sent = sum(one.forwarded for one in site.storage.puts())
        first = shown.ids()[0]
        confirmed = {row.transfer.id: row.confirmed for row in shown.rows}
        assert any(confirmed.values())
        assert sum(one.forwarded for one in site.storage.puts()) == sent
        shown.desk.cancel(shown.ids()[1:])
        shown.wait(lambda one: one.totals.finished == FILES - 1)
        shown.desk.resume([first])
        shown.desk.set_limits(Limits())
        shown.wait(lambda one: one.totals.finished == FILES)
        assert not site.unfinished()
        shown.desk.show(View(Part.FINISHED))
        shown.wait(lambda one: len(one.rows) == FILES)
        states = {row.transfer.id: row.transfer.state for row in shown.rows}
        assert states.pop(first) is TransferState.DONE
        assert set(states.values()) == {TransferState.CANCELLED}
    assert arrived(site) == 1
    assert not site.resent()


def test_what_is_moved_to_the_front_is_sent_at_once_and_the_order_is_kept(site: Site, tmp_path: Path) -> None:
    for place in range(FILES):
        write(tmp_path / "case", f"{place}.bin", 30 * PART)
    with following(tmp_path / "desktop", site, Limits(rate=20 * PART)) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        shown.wait(lambda one: one.totals.running == FILES_AT_ONCE and one.totals.waiting == 3)
        ids = shown.ids()
        shown.desk.move([ids[-1]], ids[0])
        shown.wait(
            lambda one: one.rows[0].transfer.id == ids[-1] and one.rows[0].live and one.totals.running == FILES_AT_ONCE
        )
        shown.desk.prioritize([ids[-2]], 1)
        shown.wait(lambda one: one.rows[0].transfer.id == ids[-2] and one.rows[0].live)
        shown.desk.move_by([ids[0]], 1)
        order = [ids[-2], ids[-1], ids[1], ids[0], *ids[2:-2]]
        shown.wait(lambda one: one.ids() == order)
        shown.desk.set_transfer_rate([ids[-1]], 1000)
        shown.wait(lambda one: one.rows[1].transfer.rate == 1000)
    with following(tmp_path / "desktop", site, Limits(rate=1)) as again:
        again.wait(lambda one: one.ids() == order)
        assert again.rows[1].transfer.rate == 1000


def test_of_two_desks_one_sends_and_the_other_one_shows_and_takes_over(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.transfers.desk.LOOK_SECONDS", 0.1)
    monkeypatch.setattr("vizdesk.transfers.desk.REST_SECONDS", 0.1)
    write(tmp_path / "case", "a.bin", 40 * PART)
    with following(tmp_path / "desktop", site, Limits(rate=4 * PART)) as first:
        first.desk.add([tmp_path / "case"], "harbor", {})
        first.wait(lambda one: one.totals.running and one.totals.confirmed)
        with following(tmp_path / "desktop", site) as second:
            second.wait(lambda one: one.standing is Standing.ELSEWHERE and one.rows)
            second.desk.cancel(second.ids())
            first.desk.close()
            second.wait(lambda one: one.standing is Standing.OURS and one.totals.finished)
    assert arrived(site) == 1
    assert not site.resent()


def test_rows_that_come_and_go_by_themselves_wait_for_calm_and_what_is_asked_does_not(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.transfers.desk.CALM_SECONDS", 3600.0)
    path = write(tmp_path, "a.bin", 20 * PART)
    with following(tmp_path / "desktop", site, Limits(rate=2 * PART)) as shown:
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.totals.running == 1 and one.totals.confirmed > 0 and one.looked.over)
        shown.desk.set_limits(Limits())
        wait_for("arrival", lambda: arrived(site) == 1 or None)
        assert shown.totals.finished == 0
        assert len(shown.rows) == 1
        shown.desk.show(View(Part.FINISHED))
        shown.wait(lambda one: one.totals.finished == 1 and len(one.rows) == 1 and one.rows[0].transfer.etag)


def test_a_network_that_is_back_is_tried_at_once(site: Site, tmp_path: Path) -> None:
    write(tmp_path / "case", "a.bin", 8 * PART)
    site.storage.choose = lambda _seen: Fault.BUSY
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        shown.wait(lambda one: one.rows and one.rows[0].live and one.rows[0].live.waiting_for)
        site.storage.choose = lambda _seen: Fault.NONE
        shown.desk.wake()
        shown.wait(lambda one: one.totals.finished, 10)


@pytest.mark.parametrize(("fault", "slept"), [(Fault.BUSY, True), (Fault.BLACK_HOLE, True), (Fault.BLACK_HOLE, False)])
def test_after_a_sleep_or_on_another_network_it_goes_on_at_once_and_on_new_connections(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, slept: bool
) -> None:
    """Without the jump of the clock, refused parts would wait an hour, and dead connections half a minute."""
    hour = 3600.0
    monkeypatch.setattr("vizdesk.transfers.sending.pause_before", lambda _: hour if fault is Fault.BUSY else 0.0)
    write(tmp_path / "case", "a.bin", 3 * PART)
    site.storage.choose = lambda _seen: fault
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        site.storage.wait_for(lambda: len(site.storage.puts()) == 3)
        shown.wait(lambda one: one.totals.running)
        site.storage.choose = no_fault
        if slept:
            monkeypatch.setattr("vizdesk.transfers.sleeping.time", Clock(time.time() + hour))
        else:
            shown.desk.reconnect()
        shown.wait(lambda one: one.totals.finished, 15)
    assert arrived(site) == 1


class Clock:
    """The wall clock jumps, the steady one does not: as for a computer that slept, on most systems."""

    def __init__(self, wall: float) -> None:
        self._wall, self._since = wall, time.monotonic()

    def time(self) -> float:
        return self._wall + time.monotonic() - self._since

    def monotonic(self) -> float:
        return time.monotonic()


@pytest.mark.parametrize(
    "place",
    [
        "vizdesk.transfers.engine.Sending",
        "vizdesk.transfers.part_work.md5_of",
        "vizdesk.transfers.pools.PartPutter",
        "vizdesk.net.part_puts.PartPutter.put",
    ],
)
def test_a_fault_of_the_program_ends_one_transfer_and_is_told_without_what_it_held(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    """On each kind of thread, as often as there are threads: others go on, and trying again goes on where it was."""
    faults = [KeyError("quimby.mov") for _ in range(FILES_AT_ONCE)]
    whole = pkgutil.resolve_name(place)

    def faulty(*args: Any, **named: Any) -> Any:
        if faults:
            raise faults.pop()
        return whole(*args, **named)

    for number in range(FILES):
        write(tmp_path / "case", f"{number}.bin", 3 * PART)
    monkeypatch.setattr(place, faulty)
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.add([tmp_path / "case"], "harbor", {})
        shown.wait(lambda one: one.totals.finished + one.totals.failed == FILES)
        assert {row.transfer.why.told() for row in shown.rows if row.transfer.why} == {
            "Something went wrong inside VizDesk. Try again."
        }
        shown.desk.retry()
        shown.wait(lambda one: one.totals.finished == FILES)
    assert arrived(site) == FILES
    assert not site.resent()
    assert "unforeseen KeyError in" in caplog.text
    assert " faulty" in caplog.text
    assert "quimby" not in caplog.text


def test_a_fault_while_files_are_looked_for_is_told_until_something_else_is_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(_paths: Sequence[Path]) -> Iterator[Path]:
        raise KeyError("quimby.mov")

    path = write(tmp_path / "case", "a.bin", 10)
    with following(tmp_path / "desktop", site) as shown, monkeypatch.context() as patch:
        patch.setattr("vizdesk.transfers.finding.walk", faulty)
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.told and one.told[-1].problem is not None)
        assert shown.told[-1].looked is None
        patch.undo()
        shown.desk.add([path], "harbor", {})
        shown.wait(lambda one: one.totals.finished == 1 and one.told[-1].problem is None)


def test_what_a_watched_folder_brings_is_offered_once_it_stands_still(site: Site, tmp_path: Path) -> None:
    card = tmp_path / "card"
    path = write(card, "a.bin", 10)
    watched = Watched(card, "harbor", still_seconds=0.2)
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.watch(watched)
        shown.wait(lambda one: one.told and one.told[-1].offered == (path,))
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.watch(watched)
        shown.wait(lambda one: one.told and one.told[-1].offered == (path,))  # nobody has answered yet
        shown.desk.take_offered(send=True)
        shown.wait(lambda one: one.totals.finished == 1 and not one.told[-1].offered)
    write(card, "b.bin", 20)
    with following(tmp_path / "desktop", site) as again:
        again.desk.watch(watched._replace(sends=True))
        again.wait(lambda one: one.totals.finished == 2)
    assert arrived(site) == 2


def test_answers_that_come_while_a_file_is_completed_are_told_to_be_too_late(site: Site, tmp_path: Path) -> None:
    """Else the list would show what the gateway never heard of."""
    question = {"kind": "identifier", "text": {"en": {"label": "Case"}}, "id": CASE}
    page = {"id": "people", "text": {"en": {"label": "People"}}, "filters": [],
            "columns": [{"field": "name", "text": {"en": {"label": "Name"}}}]}  # fmt: skip
    layout = {"layout": 1, "agency": "bay", "version": 1, "pages": [page], "transfers": {"questions": [question]}}
    with site.gateway.client() as client:
        client.put("/layouts/bay", json=layout).raise_for_status()
    path = write(tmp_path, "a.bin", 20 * PART)
    with following(tmp_path / "desktop", site, Limits(rate=20 * PART)) as shown:

        def answer_late(seen: Seen) -> None:
            if seen.path.endswith("/complete"):
                shown.desk.answer(ids, {CASE: "3"})
                shown.wait(lambda one: one.told[-1].problem is not None, 20)

        site.api.on_seen = answer_late
        try:
            shown.desk.add([path], "bay", {CASE: "1"})
            shown.wait(lambda one: one.totals.confirmed > 0)
            ids = shown.ids()
            shown.desk.answer(ids, {CASE: "1b"})
            shown.wait(lambda one: one.rows[0].transfer.answers == {CASE: "1b"})
            shown.desk.add([path], "bay", {CASE: "2"})  # it is in the list already
            shown.wait(lambda one: one.rows[0].transfer.answers == {CASE: "2"})
            shown.desk.show(View(Part.FINISHED))
            shown.wait(lambda one: one.totals.finished == 1 and one.rows)
        finally:
            site.api.on_seen = lambda _: None
        assert shown.rows[0].transfer.answers == {CASE: "2"}
        shown.told.clear()
        shown.desk.answer(ids, {CASE: "4"})  # by a window that has not heard yet that it has arrived
        shown.wait(lambda one: one.told and isinstance(one.told[-1].problem, UploadGone))
        shown.desk.add([path], "bay", {CASE: "5"})
        shown.wait(lambda one: one.looked == Looked(arrived=1, over=True, unanswered=1))
        upload = next(one.path.split("/")[2] for one in site.api.seen if one.path.endswith("/complete"))
    with closing(UploadRecords(site.gateway.data / TRANSFERS_NAME, load_key(site.gateway.data))) as records:
        assert records.answers(upload) == {CASE: "2"}


def test_answers_that_come_too_late_for_some_files_say_for_how_many(site: Site, tmp_path: Path) -> None:
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.show(View(Part.FINISHED))
        shown.desk.add([write(tmp_path, "a.bin", 10)], "harbor", {})
        shown.wait(lambda one: one.totals.finished == 1 and one.rows)
        done = shown.ids()
        shown.desk.set_limits(Limits(rate=1))
        shown.desk.show(View(Part.QUEUE))
        shown.desk.add([write(tmp_path, name, PART) for name in ("b.bin", "c.bin")], "harbor", {})
        shown.wait(lambda one: one.totals.running == 2 and one.looked.over)
        shown.desk.pause()
        shown.wait(lambda one: one.totals.paused == 2)
        shown.desk.answer([*done, *shown.ids()], {CASE: "1"})
        shown.wait(lambda one: one.told[-1].problem)
        problem = shown.told[-1].problem
        assert problem is not None
        assert problem.told() == (
            "These answers were too late for 1 of 3 files: what has arrived, or is about to, keeps its earlier ones."
            " Tell your agency what has changed."
        )
        shown.wait(lambda one: [row.transfer.answers for row in one.rows] == [{CASE: "1"}] * 2)
        shown.desk.answer(done, {CASE: "2"})
        shown.wait(lambda one: one.told[-1].problem and "the file has arrived" in one.told[-1].problem.sentence)


CASE = "bay:transfers.case"


def test_a_file_that_grows_on_while_it_is_sent_arrives_as_it_is_in_the_end(site: Site, tmp_path: Path) -> None:
    """Also where it stood still again before the transfer of its former state had noticed."""
    path = write(tmp_path / "card", "a.bin", 3 * PART)
    with following(tmp_path / "desktop", site, Limits(rate=1)) as shown:
        shown.desk.watch(Watched(tmp_path / "card", "harbor", sends=True, still_seconds=0.2))
        shown.wait(lambda one: one.totals.running == 1 and one.looked.queued == 1)
        with path.open("ab") as file:
            file.write(b"more")
        shown.wait(lambda one: one.looked.under_way == 1)
        shown.desk.set_limits(Limits())
        shown.wait(lambda one: one.totals.finished == 1)
    assert path.read_bytes() in site.objects().values()
    assert arrived(site) == 1
    assert not site.unfinished()


DEEP = 1200
"""More folders in each other than Python has functions in each other."""


def test_a_watched_folder_that_is_deep_is_linked_in_a_circle_and_is_taken_out(site: Site, tmp_path: Path) -> None:
    card, away = tmp_path / "card", tmp_path / "away"
    card.mkdir()
    (card / "up").symlink_to(card, target_is_directory=True)
    (card / "self").symlink_to("self")
    deep = card / "deep"
    for _ in range(DEEP):
        deep.mkdir()
        deep /= "d"
    deep.touch()
    first = write(card, "a.bin", 10)
    try:
        with following(tmp_path / "desktop", site) as shown:
            shown.desk.watch(Watched(card, "harbor", still_seconds=0.2))
            shown.wait(lambda one: one.told and set(one.told[-1].offered) == {first, deep})
            card.rename(away)
            shown.desk.take_offered(send=False)
            shown.wait(lambda one: not one.told[-1].offered)
            second = write(away, "b.bin", 10)
            away.rename(card)
            shown.wait(lambda one: one.told[-1].offered == (card / second.name,))
            assert not any(one.problem for one in shown.told)
    finally:
        subprocess.run(["rm", "-rf", card, away], check=True)  # shutil.rmtree does not get so far


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems take other lengths")
def test_what_of_a_watched_folder_cannot_be_looked_at_is_told(site: Site, tmp_path: Path) -> None:
    card = tmp_path / "card"
    first = write(card, "a.bin", 10)
    (card / "linked").symlink_to("gone")
    at = os.open(lay_too_deep(card), os.O_RDONLY)
    os.close(os.open("l" * 255, os.O_CREAT | os.O_WRONLY, dir_fd=at))
    os.close(at)
    with following(tmp_path / "desktop", site) as shown:
        shown.desk.watch(Watched(card, "harbor", still_seconds=0.2))
        shown.wait(lambda one: one.told and one.told[-1].missed == Missed(too_long=2))
        shown.wait(lambda one: one.told[-1].offered == (first,))
        shutil.rmtree(card / NAME)
        shown.wait(lambda one: one.told[-1].missed == Missed())
        assert not any(one.problem for one in shown.told)


def test_a_folder_inside_a_watched_one_that_may_not_be_read_is_told(site: Site, tmp_path: Path) -> None:
    forbidden = write(tmp_path / "card", "a.bin", 10).with_name("forbidden")
    forbidden.mkdir(mode=0)
    with as_anybody(), following(tmp_path / "desktop", site) as shown:
        shown.desk.watch(Watched(tmp_path / "card", "harbor", still_seconds=0.2))
        shown.wait(lambda one: one.told and one.told[-1].missed == Missed(others=1))
        shown.wait(lambda one: len(one.told[-1].offered) == 1)


def test_what_a_former_watch_tells_late_is_not_told_of_the_new_one(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_missed: list[Callable[[Missed], None]] = []

    def recorded(*parts: Any) -> FolderWatch:
        tell_missed.append(parts[3])
        return FolderWatch(*parts)

    monkeypatch.setattr("vizdesk.transfers.desk.FolderWatch", recorded)
    first, second = write(tmp_path / "card", "a.bin", 10), write(tmp_path / "other", "b.bin", 10)
    with following(tmp_path / "desktop", site) as shown:
        for path in (first, second):
            shown.desk.watch(Watched(path.parent, "harbor", still_seconds=0.2))
            shown.wait(lambda one, path=path: one.told and one.told[-1].offered == (path,))
        former, current = tell_missed
        former(Missed(others=1))
        shown.desk.take_offered(send=False)
        shown.wait(lambda one: not one.told[-1].offered)
        assert all(one.missed == Missed() for one in shown.told)
        current(Missed(others=2))
        shown.wait(lambda one: one.told[-1].missed == Missed(others=2))


def test_what_a_system_keeps_at_the_root_of_a_disk_is_passed_over(site: Site, tmp_path: Path) -> None:
    card = tmp_path / "card"
    lower = write(write(card, "a.bin", 10).with_name("case"), "b.bin", 10).parent / "lost+found"
    mine = {card / "a.bin", lower.with_name("b.bin"), write(lower, "c.bin", 10)}
    for name in ("lost+found", "System Volume Information", "$RECYCLE.BIN", ".Trashes", ".Spotlight-V100"):
        write(card / name, "d.bin", 10)
        (card / name).chmod(0)
    with as_anybody(), following(tmp_path / "desktop", site) as shown:
        shown.desk.watch(Watched(card, "harbor", still_seconds=0.2))
        shown.wait(lambda one: one.told and one.told[-1].offered)
        assert set(shown.told[-1].offered) == mine
        assert all(one.missed == Missed() for one in shown.told)


class NotReady(PermissionError):
    """What Windows raises for a card reader without a card."""

    winerror = 21


def test_a_card_reader_without_a_card_is_nothing_that_cannot_be_read() -> None:
    assert Missed().with_one(NotReady()) == Missed()
    assert Missed().with_one(PermissionError()) == Missed(others=1)


def test_a_file_that_grows_is_not_told() -> None:
    path, other = Path("a"), Path("b")
    stillness = Stillness({other: (1, 1)}, 5)
    assert stillness.look({path: (1, 1), other: (1, 1)}, 0) == {}
    assert stillness.look({path: (2, 2), other: (1, 1)}, 4) == {}
    assert stillness.look({path: (2, 2), other: (1, 1)}, 8) == {}
    assert stillness.look({path: (2, 2), other: (3, 3)}, 9) == {path: (2, 2)}
    assert stillness.look({path: (2, 2), other: (3, 3)}, 14) == {other: (3, 3)}


@pytest.mark.parametrize(("now", "rate"), [("07:59", 9), ("08:00", 5), ("17:59", 5), ("18:00", 9)])
def test_hours_of_the_day_have_a_limit_of_their_own(now: str, rate: int) -> None:
    limits = Limits(9, True, time_of_day(8), time_of_day(18), 5)
    assert limits.at(time_of_day.fromisoformat(now)) == rate
    night = limits._replace(start=limits.end, end=limits.start)
    assert night.at(time_of_day.fromisoformat(now)) == 14 - rate
    assert limits_from_json(limits.to_json()) == limits
    assert limits_from_json({"rate": "much"}) == Limits()


def test_lists_are_told_by_their_differences() -> None:
    rows = {number: Row(_transfer(number)) for number in range(9)}

    def of(*numbers: int) -> list[Row]:
        return [rows[number] for number in numbers]

    for before, after in (
        (of(), of(1, 2, 3)),
        (of(1, 2, 3), of(2, 3)),
        (of(1, 2, 3, 4, 5), of(0, 1, 3, 5, 7, 8)),
        (of(1, 2), of(2, 1)),
        (of(1, 2), of(2, 1, 3)),
    ):
        assert apply(before, steps_between(before, after)) == after
    assert steps_between(of(1, 2), of(2, 1)).moved
    assert steps_between(of(1, 2), of(1, 2)).is_nothing


def _transfer(number: int) -> QueuedTransfer:
    return QueuedTransfer(number, "harbor", Path(str(number)), str(number), 1, TransferState.QUEUED)
