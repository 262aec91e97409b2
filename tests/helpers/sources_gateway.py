"""A real gateway whose engine asks several sources, of which so many answer as a test says.

Run as a module, it is the program itself with that engine.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.people_gateway import put_people
from vizdesk.domain.layout import Page
from vizdesk.domain.search import SearchRequest, Sources
from vizdesk.gateway import app
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.engine.protocol import Budget, Found, Position
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles

SOURCES = 3
ANSWERED = "answered-sources"
OTHER_TOKEN = "a token of another user of the agency"


class SourcesEngine(ColumnarEngine):
    """Answers once all of its sources have."""

    def __init__(self, files: RecordFiles) -> None:
        super().__init__(files)
        self._answered = Path.cwd() / ANSWERED

    def search(
        self, records: RecordSet, page: Page, request: SearchRequest, after: Position | None, budget: Budget
    ) -> Found:
        """See `SearchEngine.search`."""
        while True:
            budget.sources = Sources(int(self._answered.read_text()), SOURCES)
            if budget.sources.answered == SOURCES:
                return super().search(records, page, request, after, budget)
            budget.check()
            time.sleep(0.01)


@dataclass(frozen=True)
class SourcesGateway:
    """The gateway, and the file that its sources go by."""

    running: RunningGateway
    answered: Path

    def let_answer(self, sources: int) -> None:
        """From now on so many of the sources answer."""
        told = self.answered.with_suffix(".new")
        told.write_text(str(sources))
        told.replace(self.answered)


@contextmanager
def sources_gateway(folder: Path, key_file: Path, count: int = 100) -> Iterator[SourcesGateway]:
    """A gateway on a new folder with people in it, whose sources all answer so far."""
    principals = folder / "principals.json"
    digest = hashlib.sha256(OTHER_TOKEN.encode()).hexdigest()
    other = {"tokenSha256": digest, "user": "olga", "agency": "harbor", "roles": ["searcher"]}
    principals.write_text(json.dumps([other]))
    answered = folder / ANSWERED
    answered.write_text(str(SOURCES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        put_people(folder / "data", count)
        patch.setenv("PYTHONPATH", str(Path.cwd()))
        arguments = ("--principals", str(principals))
        with running_gateway(folder / "data", *arguments, program=__spec__.name, folder=folder) as running:
            yield SourcesGateway(running, answered)


if __name__ == "__main__":
    from vizdesk.cli import command_line

    app.ColumnarEngine = SourcesEngine  # type: ignore[misc]  # the one fake part of this gateway
    command_line.main(prog_name="vizdesk")
