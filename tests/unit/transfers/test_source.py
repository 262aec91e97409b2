"""Files as they are found on disks: what can be sent, what cannot, and what has changed."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.helpers.long_paths import lay_too_deep
from tests.helpers.privileges import as_anybody
from tests.helpers.storage_contract import md5
from vizdesk.domain.errors import SourceChanged, UploadRefused
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.sizes import GIB, MIB
from vizdesk.domain.uploads import MAX_NAME_CHARACTERS
from vizdesk.transfers.control import Control, Stopped, Wish
from vizdesk.transfers.source import check_unchanged, fingerprint, md5_of, pieces_of
from vizdesk.transfers.walking import Found, Unreadable, walk

DEEP = 1200
"""More folders in each other than Python has functions in each other."""


def names(paths: list[Path]) -> list[str]:
    return [one.name for one in walk(paths) if isinstance(one, Found)]


def test_folders_are_walked(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a", "b/c/3"):
        path = tmp_path / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert names([tmp_path / "case"]) == ["case/a", "case/b/1", "case/b/2", "case/b/c/3"]
    assert names([tmp_path / "case/b/1", tmp_path / "case", tmp_path / "case/b/../a"]) == [
        "1",
        "case/a",
        "case/b/2",
        "case/b/c/3",
    ]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "case/deep").mkdir(parents=True)
    (tmp_path / "case/deep/up").symlink_to(tmp_path / "case", target_is_directory=True)
    (tmp_path / "case/deep/self").symlink_to("self")
    (tmp_path / "case/1").touch()
    found = names([tmp_path / "case"])
    assert found == ["case/1", "case/deep/self"]  # a link to itself is found out when it is read
    with pytest.raises(UploadRefused):
        fingerprint(tmp_path / "case/deep/self")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems take other lengths")
def test_a_path_that_is_too_long_is_told_as_such(tmp_path: Path) -> None:
    lay_too_deep(tmp_path)
    (found,) = walk([tmp_path])
    with pytest.raises(UploadRefused, match="too long"):
        fingerprint(found.path)


@pytest.mark.parametrize(
    "name", ["Ärger.csv", unicodedata.normalize("NFD", "Ärger.csv"), "日本.csv", "a\nb", "😀", " "]
)
def test_names_are_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert names([tmp_path / name]) == [name]


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\xfe.bin")
    path.write_bytes(b"x")
    assert names([path]) == ["\ufffd\ufffd.bin"]
    assert fingerprint(path).size == 1


def test_paths_that_are_too_long_or_too_deep(tmp_path: Path) -> None:
    """Each is refused by itself when it is read; what else was named is found."""
    (tmp_path / "there").touch()
    long = tmp_path / ("x" * 300)
    assert names([long, tmp_path / "there"]) == ["x" * 300, "there"]
    with pytest.raises(UploadRefused):
        fingerprint(long)
    deep = tmp_path / "deep"
    deep.mkdir()
    try:
        for _ in range(DEEP):
            deep /= "d"
            deep.mkdir()
        (deep / "file").touch()
        assert names([tmp_path / "deep"]) == ["/".join(["deep", *"d" * DEEP, "file"])[-MAX_NAME_CHARACTERS:]]
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "deep"], check=True)  # shutil.rmtree does not get so far


def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    with as_anybody():
        (found,) = walk([tmp_path / "shut"])
    assert isinstance(found, Unreadable)
    assert "may not be read" in found.problem.sentence


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null"), tmp_path / "missing", tmp_path / "missing/below"):
        with pytest.raises(UploadRefused):
            fingerprint(path)


def test_a_file_that_may_not_or_cannot_be_read(tmp_path: Path) -> None:
    if Path("/proc/self/mem").exists():
        with pytest.raises(UploadRefused, match="cannot be read"):
            fingerprint(Path("/proc/self/mem"))  # a regular file whose first byte is a fault of the disk

    (tmp_path / "shut").touch(mode=0)
    with as_anybody(), pytest.raises(UploadRefused, match="may not be read") as refused:
        fingerprint(tmp_path / "shut")
    assert "shut" not in refused.value.told()


def test_a_part_is_hashed_and_read(tmp_path: Path) -> None:
    content = os.urandom(3 * MIB + 17)
    path = tmp_path / "f"
    path.write_bytes(content)
    extent = PartPlan(len(content), MIB + 5).extent(3)
    wanted = content[extent.offset : extent.offset + extent.size]
    assert md5_of(path, extent, Control()) == md5(wanted)
    pieces = [bytes(one) for one in pieces_of(path, extent, 2000, lambda: 1000)]
    assert b"".join(pieces) == wanted
    assert max(map(len, pieces)) == 1000


def test_a_sparse_file_of_many_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(500 * GIB)
    known = fingerprint(path)
    check_unchanged(path, known, sampled=True)
    with path.open("r+b") as file:
        file.seek(500 * GIB - 1)
        file.write(b"x")
    os.utime(path, ns=(known.mtime_ns, known.mtime_ns))
    check_unchanged(path, known)
    with pytest.raises(SourceChanged):
        check_unchanged(path, known, sampled=True)


def test_a_file_that_became_shorter(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 100)
    extent = PartPlan(200, 200).extent(1)
    with pytest.raises(SourceChanged):
        md5_of(path, extent, Control())
    with pytest.raises(SourceChanged):
        list(pieces_of(path, extent, 10, lambda: 10))


def test_hashing_stops_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 100)
    control = Control()
    control.ask(Wish.PAUSE)
    with pytest.raises(Stopped):
        md5_of(path, PartPlan(100, 100).extent(1), control)
    control.ask(Wish.CANCEL)
    assert control.wish is Wish.CANCEL
    control.ask(Wish.PAUSE)
    assert control.wish is Wish.CANCEL
