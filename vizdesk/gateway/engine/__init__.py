"""Search engines behind one protocol; embedded: SQLite with FTS5."""
