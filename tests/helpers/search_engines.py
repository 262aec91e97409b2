"""The search engines that the contract suite runs against, each filled with a test's own records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Protocol
from unittest.mock import patch

from tests.helpers.naive_engine import NaiveEngine
from tests.helpers.records import Row, TestField, write_records
from vizdesk.domain.layout import Page
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.engine.protocol import Budget, SearchEngine
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles


class Stopped(Budget):
    """A budget whose soft time is over once it was asked about so often."""

    def __init__(self, looks: int) -> None:
        super().__init__(soft_seconds=0)
        self._looks = looks

    def is_spent(self, _share: float = 1.0) -> bool:
        """See `Budget.is_spent`."""
        self._looks -= 1
        return self._looks < 0


class EngineUnderTest(Protocol):
    """What an engine brings to be put under the contract suite."""

    def load(
        self, fields: Sequence[TestField], rows: Sequence[Row], page: Page
    ) -> AbstractContextManager[tuple[SearchEngine, RecordSet]]:
        """An engine that holds these records only, and their record set; closed when the block ends.

        Args:
            fields: the fields of the records.
            rows: the records; their numbers are their places, from 1.
            page: whose filters will ask for them.
        """
        ...


ROWS_IN_BLOCK = 4
"""So few that a test's records are in many blocks, as those of an agency are."""


class ColumnarUnderTest:
    """The embedded engine over a file in memory."""

    @contextmanager
    def load(
        self,
        fields: Sequence[TestField],
        rows: Sequence[Row],
        page: Page,  # noqa: ARG002  # derives nothing from it
    ) -> Iterator[tuple[ColumnarEngine, RecordSet]]:
        """See `EngineUnderTest.load`."""
        with closing(RecordFiles(None, None)) as files, closing(ColumnarEngine(files)) as engine:
            name, generation = files.new_name("a", "people")
            with closing(files.writer(name)) as writer, patch("vizdesk.gateway.record_columns.BLOCK", 1):
                write_records(writer, fields, rows, ROWS_IN_BLOCK)
            yield engine, RecordSet("a", "people", name, generation, len(rows), "")


class NaiveUnderTest:
    """The oracle as an engine: proves that the suite asks for nothing that only the embedded engine has."""

    @contextmanager
    def load(
        self,
        fields: Sequence[TestField],
        rows: Sequence[Row],
        page: Page,  # noqa: ARG002  # derives nothing from it
    ) -> Iterator[tuple[SearchEngine, RecordSet]]:
        """See `EngineUnderTest.load`."""
        yield NaiveEngine(fields, {"rows": rows}), RecordSet("a", "people", "rows", "1", len(rows), "")


ENGINES: dict[str, EngineUnderTest] = {"columnar": ColumnarUnderTest(), "naive": NaiveUnderTest()}
