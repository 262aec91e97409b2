"""Where VizDesk keeps its folders on this machine; `VIZDESK_HOME` moves everything."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "VIZDESK_HOME"


def home() -> Path:
    """The folder of this user's VizDesk."""
    if named := os.environ.get(HOME_VARIABLE):
        return Path(named).absolute()
    from platformdirs import user_data_path  # late: not needed where the folder is named

    return user_data_path("VizDesk", appauthor=False)


def desktop_folder() -> Path:
    """What the desktop keeps for itself: criteria, results, settings."""
    return home() / "desktop"


def data_folder() -> Path:
    """What the embedded gateway keeps: layouts and records."""
    return home() / "data"
