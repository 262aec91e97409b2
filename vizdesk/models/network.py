"""Another network, or one that is back: told by the platform, so that transfers need not find it out by a silence."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class NetworkWatch(QObject):
    """Follows what the platform knows of the network.

    Args:
        source: Qt's singleton, or what has its signals.
        reachability: what the source knows at first.
        online: the value of it that means that everything is reachable.

    Signals:
        changed: what connected before may be dead, and what could not be reached may be there.
    """

    changed = Signal()

    def __init__(self, source: QObject, reachability: object, online: object, parent: QObject) -> None:
        super().__init__(parent)
        self._reachability, self._online = reachability, online
        source.reachabilityChanged.connect(self._on_reachability)  # type: ignore[attr-defined]
        source.transportMediumChanged.connect(self._on_medium)  # type: ignore[attr-defined]

    def _on_reachability(self, reachability: object) -> None:
        before, self._reachability = self._reachability, reachability
        if reachability == self._online != before:
            self.changed.emit()

    def _on_medium(self, _medium: object) -> None:
        """From the cable to the air: it may never have been off line between the two."""
        if self._reachability == self._online:
            self.changed.emit()


def load_network() -> bool:
    """Load what knows the network; whether there is such a thing. It takes 50 ms, so not on the window's thread."""
    try:
        from PySide6.QtNetwork import QNetworkInformation  # late: only who sends something needs it
    except ImportError:  # a system without the libraries that it links
        return False
    return bool(QNetworkInformation.availableBackends())  # asked for their names, Qt loads them


def watch_network(parent: QObject) -> NetworkWatch | None:
    """Follow the platform's network, once it is loaded; None where it tells nothing, and a silence of 30 s must do."""
    from PySide6.QtNetwork import QNetworkInformation

    if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
        return None
    source = QNetworkInformation.instance()
    return NetworkWatch(source, source.reachability(), QNetworkInformation.Reachability.Online, parent)
