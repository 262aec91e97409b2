"""PySide6's hook is off `import` once the window's program is loaded."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import builtins
before = builtins.__import__
import vizdesk.app
assert builtins.__import__ is before, builtins.__import__
"""


def test_import_is_pythons_own_again() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
