"""What makes the window's start quick: before PySide6 is imported, and once the window stands."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib._abc import Loader  # importlib.abc would bring much more
from importlib.machinery import ModuleSpec
from types import ModuleType

_STUB_GENERATOR = "shibokensupport.signature.lib.pyi_generator"


class _EmptyLoader(Loader):
    """Makes modules with nothing in them."""

    def create_module(self, _spec: ModuleSpec) -> None:
        """Python makes it."""

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


class _NoStubGenerator:
    """Gives PySide6 an empty module in place of its generator of type stubs.

    PySide6 6.12 imports that at every start, though a running program has no use for it; its patterns and its command
    line take 16 ms.
    """

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Only for that module."""
        return ModuleSpec(fullname, _EmptyLoader()) if fullname == _STUB_GENERATOR else None


def prepare() -> None:
    """Prepare for the import of PySide6.

    The garbage collector rests until the window stands (`settle`): the modules of the window alone
    would cause it to look at all of Qt's types.
    """
    gc.disable()
    sys.meta_path.insert(0, _NoStubGenerator())


def settle() -> None:
    """The window stands: look for garbage again, but not among what was made for the start and stays until the end.

    To look that through, now and at every full collection, would stall the window.
    """
    gc.freeze()
    gc.enable()
