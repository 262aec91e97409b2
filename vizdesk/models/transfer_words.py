"""What is said of transfers: sizes, pace, and how one or all of them stand, in the reader's language."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from vizdesk.domain.transfers import TransferState
from vizdesk.models.values import show_moment
from vizdesk.models.wording import say
from vizdesk.transfers.rows import Row, Totals

MINUTE, HOUR, DAY = 60, 3600, 86_400
LONGEST = 30 * DAY
"""What would take longer is not foretold."""


def tr(text: str) -> str:
    """In the user's language."""
    return QCoreApplication.translate("TransferWords", text)


def said_bytes(count: int, locale: QLocale) -> str:
    """A number of bytes, as in `1.2 GB`."""
    places = 0 if count < 1000 else 1
    return locale.formattedDataSize(count, places, QLocale.DataSizeFormat.DataSizeSIFormat)


def said_speed(speed: float, locale: QLocale) -> str:
    """As in `12.4 MB/s`."""
    return tr("{size}/s").format(size=said_bytes(int(speed), locale))


def said_left(seconds: float | None, locale: QLocale) -> str:
    """As in `about 4 minutes left`; an empty text where nobody knows."""
    if seconds is None or seconds > LONGEST:
        return ""
    if seconds < 100:
        count = max(1, math.ceil(seconds))
        return said_files(count, locale, tr("about 1 second left"), tr("about {count} seconds left"))
    if seconds < 100 * MINUTE:
        return tr("about {count} minutes left").format(count=locale.toString(math.ceil(seconds / MINUTE)))
    if seconds < 2 * DAY:
        return tr("about {count} hours left").format(count=locale.toString(math.ceil(seconds / HOUR)))
    return tr("about {count} days left").format(count=locale.toString(math.ceil(seconds / DAY)))


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
    return tr("{number}%").format(number=locale.toString(percent))


def said_row(row: Row, locale: QLocale) -> str:
    """How a transfer stands, and what to do where somebody must do something."""
    if row.live is not None:
        return _said_live(row, locale)
    transfer = row.transfer
    size = said_bytes(transfer.size, locale)
    so_far = tr("{part} of {size}").format(part=said_bytes(transfer.confirmed, locale), size=size)
    match transfer.state:
        case TransferState.PAUSED:
            paused = tr("Paused at {part}").format(part=so_far)
            return paused if transfer.confirmed else f"{size} · {tr('Paused')}"
        case TransferState.HELD:
            return tr("All of it is sent. Answer the agency’s questions, so that it can be completed.")
        case TransferState.FAILED:
            return transfer.told
        case TransferState.DONE:
            return f"{size} · {tr('arrived {time}').format(time=said_moment(transfer.ended, locale))}"
        case TransferState.CANCELLED:
            return f"{size} · {tr('cancelled {time}').format(time=said_moment(transfer.ended, locale))}"
        case TransferState.CANCELLING:
            return tr("Being cancelled: what was sent of it is removed.")
        case _:
            waiting = tr("Waiting for its turn")
            return f"{so_far if transfer.confirmed else size} · {waiting}"


def _said_live(row: Row, locale: QLocale) -> str:
    live, size = row.live, row.transfer.size
    if live is None:
        return ""
    if live.waiting_for:
        return tr("{reason} It is tried again by itself.").format(reason=say(live.waiting_for))
    if live.confirmed >= size:
        return tr("All of it is sent; checking that it has arrived whole…")
    if not live.sent:
        return f"{said_bytes(size, locale)} · {tr('Preparing…')}"
    sent = tr("{part} of {size} sent").format(part=said_bytes(live.sent, locale), size=said_bytes(size, locale))
    parts = [sent, tr("{part} confirmed").format(part=said_bytes(live.confirmed, locale))]
    if live.speed > 0:
        parts += [said_speed(live.speed, locale), said_left(row.seconds_left, locale)]
    return " · ".join(filter(None, parts))


def said_files(count: int, locale: QLocale, one: str, many: str) -> str:
    """A sentence about one file or many; `many` has `{count}`."""
    return one if count == 1 else many.format(count=locale.toString(count))


def said_counts(totals: Totals, locale: QLocale) -> str:
    """How many are in which state; never a name."""
    files = [
        (totals.running, tr("1 file is being sent"), tr("{count} files are being sent")),
        (totals.waiting, tr("1 file waits"), tr("{count} files wait")),
        (totals.paused, tr("1 file is paused"), tr("{count} files are paused")),
        (totals.held, tr("1 file needs answers"), tr("{count} files need answers")),
        (totals.failed, tr("1 file has failed"), tr("{count} files have failed")),
    ]
    others = [
        ("", ""),
        (tr("1 waits"), tr("{count} wait")),
        (tr("1 is paused"), tr("{count} are paused")),
        (tr("1 needs answers"), tr("{count} need answers")),
        (tr("1 has failed"), tr("{count} have failed")),
    ]
    told: list[str] = []
    for (count, one, many), (another, more) in zip(files, others, strict=True):
        if count:
            told.append(said_files(count, locale, another, more) if told else said_files(count, locale, one, many))
    return ", ".join(told)


def said_pace(totals: Totals, locale: QLocale) -> str:
    """How far all of them are together: bytes sent and confirmed, speed, time left."""
    if not totals.unfinished:
        return ""
    sent = tr("{part} of {size} sent").format(
        part=said_bytes(totals.sent, locale), size=said_bytes(totals.size, locale)
    )
    confirmed = tr("{part} confirmed").format(part=said_bytes(totals.confirmed, locale))
    pace = [said_speed(totals.speed, locale), said_left(totals.seconds_left, locale)] if totals.speed else []
    return " · ".join(filter(None, [sent, confirmed, *pace]))
