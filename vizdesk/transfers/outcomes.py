"""What a storage's answer to a part means for what comes next."""

from __future__ import annotations

import re
from enum import Enum

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.reasons import Reason, because
from vizdesk.net.part_puts import CREATED, PutAnswer

_MD5 = re.compile(r"[0-9a-f]{32}")
_PASSING_STATUS = frozenset({408, 425, 429})
_PASSING_CODES = frozenset({"RequestTimeout", "IncompleteBody", "SlowDown", "OperationAborted", "InternalError"})
_OTHER_BYTES = frozenset({"BadDigest", "Md5Mismatch"})
_OUT_OF_DATE = frozenset({"ExpiredToken"})
"""Status 400 at S3 (the signer's own session has ended) and at Google (the URL's time is over)."""

_OVERRUN = frozenset({"SlowDown", "TooManyRequests", "ServerBusy"})


class Outcome(Enum):
    """What becomes of the part."""

    CONFIRMED = "it has arrived"
    AGAIN = "trouble that passes"
    OVERRUN = "the storage asks to be spared"
    NEW_URL = "the URL is not good any more"
    OTHER_BYTES = "what arrived is not what was signed for"
    GONE = "the storage knows no such upload"
    REFUSED = "it will never be taken"


def outcome_of(answer: PutAnswer, md5: bytes) -> Outcome:
    """Judge an answer.

    Args:
        answer: the storage's.
        md5: what was sent.
    """
    status, code = answer.status, answer.code
    if 200 <= status < 300:
        return _of_success(answer, md5)
    if code in _OTHER_BYTES:
        return Outcome.OTHER_BYTES
    if status == 404 and code in ("NoSuchUpload", "NoSuchKey"):
        return Outcome.GONE
    if code in _OVERRUN or status in (429, 503):
        return Outcome.OVERRUN
    if status >= 500 or status in _PASSING_STATUS or code in _PASSING_CODES:
        return Outcome.AGAIN
    return Outcome.NEW_URL if status in (401, 403) or code in _OUT_OF_DATE else Outcome.REFUSED


def _of_success(answer: PutAnswer, md5: bytes) -> Outcome:
    if answer.code or (not answer.etag and answer.status != CREATED):  # an error behind a status of success
        return Outcome.AGAIN
    if _MD5.fullmatch(answer.etag) and answer.etag != md5.hex():
        return Outcome.OTHER_BYTES
    return Outcome.CONFIRMED  # an ETag that is no MD5 is one of SSE-KMS: the signed Content-MD5 has to do


def refusal(answer: PutAnswer) -> VizDeskError:
    """What a transfer ends with that a storage will never take."""
    if answer.code in ("RequestTimeTooSkewed", "RequestExpired"):
        return because(Reason.CLOCKS_DIFFER)
    return because(Reason.STORAGE_REFUSES, answer=f"{answer.status} {answer.code}".strip())
