"""One gateway for all tests of its client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.gateway import RunningGateway
from tests.helpers.people_gateway import people_gateway


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with people_gateway(tmp_path_factory.mktemp("data"), key_file, 500) as running:
        yield running
