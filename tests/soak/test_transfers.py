"""Long transfers through trouble: everything arrives, once, and nothing is left over."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.fault_proxy import RARE_FAULTS, Fault, Seen, one_in_a_hundred_each
from tests.helpers.uploading import PART, Desk, Site, desk, etag_of, running_site
from vizdesk.domain.transfers import TransferState

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200)]

URL_SECONDS = 60
LASTS_SECONDS = 150
FILES = 40
MOST_PARTS = 200
SMALL_FILES = 10_000
MANY_PARTS = 2_500


def all_arrive(site: Site, sender: Desk, files: dict[Path, bytes], seconds: float) -> None:
    sender.engine.start([sender.add(path) for path in files])
    for _ in files:
        ended = sender.ended.get(timeout=seconds)
        assert ended.state is TransferState.DONE, ended.problem
        assert ended.arrived is not None
        assert ended.arrived.etag == etag_of(files[sender.journal.get(ended.id).path])
    assert Counter(site.objects().values()) == Counter(files.values())
    assert site.unfinished() == []


def written(folder: Path, sizes: list[int]) -> dict[Path, bytes]:
    folder.mkdir()
    files = {folder / f"{number}.bin": secrets.token_bytes(size) for number, size in enumerate(sizes)}
    for path, content in files.items():
        path.write_bytes(content)
    return files


def test_one_in_a_hundred_fails_each_way_and_urls_live_a_minute(tmp_path: Path) -> None:
    chance = random.Random(11)
    files = written(tmp_path / "files", [chance.randint(0, MOST_PARTS * PART) for _ in range(FILES)])
    options = f"partSize={PART}&urlSeconds={URL_SECONDS}"
    with running_site(tmp_path / "data", options) as site, desk(site, tmp_path / "desktop") as sender:
        site.storage.choose = site.api.choose = one_in_a_hundred_each(12)
        sender.engine.set_rate(sum(map(len, files.values())) / LASTS_SECONDS)
        all_arrive(site, sender, files, 3600)
        assert {one.fault for one in site.storage.puts()} == {Fault.NONE, *RARE_FAULTS}


def test_ten_thousand_small_files(tmp_path: Path) -> None:
    files = written(tmp_path / "files", [4 + number % 200 for number in range(SMALL_FILES)])
    with running_site(tmp_path / "data") as site, desk(site, tmp_path / "desktop") as sender:
        all_arrive(site, sender, files, 3600)
        assert len(site.storage.puts()) == SMALL_FILES


def test_going_on_with_more_parts_than_a_page_of_a_list(tmp_path: Path) -> None:
    (path, content), *_ = written(tmp_path / "files", [MANY_PARTS * 64]).items()
    with running_site(tmp_path / "data", "partSize=64") as site, desk(site, tmp_path / "desktop") as sender:
        identifier = sender.add(path)

        def enough(_seen: Seen) -> None:
            if len(site.storage.puts()) == MANY_PARTS - 200:
                sender.engine.pause(identifier)

        site.storage.on_seen = enough
        sender.engine.start([identifier])
        assert sender.ended.get(timeout=600).state is TransferState.PAUSED
        assert sum(one.path.endswith("/parts") and one.method == "GET" for one in site.api.seen) == 0
        sender.engine.start([identifier])
        ended = sender.ended.get(timeout=600)
        assert ended.arrived is not None
        assert ended.arrived.etag == etag_of(content, 64)
        assert sum(one.path.endswith("/parts") and one.method == "GET" for one in site.api.seen) == 3
        assert site.resent() == []
