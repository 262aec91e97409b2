"""One site for all tests of a module, and a desk of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.fault_proxy import no_fault
from tests.helpers.uploading import Desk, Site, desk, running_site


@pytest.fixture(scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        with running_site(tmp_path_factory.mktemp("site") / "data") as running:
            yield running


@pytest.fixture
def site(_site: Site) -> Iterator[Site]:
    """The site, its proxies without faults and with nothing seen."""
    with _site.gateway.client() as client:
        client.post("/uploads/sweep", json={"olderThanHours": 0}).raise_for_status()
    for proxy in (_site.storage, _site.api):
        proxy.choose = no_fault
        proxy.seen.clear()
    yield _site
    for proxy in (_site.storage, _site.api):
        proxy.choose = no_fault


@pytest.fixture
def sender(site: Site, tmp_path: Path) -> Iterator[Desk]:
    """A desk."""
    with desk(site, tmp_path / "desktop") as made:
        yield made
