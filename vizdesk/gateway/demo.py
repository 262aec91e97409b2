"""The demo agencies: two layouts that name the same synthetic records differently, for a first start to search."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from vizdesk.domain.layout import decode_layout
from vizdesk.gateway.identities import generation_of
from vizdesk.gateway.importing import write_new
from vizdesk.gateway.incoming import Task, read_as
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.resources import resource
from vizdesk.tabular.dates import this_year
from vizdesk.tabular.source import open_source

DEMO_USER = "demo"


def seed_demo(metadata: Metadata, files: RecordFiles) -> bool:
    """Fill an empty folder, or an empty memory, with the demo agencies.

    Args:
        metadata: where they are published.
        files: where their records go.

    Returns:
        Whether there was anything to do: a folder that knows an agency is left alone.

    Raises:
        StorageError: a database cannot be written.
    """
    if metadata.agencies():
        return False
    for path in sorted(resource("demo", "layouts").glob("*.json")):
        _seed(path, metadata, files)
    return True


def _seed(path: Path, metadata: Metadata, files: RecordFiles) -> None:
    """Publish one agency; its layout comes with its first page, so that a cut-off start leaves none without records."""
    document = json.loads(path.read_text(encoding="utf-8"))
    layout = decode_layout(document)
    made = []
    for page in layout.pages:
        source = open_source(resource("demo", "records", f"{page.id}.csv"))
        task = Task(source, layout.agency, page.id, None, this_year())
        file, generation = files.new_name(layout.agency, page.id)
        with closing(files.writer(file)) as connection:
            outcome = write_new(read_as(task, page), connection)
        made.append((page.id, file, generation_of(outcome.revision, generation), outcome.rows))
    for place, (page_id, file, generation, rows) in enumerate(made):
        first = document if place == 0 else None
        metadata.publish_import(layout.agency, page_id, file, generation, rows, first, DEMO_USER)
