"""Cursors: sealed, and good only for the search and the user that they were made for.

They hold what the last record shown has in the fields of the sort, so that paging goes on where the records change in
between: names and dates of birth, hence the seal.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from datetime import datetime
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vizdesk.domain.errors import CursorExpired
from vizdesk.domain.search import Relation, SearchRequest, Total
from vizdesk.gateway.engine.protocol import Position

NONCE_BYTES = 12
"""The nonce length of AES-GCM in NIST SP 800-38D."""


class Cursor(NamedTuple):
    """Where paging goes on, and the moment at which the relative dates of the first page were resolved."""

    position: Position
    moment: datetime


class CursorSealer:
    """Seals cursors with AES-256-GCM.

    Args:
        key: 32 bytes, the data folder's own.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, cursor: Cursor, bound: bytes) -> str:
        """A text that tells nothing, and opens only with the same `bound`."""
        position, total = cursor.position, cursor.position.total
        held = [position.generation, position.order, position.values, total.value, total.relation.value]
        plain = json.dumps([*held, position.examined, cursor.moment.isoformat()]).encode()
        nonce = secrets.token_bytes(NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, plain, bound)).decode().rstrip("=")

    def open(self, cursor: str, bound: bytes) -> Cursor:
        """What is sealed in a text.

        Raises:
            CursorExpired: it was not sealed here, or for something else.
        """
        try:
            sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            plain = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
        except (InvalidTag, ValueError, binascii.Error):
            raise CursorExpired("The next page cannot be loaded: the search has changed.", "Search again.") from None
        generation, order, values, value, relation, examined, moment = json.loads(plain)
        position = Position(generation, order, tuple(values), Total(value, Relation(relation)), examined)
        return Cursor(position, datetime.fromisoformat(moment))


def binding(user: str, agency: str, request: SearchRequest) -> bytes:
    """What a cursor is bound to: principal, agency, page, criteria, sort, and the layout as the request names it.

    Neither the size of the page, nor the records: these may change while somebody reads on, and with them the number of
    the current layout.
    """
    wire = request.to_wire()
    bound = {
        "user": user,
        "agency": agency,
        **{key: wire.get(key) for key in ("type", "query", "filters", "sort", "layout")},
    }
    return hashlib.sha256(json.dumps(bound, sort_keys=True).encode()).digest()
