"""What can be done with transfers, and the one action that each state suggests."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from vizdesk.domain.transfers import TransferState
from vizdesk.models.transfers import TransfersModel
from vizdesk.transfers.rows import Row

translate = QCoreApplication.translate


class Action(Enum):
    """An action: its icon."""

    PAUSE = "pause"
    RESUME = "play"
    RETRY = "rotate-cw"
    REVEAL = "folder"
    CANCEL = "ban"
    REMOVE = "x"


_SENDING = (TransferState.QUEUED, TransferState.RUNNING, TransferState.COMPLETING)
_MAIN = {
    **dict.fromkeys(_SENDING, Action.PAUSE),
    TransferState.PAUSED: Action.RESUME,
    TransferState.FAILED: Action.RETRY,
    TransferState.DONE: Action.REVEAL,
}
_ENDING = {
    **dict.fromkeys((*_SENDING, TransferState.PAUSED, TransferState.HELD, TransferState.FAILED), Action.CANCEL),
    TransferState.DONE: Action.REMOVE,
    TransferState.CANCELLED: Action.REMOVE,
}


def main_action(row: Row) -> Action | None:
    """What a transfer's state suggests."""
    return Action.PAUSE if row.live else _MAIN.get(row.transfer.state)


def ending_action(row: Row) -> Action | None:
    """How a transfer is got rid of."""
    return _ENDING.get(row.transfer.state)


def action_name(action: Action) -> str:
    """What an action is called."""
    names = {
        Action.PAUSE: translate("TransferActions", "Pause"),
        Action.RESUME: translate("TransferActions", "Resume"),
        Action.RETRY: translate("TransferActions", "Try again"),
        Action.REVEAL: translate("TransferActions", "Show in folder"),
        Action.CANCEL: translate("TransferActions", "Cancel"),
        Action.REMOVE: translate("TransferActions", "Remove"),
    }
    return names[action]


def run_action(action: Action, rows: Sequence[Row], model: TransfersModel) -> None:
    """Do it with those of some transfers whose state suggests it."""
    fitting = [one for one in rows if action in (main_action(one), ending_action(one))]
    ids = [one.transfer.id for one in fitting]
    if not ids:
        return
    match action:
        case Action.PAUSE:
            model.pause(ids)
        case Action.RESUME:
            model.resume(ids)
        case Action.RETRY:
            model.retry(ids)
        case Action.CANCEL:
            model.cancel(ids)
        case Action.REMOVE:
            model.remove(ids)
        case Action.REVEAL:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(fitting[0].transfer.path.parent)))


def loses_something(rows: Sequence[Row]) -> bool:
    """Whether cancelling them throws away what was sent of one."""
    return any(ending_action(one) is Action.CANCEL and one.sent for one in rows)
