"""PySide6's `__feature__` hook is off `import`."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import builtins
import vizdesk.app
assert "feature" not in builtins.__import__.__name__, builtins.__import__
"""


def test_no_module_is_searched_for_pyside_features() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
