"""Another network is told, by a source that stands in for Qt's: none here can be unplugged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from vizdesk.models.network import NetworkWatch, load_network, watch_network

DISCONNECTED, ONLINE, WIFI = "disconnected", "online", "wifi"


class FakeNetworkInformation(QObject):
    """Has the signals of `QNetworkInformation`."""

    reachabilityChanged = Signal(object)  # noqa: N815  # Qt's name
    transportMediumChanged = Signal(object)  # noqa: N815  # as above


def test_a_network_that_is_back_or_another_one_is_told_once(qtbot: QtBot) -> None:  # noqa: ARG001  # as an application
    owner, source, told = QObject(), FakeNetworkInformation(), []
    watch = NetworkWatch(source, ONLINE, ONLINE, owner)
    watch.changed.connect(lambda: told.append(True))
    source.reachabilityChanged.emit(ONLINE)
    assert not told, "nothing has changed"
    source.reachabilityChanged.emit(DISCONNECTED)
    source.transportMediumChanged.emit(WIFI)
    assert not told, "nothing can be reached yet"
    source.reachabilityChanged.emit(ONLINE)
    assert len(told) == 1
    source.transportMediumChanged.emit(WIFI)
    assert len(told) == 2, "from the cable to the air, without having been off line"


def test_a_platform_that_tells_nothing_is_no_trouble(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  # as above
    owner = QObject()
    real = watch_network(owner) if load_network() else None
    assert real is None or isinstance(real, NetworkWatch)
    monkeypatch.setattr(
        "PySide6.QtNetwork.QNetworkInformation.loadBackendByFeatures", staticmethod(lambda _feature: False)
    )
    assert watch_network(owner) is None
