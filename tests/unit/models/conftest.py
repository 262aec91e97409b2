"""A gateway with people, and what models work with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.gateway import RunningGateway
from tests.helpers.people_gateway import people_gateway
from tests.helpers.searching import DirectedClient
from tests.helpers.services import page_services
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with people_gateway(tmp_path_factory.mktemp("data"), key_file, 500) as running:
        yield running


@pytest.fixture
def services(qapp: object, tmp_path: Path) -> Iterator[Services]:  # noqa: ARG001  # timers need an application
    with page_services(tmp_path / "workspace.db") as made:
        yield made


@pytest.fixture
def connected(services: Services, gateway: RunningGateway) -> Iterator[Services]:
    with GatewayClient(gateway.url, gateway.token) as client:
        services.link.connected(client)
        yield services


@pytest.fixture
def delegate(services: Services, gateway: RunningGateway) -> Iterator[DirectedClient]:
    with GatewayClient(gateway.url, gateway.token) as client:
        made: Any = DirectedClient(client)
        services.link.connected(made)
        yield made
