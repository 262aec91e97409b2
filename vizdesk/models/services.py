"""What the models of a page work with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale, QThreadPool

from vizdesk.models.exports import ExportModel
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import BY_SYSTEM, Route

if TYPE_CHECKING:
    from vizdesk.store.workspace import Workspace


def _by_system() -> Route:
    return BY_SYSTEM


class Services(NamedTuple):
    """Store, gateway, threads and language; made once by the session and passed on.

    Args:
        workspace: where criteria, results and settings are kept.
        link: the way to the gateway, which may still be starting.
        pool: for short requests.
        locale: how numbers and dates are written.
        exports: writes files of what was found.
        route: gives the way to other computers, on a worker's thread: it may ask the keyring.
    """

    workspace: Workspace
    link: GatewayLink
    pool: QThreadPool
    locale: QLocale
    exports: ExportModel
    route: Callable[[], Route] = _by_system
