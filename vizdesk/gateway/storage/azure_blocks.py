"""How a block of Azure is called. A list of blocks tells names and sizes only, so a name holds the MD5 of its bytes.

The names of all blocks of one blob must be equally long. Put Block checks the Content-MD5 that is sent along, so that
the list of the names proves what the blocks hold. Block 0, the mark, is there from the beginning of an upload to its
end and holds when it was begun: Azure itself knows neither that an upload was begun nor that it was given up.
"""

from __future__ import annotations

import base64
import re
from typing import NamedTuple

MARK = 0
MARK_CONTENT = b"."
"""A block of no bytes is refused."""

_NAME = re.compile(r"([0-9a-f]{16})([0-9]{5})([0-9a-f]{32})")


class Block(NamedTuple):
    """One block: of which upload, the part's number, and the MD5 in hex (of the mark, the time of its upload)."""

    store_id: str
    number: int
    md5: str

    @property
    def name(self) -> str:
        """Its name, before Base64."""
        return f"{self.store_id}{self.number:05}{self.md5}"

    @property
    def id(self) -> str:
        """Its name as it stands in a URL's `blockid`, before quoting."""
        return base64.b64encode(self.name.encode("ascii")).decode("ascii")

    @property
    def begun(self) -> int:
        """When its upload was begun, in seconds of the epoch; of the mark only."""
        return int(self.md5, 16)


def mark(store_id: str, begun: float) -> Block:
    """The first block of an upload."""
    return Block(store_id, MARK, f"{int(begun):032x}")


def block_of(name: str) -> Block | None:
    """What a name says; None where it is none of ours."""
    found = _NAME.fullmatch(name)
    return Block(found[1], int(found[2]), found[3]) if found else None
