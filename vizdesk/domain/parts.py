"""How a file is cut into parts, and how an object store names what it made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from vizdesk.domain.errors import UploadRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.sizes import GIB, MIB


@dataclass(frozen=True, slots=True)
class PartLimits:
    """What a storage takes, in bytes; settings of a storage, since providers differ and change them.

    Args:
        preferred: the size of a part where the file is small enough for it.
        smallest: of any part but the last.
        largest: of any part.
        most: parts of one upload.
    """

    preferred: int = 16 * MIB
    smallest: int = 5 * MIB
    largest: int = 5 * GIB
    most: int = 10_000


class Extent(NamedTuple):
    """Where a part lies in its file."""

    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A file of `size` bytes as parts of `part_size`, the last one shorter; numbers begin with 1.

    Some stores demand parts of one size, so it never changes within an upload. An empty file is one empty part.
    """

    size: int
    part_size: int

    @property
    def count(self) -> int:
        """How many parts there are."""
        return max(1, -(-self.size // self.part_size))

    def extent(self, number: int) -> Extent:
        """Where part `number` lies.

        Raises:
            ValueError: there is no such part.
        """
        if not 1 <= number <= self.count:
            raise ValueError(number)
        offset = (number - 1) * self.part_size
        return Extent(offset, min(self.part_size, self.size - offset))


def plan_parts(size: int, limits: PartLimits) -> PartPlan:
    """The plan of a file: parts of the preferred size, or of as many whole MiB as `limits.most` parts need.

    Raises:
        UploadRefused: the storage takes no file of that size.
    """
    part_size = max(limits.preferred, limits.smallest)
    if size > part_size * limits.most:
        least = -(-size // limits.most)
        part_size = -(-least // MIB) * MIB
    if part_size > limits.largest:
        largest = limits.largest * limits.most
        raise UploadRefused(
            Filled("The file is larger than the storage takes, which is {size} TB.", size=round(largest / 1e12, 1)),
            "Split it, then send it.",
        )
    return PartPlan(size, part_size)


def composite_etag(digests: Iterable[bytes]) -> str:
    """The ETag of an object made of parts with these MD5s, as S3 has it: MD5 of the raw MD5s, `-`, their number."""
    count = 0
    whole = hashlib.md5(usedforsecurity=False)
    for digest in digests:
        whole.update(digest)
        count += 1
    return f"{whole.hexdigest()}-{count}"
