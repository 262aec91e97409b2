"""The API layer: search, layouts, imports, over the databases of one data folder."""
