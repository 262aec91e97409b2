"""The errors of VizDesk, each with one plain sentence for a person and a next step.

Foreign errors (sqlite, httpx, the operating system) are translated into these once, at the edge where they arise. The
`code` travels in the gateway's problem documents (RFC 9457), so that the desktop can raise the same class again.
Sentences never carry what a user typed or found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from vizdesk.domain.filled import Filled

if TYPE_CHECKING:
    from vizdesk.domain.reasons import Why

ASK_ADMIN = "Ask an admin of your agency."
"""The next step where the account lacks a right: nothing that is asked in another way helps."""


class VizDeskError(Exception):
    """An error that a user may be told about.

    Args:
        sentence: what went wrong, one plain sentence.
        next_step: what the user can do about it, one plain sentence; may be empty.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    why: Why | None = None
    """The same as a word of a closed list, where a transfer fails of it."""

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def told(self) -> str:
        """The sentence and the next step, as one text."""
        return f"{self.sentence} {self.next_step}".strip()


class BadRequest(VizDeskError):
    """The request is not of the contract's form, or asks for what the layout does not offer."""

    code = "bad-request"
    status = 400


class NotSignedIn(VizDeskError):
    """No token, or one that the gateway does not know."""

    code = "not-signed-in"
    status = 401


class NotAllowed(VizDeskError):
    """The principal's roles do not permit this."""

    code = "not-allowed"
    status = 403


def lacks_role(role: str) -> NotAllowed:
    """The account has not the role that this needs."""
    return NotAllowed(Filled("Your account lacks the role “{role}”.", role=role), ASK_ADMIN)


class NotFound(VizDeskError):
    """The named thing does not exist, or not for this principal."""

    code = "not-found"
    status = 404


class Conflict(VizDeskError):
    """Somebody changed the thing in between, or it exists already."""

    code = "conflict"
    status = 409


class CursorExpired(VizDeskError):
    """The cursor belongs to another search, another user, or to records that were replaced."""

    code = "cursor-expired"
    status = 410


class ImportRefused(VizDeskError):
    """A data file cannot be imported as asked; what was there before is untouched."""

    code = "import-refused"
    status = 422


class UploadRefused(VizDeskError):
    """A file cannot be sent, or not as asked; trying again changes nothing."""

    code = "upload-refused"
    status = 422


class UploadGone(VizDeskError):
    """The upload was aborted or has expired; what was sent of it is gone, and a new one must begin."""

    code = "upload-gone"
    status = 410


class PartsMissing(VizDeskError):
    """The storage does not hold the parts that were reported to it; its own list tells what it holds."""

    code = "parts-missing"
    status = 409


class AnswersMissing(VizDeskError):
    """All of a file is there, and the agency asks something about it that has not been answered."""

    code = "answers-missing"
    status = 409


class SourceChanged(UploadRefused):
    """The file was changed while it was being sent."""

    code = "source-changed"


class Fault(NamedTuple):
    """One fault of a layout document.

    Args:
        pointer: where it stands, as a JSON pointer (RFC 6901); empty for the whole document.
        sentence: what is wrong.
        hint: what to do about it; may be empty.
        line: the line of the document's text, from 1; 0 where there is no text.
        column: the column in that line, from 1.
    """

    pointer: str
    sentence: str
    hint: str = ""
    line: int = 0
    column: int = 0


class LayoutRefused(VizDeskError):
    """A layout document has faults.

    Args:
        faults: all of them.
    """

    code = "layout-refused"
    status = 422

    def __init__(self, sentence: str, next_step: str = "", faults: Sequence[Fault] = ()) -> None:
        super().__init__(sentence, next_step)
        self.faults = tuple(faults)


class Cancelled(VizDeskError):
    """The user, or the client on the user's behalf, took the request back."""

    code = "cancelled"
    status = 499


class DeadlineExceeded(VizDeskError):
    """No complete answer within the time allowed; this says nothing about whether there are matches."""

    code = "deadline-exceeded"
    status = 504


class Busy(VizDeskError):
    """More is asked for at once than is served at once.

    Args:
        retry_after: seconds after which to try again.
    """

    code = "busy"
    status = 429

    def __init__(self, sentence: str, next_step: str = "", retry_after: int = 2) -> None:
        super().__init__(sentence, next_step)
        self.retry_after = retry_after


class FacetsOff(VizDeskError):
    """The operator has switched facets off for a while."""

    code = "facets-off"
    status = 503


class Unavailable(VizDeskError):
    """The gateway cannot be reached, or is not ready."""

    code = "unavailable"
    status = 503


class NotAnswering(Unavailable):
    """The gateway can be reached and has failed several times in a row, so that it is left alone for a moment."""


class UnexpectedAnswer(VizDeskError):
    """The other side answered something that is not of the contract; it must not be shown as a result."""

    code = "unexpected-answer"
    status = 502


class StorageError(VizDeskError):
    """A local database cannot be opened or written."""

    code = "storage"


class NoKey(StorageError):
    """Neither the keyring nor a key file provides the database key."""

    code = "no-key"


def no_key() -> NoKey:
    """What everybody is told of it, in the window and on the command line."""
    return NoKey(
        "VizDesk keeps nothing on this computer: it has no key to encrypt its data with.",
        "Unlock the keyring of this computer, or name a key file in VIZDESK_KEY_FILE, then start again.",
    )


class WrongKey(StorageError):
    """The key does not belong to this folder."""

    code = "wrong-key"


class NewerFile(StorageError):
    """The file was written by a newer program."""

    code = "newer-file"


class DamagedFile(StorageError):
    """The file is not a database that this program can read."""

    code = "damaged-file"


class FolderInUse(StorageError):
    """Another gateway runs on the data folder."""

    code = "folder-in-use"


class JournalInUse(StorageError):
    """Another program sends files from the same journal."""

    code = "journal-in-use"


def error_for(code: str, sentence: str, next_step: str = "") -> VizDeskError:
    """The error class of a `code`, filled in; an unknown code gives a plain `VizDeskError`."""
    return _by_code().get(code, VizDeskError)(sentence, next_step)


def _by_code() -> dict[str, type[VizDeskError]]:
    found: dict[str, type[VizDeskError]] = {}
    waiting: list[type[VizDeskError]] = [VizDeskError]
    while waiting:
        cls = waiting.pop()
        if "code" in vars(cls):  # a subclass without a code of its own does not stand in for its parent
            found[cls.code] = cls
        waiting.extend(cls.__subclasses__())
    return found
