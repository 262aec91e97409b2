"""VizDesk: configurable search and data transfer for law-enforcement agencies."""

__version__ = "0.1.0"
