"""A desktop session for each test, and a picture of it where the test fails."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.helpers.desktop import Desktop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that stands in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.desktop)
            item.add_marker(pytest.mark.timeout(300))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Save the screen of a failed test while its session still runs."""
    report = yield
    if report.when == "call" and report.failed and isinstance(item, pytest.Function):
        for session in item.funcargs.values():
            if isinstance(session, Desktop):
                picture = Path(str(item.funcargs["tmp_path"]), "failed.png")
                session.screenshot(picture)
                report.sections.append(("screen", str(picture)))
    return report


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A session with an unlocked keyring."""
    with Desktop(tmp_path / "session") as session:
        yield session


@pytest.fixture
def desktop_without_keyring(tmp_path: Path) -> Iterator[Desktop]:
    """A session in which no keyring serves."""
    with Desktop(tmp_path / "session", keyring=False) as session:
        yield session
