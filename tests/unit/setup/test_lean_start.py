"""What the start leaves for later is there as soon as it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
from vizdesk.lean_start import prepare
prepare()
import sys
from PySide6.QtWidgets import QApplication, QLabel
assert "argparse" not in sys.modules, "the generator of type stubs was loaded"
assert "keyword" not in vars(sys.modules["shibokensupport.signature.parser"]), "the patterns were compiled"
application = QApplication([])
try:
    QLabel(1, 2, 3)
except TypeError as error:
    print(str(error).splitlines()[0])
print(QLabel.setText.__doc__)
from PySide6.support.signature.lib.pyi_generator import generate_pyi
print(generate_pyi.__name__)
"""


def test_a_wrong_call_is_still_explained_and_signatures_are_there() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    explained, described, generator = done.stdout.splitlines()
    assert explained == "'PySide6.QtWidgets.QLabel.__init__' called with wrong argument types:"
    assert described.startswith("setText(self, arg__1: str")
    assert generator == "generate_pyi"


def test_httpx_comes_without_the_command_line_that_it_has_where_rich_is_installed() -> None:
    program = "import rich, vizdesk.net, sys; del sys.modules['rich']; import httpx; print('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"
