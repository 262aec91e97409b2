"""Cursors: sealed, and good only for the search, the user and the records that they were made for."""

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
from vizdesk.gateway.metadata import RecordSet

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
        moment = cursor.moment.isoformat()
        plain = json.dumps([position.number, total.value, total.relation.value, position.examined, moment]).encode()
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
        number, value, relation, examined, moment = json.loads(plain)
        return Cursor(Position(number, Total(value, Relation(relation)), examined), datetime.fromisoformat(moment))


def binding(user: str, records: RecordSet, layout_version: int, request: SearchRequest) -> bytes:
    """What a cursor is bound to: principal, agency, page, criteria, sort, layout and record set; not the page size."""
    wire = request.to_wire()
    bound = {
        "user": user,
        "agency": records.agency,
        "page": records.page,
        "generation": records.generation,
        "layout": layout_version,
        **{key: wire[key] for key in ("query", "filters", "sort")},
    }
    return hashlib.sha256(json.dumps(bound, sort_keys=True).encode()).digest()
