"""What is said of transfers: sizes, pace, and how one or all of them stand, in the reader's language."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from vizdesk.domain.transfers import TransferState
from vizdesk.models.values import show_moment
from vizdesk.models.wording import say, say_both
from vizdesk.transfers.rows import Row, Totals
from vizdesk.transfers.watching import Missed

translate = QCoreApplication.translate

MINUTE, HOUR, DAY = 60, 3600, 86_400
LONGEST = 30 * DAY
"""What would take longer is not foretold."""


def said_bytes(count: int, locale: QLocale) -> str:
    """A number of bytes, as in `1.2 GB`."""
    places = 0 if count < 1000 else 1
    return locale.formattedDataSize(count, places, QLocale.DataSizeFormat.DataSizeSIFormat)


def said_speed(speed: float, locale: QLocale) -> str:
    """As in `12.4 MB/s`."""
    return translate("TransferWords", "{size}/s").format(size=said_bytes(int(speed), locale))


def said_left(seconds: float | None, locale: QLocale) -> str:
    """As in `about 4 minutes left`; an empty text where nobody knows."""
    if seconds is None or seconds > LONGEST:
        return ""
    if seconds < 100:
        count = max(1, math.ceil(seconds))
        return said_files(
            count,
            locale,
            translate("TransferWords", "about 1 second left"),
            translate("TransferWords", "about {count} seconds left"),
        )
    if seconds < 100 * MINUTE:
        return translate("TransferWords", "about {count} minutes left").format(
            count=locale.toString(math.ceil(seconds / MINUTE))
        )
    if seconds < 2 * DAY:
        return translate("TransferWords", "about {count} hours left").format(
            count=locale.toString(math.ceil(seconds / HOUR))
        )
    return translate("TransferWords", "about {count} days left").format(count=locale.toString(math.ceil(seconds / DAY)))


def said_moment(seconds: float | None, locale: QLocale) -> str:
    """A moment of this computer's clock, as in `11/25/2026 3:04 AM`."""
    if seconds is None:
        return ""
    return show_moment(QDateTime.fromSecsSinceEpoch(int(seconds)), locale)


def said_folder(folder: Path) -> str:
    """A folder; what is in the user's own begins with `~`, as file managers write it."""
    try:
        inside = folder.relative_to(Path.home())
    except (ValueError, RuntimeError):  # elsewhere, or nobody knows where
        return str(folder)
    return str("~" / inside)


def said_share(part: int, whole: int, locale: QLocale) -> str:
    """As in `42%`; 100% only where nothing is missing."""
    percent = 100 if part >= whole else 100 * part // whole
    return translate("TransferWords", "{number}%").format(number=locale.toString(percent))


def said_row(row: Row, locale: QLocale) -> str:
    """How a transfer stands, and what to do where somebody must do something."""
    if row.live is not None:
        return _said_live(row, locale)
    transfer = row.transfer
    size = said_bytes(transfer.size, locale)
    so_far = translate("TransferWords", "{part} of {size}").format(
        part=said_bytes(transfer.confirmed, locale), size=size
    )
    match transfer.state:
        case TransferState.PAUSED:
            paused = translate("TransferWords", "Paused at {part}").format(part=so_far)
            unsent = translate("TransferWords", "Paused")
            return paused if transfer.confirmed else f"{size} · {unsent}"
        case TransferState.HELD:
            return translate(
                "TransferWords", "All of it is sent. Answer the agency’s questions, so that it can be completed."
            )
        case TransferState.FAILED | TransferState.DONE if transfer.why is not None:
            return transfer.why.told(say_both)
        case TransferState.FAILED:
            return ""
        case TransferState.DONE:
            arrived = translate("TransferWords", "arrived {time}")
            return f"{size} · {arrived.format(time=said_moment(transfer.ended, locale))}"
        case TransferState.CANCELLED:
            cancelled = translate("TransferWords", "cancelled {time}")
            return f"{size} · {cancelled.format(time=said_moment(transfer.ended, locale))}"
        case TransferState.CANCELLING:
            return translate("TransferWords", "Being cancelled: what was sent of it is removed.")
        case _:
            waiting = translate("TransferWords", "Waiting for its turn")
            return f"{so_far if transfer.confirmed else size} · {waiting}"


def _said_live(row: Row, locale: QLocale) -> str:
    live, size = row.live, row.transfer.size
    if live is None:
        return ""
    if live.waiting_for:
        return translate("TransferWords", "{reason} It is tried again by itself.").format(reason=say(live.waiting_for))
    if live.confirmed >= size:
        return translate("TransferWords", "All of it is sent; checking that it has arrived whole…")
    if not live.sent:
        preparing = translate("TransferWords", "Preparing…")
        return f"{said_bytes(size, locale)} · {preparing}"
    sent = translate("TransferWords", "{part} of {size} sent").format(
        part=said_bytes(live.sent, locale), size=said_bytes(size, locale)
    )
    parts = [sent, translate("TransferWords", "{part} confirmed").format(part=said_bytes(live.confirmed, locale))]
    if live.speed > 0:
        parts += [said_speed(live.speed, locale), said_left(row.seconds_left, locale)]
    return " · ".join(filter(None, parts))


def said_files(count: int, locale: QLocale, one: str, many: str) -> str:
    """A sentence about one file or many; `many` has `{count}`."""
    return one if count == 1 else many.format(count=locale.toString(count))


def said_missed(missed: Missed, locale: QLocale) -> str:
    """What of the watched folder cannot be looked at, and what to do; an empty text where it is nothing."""
    files = [
        (
            missed.too_long,
            translate(
                "TransferWords",
                "1 file or folder in the watched folder is left out: its path is too long. Shorten the names of the"
                " folders above it.",
            ),
            translate(
                "TransferWords",
                "{count} files or folders in the watched folder are left out: their paths are too long. Shorten the"
                " names of the folders above them.",
            ),
        ),
        (
            missed.others,
            translate(
                "TransferWords",
                "1 file or folder in the watched folder is left out: it cannot be read. Check your rights"
                " and the disk.",
            ),
            translate(
                "TransferWords",
                "{count} files or folders in the watched folder are left out: they cannot be read. Check your rights"
                " and the disk.",
            ),
        ),
    ]
    return " ".join(said_files(count, locale, one, many) for count, one, many in files if count)


def said_counts(totals: Totals, locale: QLocale) -> str:
    """How many are in which state; never a name."""
    files = [
        (
            totals.running,
            translate("TransferWords", "1 file is being sent"),
            translate("TransferWords", "{count} files are being sent"),
        ),
        (totals.waiting, translate("TransferWords", "1 file waits"), translate("TransferWords", "{count} files wait")),
        (
            totals.paused,
            translate("TransferWords", "1 file is paused"),
            translate("TransferWords", "{count} files are paused"),
        ),
        (
            totals.held,
            translate("TransferWords", "1 file needs answers"),
            translate("TransferWords", "{count} files need answers"),
        ),
        (
            totals.failed,
            translate("TransferWords", "1 file has failed"),
            translate("TransferWords", "{count} files have failed"),
        ),
    ]
    others = [
        ("", ""),
        (translate("TransferWords", "1 waits"), translate("TransferWords", "{count} wait")),
        (translate("TransferWords", "1 is paused"), translate("TransferWords", "{count} are paused")),
        (translate("TransferWords", "1 needs answers"), translate("TransferWords", "{count} need answers")),
        (translate("TransferWords", "1 has failed"), translate("TransferWords", "{count} have failed")),
    ]
    told: list[str] = []
    for (count, one, many), (another, more) in zip(files, others, strict=True):
        if count:
            told.append(said_files(count, locale, another, more) if told else said_files(count, locale, one, many))
    return ", ".join(told)


def said_pace(totals: Totals, locale: QLocale) -> list[str]:
    """How far all of them are together, the most important first: bytes sent, time left, speed, bytes confirmed."""
    if not totals.unfinished:
        return []
    sent = translate("TransferWords", "{part} of {size} sent").format(
        part=said_bytes(totals.sent, locale), size=said_bytes(totals.size, locale)
    )
    confirmed = translate("TransferWords", "{part} confirmed").format(part=said_bytes(totals.confirmed, locale))
    pace = [said_left(totals.seconds_left, locale), said_speed(totals.speed, locale)] if totals.speed else []
    return [sent, *filter(None, pace), confirmed]
