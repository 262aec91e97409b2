"""What makes the window's start quick: how PySide6 is imported, and what is done once the window stands."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib._abc import Loader  # importlib.abc would bring much more
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_LATE = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "lib.tool", "parser")
)
"""What PySide6 6.12 imports at every start, to describe a signature or a wrong call if ever it has to: its patterns
alone take 6 ms, its generator of type stubs another 16."""


class _LateLoader(Loader):
    """Loads a module when something in it is first asked for.

    `importlib.util.LazyLoader` would load it as soon as another module imports it too.

    Args:
        loader: the module's own.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, _spec: ModuleSpec) -> None:
        """Python makes it."""

    def exec_module(self, module: ModuleType) -> None:
        """Leave it empty, but for what fills it."""

        def load(name: str) -> Any:
            if name.startswith("__"):  # what Python itself asks of every module
                raise AttributeError(name)
            del module.__dict__["__getattr__"]
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = load


class _LateFinder:
    """Finds the modules of `_LATE` where they are, to be loaded late."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Only for those modules."""
        if fullname not in _LATE:
            return None
        found = (finder.find_spec(fullname, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)
        return spec


def prepare() -> None:
    """Import PySide6, before anything else.

    The garbage collector rests until the window stands (`settle`): the modules of the window alone would cause it to
    look at all of Qt's types.
    """
    gc.disable()
    sys.meta_path.insert(0, _LateFinder())
    from vizdesk.models.import_hook import restore_import

    restore_import()  # the models do it too, but only when some modules were imported through that hook


def settle() -> None:
    """The window stands: look for garbage again, but not among what was made for the start and stays until the end.

    To look that through, now and at every full collection, would stall the window.
    """
    gc.freeze()
    gc.enable()
