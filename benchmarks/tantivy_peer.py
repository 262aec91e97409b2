"""Runs in the peers' environment: tantivy over the same people, the same questions; prints milliseconds as JSON."""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import tantivy  # type: ignore[import-not-found]  # of the peers' environment

PAGE = 50


def build(people: str, folder: str, columns: list[str]) -> Any:
    """An index of every column as text and, for the filters, as a whole; sorted by the record's place."""
    schema = tantivy.SchemaBuilder()
    with Path(people).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        for name in header:
            schema.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field("words", tokenizer_name="default", index_option="basic")
        schema.add_unsigned_field("place", fast=True)
        index = tantivy.Index(schema.build(), path=folder)
        writer = index.writer(256_000_000, 2)
        for place, row in enumerate(rows):
            document = tantivy.Document()
            document.add_text("words", " ".join(row))
            document.add_unsigned("place", place)
            for name, cell in zip(header, row, strict=True):
                if cell:
                    document.add_text(name, cell)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    assert set(columns) <= set(header)
    return index


def ask(index: Any, question: dict[str, Any]) -> tuple[float, int]:
    """Milliseconds for the first page, whole records, and the total."""
    started = time.perf_counter()
    parts = [
        tantivy.Query.term_query(index.schema, "words", word.lower(), "basic") for word in question["words"].split()
    ]
    parts += [
        tantivy.Query.term_query(index.schema, name, value, "basic") for name, value in question["filters"].items()
    ]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
    searcher = index.searcher()
    found = searcher.search(query, PAGE, count=True, order_by_field="place", order=tantivy.Order.Asc)
    for _, address in found.hits:
        searcher.doc(address).to_dict()
    return (time.perf_counter() - started) * 1000, found.count


def main() -> None:
    """Arguments: the people, and a file of questions; the answer is a list of times and totals for each list."""
    people, asked = sys.argv[1:]
    kinds = json.loads(Path(asked).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        index = build(people, folder, list(kinds[0][0]["filters"]))
        sys.stdout.write(json.dumps([[ask(index, one) for one in kind] for kind in kinds]))


if __name__ == "__main__":
    main()
