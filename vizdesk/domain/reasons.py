"""Why a file does not arrive, as the journal keeps it: a word of a closed list, with details; read, it is a sentence.

A sentence that the gateway said, or that an earlier version of the journal kept, stands in the details as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from vizdesk.domain.errors import AnswersMissing, SourceChanged, UploadGone, UploadRefused, VizDeskError
from vizdesk.domain.faults import ProgramFault
from vizdesk.domain.filled import Filled, filled_again, parts_of

Detail = str | int

SENTENCE, NEXT_STEP = "sentence", "nextStep"
"""The details of `Reason.TOLD`."""

_FILLED = "filled"
"""What details that are sentences were made of, in the journal."""


class Reason(StrEnum):
    """What a transfer fails of, or what of it does not arrive; a new one is added below, with its sentence."""

    FILE_GONE = "file-gone"
    FILE_FORBIDDEN = "file-forbidden"
    FILE_UNREADABLE = "file-unreadable"
    PATH_TOO_LONG = "path-too-long"
    FOLDER_FORBIDDEN = "folder-forbidden"
    NO_FILE = "no-file"
    FILE_CHANGED = "file-changed"
    FILE_CHANGED_SINCE = "file-changed-since"
    FILE_SHORTER = "file-shorter"
    OTHER_QUESTIONS = "other-questions"
    ANSWERS_LATE = "answers-late"
    """The file itself has arrived."""
    UNSAFE_ADDRESS = "unsafe-address"
    DAMAGED_ON_THE_WAY = "damaged-on-the-way"
    STORAGE_FORGETS = "storage-forgets"
    STORAGE_REFUSES = "storage-refuses"
    """Details: `answer`, the status and the storage's own word for it."""
    STORAGE_HAS_ANOTHER = "storage-has-another"
    CLOCKS_DIFFER = "clocks-differ"
    PROGRAM_FAULT = "program-fault"
    TOLD = "told"
    """Details: `sentence` and `nextStep`, as they were said."""


class Why(NamedTuple):
    """A reason with its details."""

    reason: Reason
    details: Mapping[str, Detail]

    def words(self, say: Callable[[str], str] = str) -> tuple[str, str]:
        """A sentence and a next step.

        Args:
            say: gives a text in the reader's language; what stands in braces stays.
        """
        if self.reason is Reason.TOLD:
            return say(str(self.details.get(SENTENCE, ""))), say(str(self.details.get(NEXT_STEP, "")))
        error = _ERRORS[self.reason]
        return say(Filled(error.sentence, **self.details)), say(error.next_step)

    def told(self, say: Callable[[str], str] = str) -> str:
        """Both, as one text."""
        return " ".join(self.words(say)).strip()

    def to_json(self) -> str:
        """The details, for the journal."""
        parts = parts_of(**{name: one for name, one in self.details.items() if isinstance(one, str)})
        return json.dumps({**self.details, **({_FILLED: parts} if parts else {})}, ensure_ascii=False)


def why_from_journal(reason: str | None, details: str | None) -> Why | None:
    """What was kept; None where nothing was."""
    if reason is None:
        return None
    kept = json.loads(details or "{}")
    parts = kept.pop(_FILLED, {})
    texts = {name: filled_again(one, parts.get(name)) for name, one in kept.items() if isinstance(one, str)}
    return Why(Reason(reason), kept | texts)


def why_of(problem: VizDeskError) -> Why:
    """The reason of an error; of one that has none of its own, what it says."""
    if problem.why is not None:
        return problem.why
    if isinstance(problem, ProgramFault):
        return Why(Reason.PROGRAM_FAULT, {})
    return Why(Reason.TOLD, {SENTENCE: problem.sentence, NEXT_STEP: problem.next_step})


def because(reason: Reason, **details: Detail) -> VizDeskError:
    """The error of a reason of this list."""
    why = Why(reason, details)
    made = type(_ERRORS[reason])(*why.words())
    made.why = why
    return made


_ERRORS: Mapping[Reason, VizDeskError] = {
    Reason.FILE_GONE: UploadRefused("The file is not there.", "Check its name, and whether its disk is connected."),
    Reason.FILE_FORBIDDEN: UploadRefused("The file may not be read.", "Ask for the right to read it."),
    Reason.FILE_UNREADABLE: UploadRefused("The file cannot be read.", "Check the disk that it is on."),
    Reason.PATH_TOO_LONG: UploadRefused(
        "The path of this file or folder is too long.", "Shorten the names of the folders above it."
    ),
    Reason.FOLDER_FORBIDDEN: UploadRefused("The folder may not be read.", "Ask for the right to read it."),
    Reason.NO_FILE: UploadRefused("This is not a file that can be sent.", "Send regular files and folders only."),
    Reason.FILE_CHANGED: SourceChanged(
        "The file was changed while it was being sent.", "Wait until nothing writes it, then send it again."
    ),
    Reason.FILE_CHANGED_SINCE: SourceChanged("The file was changed since a part of it was sent.", "Send it again."),
    Reason.FILE_SHORTER: SourceChanged("The file became shorter while it was being sent.", "Send it again."),
    Reason.OTHER_QUESTIONS: AnswersMissing(
        "The agency asks other things about this file than were answered.", "Answer them anew."
    ),
    Reason.ANSWERS_LATE: UploadGone(
        "The file arrived before its answers were changed: your agency has the earlier ones.",
        "Tell your agency what has changed.",
    ),
    Reason.UNSAFE_ADDRESS: UploadRefused(
        "The storage’s address would send the file readably over a network.", "Tell the gateway’s operator."
    ),
    Reason.DAMAGED_ON_THE_WAY: UploadRefused(
        "The file arrives damaged, again and again.", "Check this computer and the network."
    ),
    Reason.STORAGE_FORGETS: UploadRefused(
        "The storage loses what it confirmed, again and again.", "Tell the gateway’s operator."
    ),
    Reason.STORAGE_REFUSES: UploadRefused("The storage refuses the file ({answer}).", "Tell the gateway’s operator."),
    Reason.STORAGE_HAS_ANOTHER: UploadRefused(
        "The storage’s file is not the one that was sent.", "Tell the gateway’s operator."
    ),
    Reason.CLOCKS_DIFFER: UploadRefused(
        "The gateway’s clock differs from the storage’s.", "Tell the gateway’s operator."
    ),
    Reason.PROGRAM_FAULT: ProgramFault(),
}
"""The class of each, and its words, with the details in braces; never raised themselves."""
