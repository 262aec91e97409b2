"""Plans, ETags and byte counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.storage_contract import md5
from vizdesk.domain.errors import BadRequest, UploadRefused
from vizdesk.domain.parts import PartLimits, PartPlan, composite_etag, plan_parts
from vizdesk.domain.sizes import GIB, MIB, parse_bytes

TIB = 1024 * GIB


@given(st.integers(0, 48 * TIB))
def test_a_plan_covers_the_file_and_keeps_the_limits(size: int) -> None:
    limits = PartLimits()
    plan = plan_parts(size, limits)
    assert 1 <= plan.count <= limits.most
    assert limits.smallest <= plan.part_size <= limits.largest
    assert plan.extent(1).offset == 0
    last = plan.extent(plan.count)
    assert last.offset + last.size == size
    assert 0 <= last.size <= plan.part_size
    assert last.size > 0 or size == 0


@given(st.integers(1, 10_000), st.integers(1, 100))
def test_parts_follow_on_each_other(size: int, part_size: int) -> None:
    plan = PartPlan(size, part_size)
    end = 0
    for number in range(1, plan.count + 1):
        extent = plan.extent(number)
        assert extent.offset == end
        end += extent.size
    assert end == size


@pytest.mark.parametrize(
    ("size", "part_size", "count"),
    [
        (100 * GIB, 16 * MIB, 6400),
        (TIB, 105 * MIB, 9987),
        (5 * TIB, 525 * MIB, 9987),
        (10_000 * 5 * GIB, 5 * GIB, 10_000),
    ],
)
def test_plans_of_large_files(size: int, part_size: int, count: int) -> None:
    plan = plan_parts(size, PartLimits())
    assert (plan.part_size, plan.count) == (part_size, count)


def test_a_file_that_no_storage_takes() -> None:
    with pytest.raises(UploadRefused, match=r"53\.7 TB"):
        plan_parts(10_000 * 5 * GIB + 1, PartLimits())


@pytest.mark.parametrize("number", [0, 4])
def test_there_is_no_such_part(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        PartPlan(30, 10).extent(number)


def test_a_composite_etag_is_that_of_s3() -> None:
    parts = [md5(bytes(5 * MIB)), md5(b"0")]
    assert composite_etag(parts) == f"{md5(parts[0] + parts[1]).hex()}-2"


@pytest.mark.parametrize(
    ("text", "count"),
    [("1048576", 1048576), ("16MiB", 16 * MIB), ("500kB", 500_000), ("1.5 GB", 1_500_000_000), ("5MB/s", 5_000_000),
     ("64Ki", 65536), ("2m", 2_000_000), ("10b", 10), ("1TB", 10**12)],
)  # fmt: skip
def test_byte_counts(text: str, count: int) -> None:
    assert parse_bytes(text) == count


@pytest.mark.parametrize("text", ["", "fast", "-1", "1e9", "1 MiBit", "MiB", "１MB1"])
def test_what_is_no_byte_count(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_bytes(text)
