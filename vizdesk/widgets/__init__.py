"""The window: fields, panels, pages; nothing here does I/O."""
