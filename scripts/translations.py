#!/usr/bin/env python3
"""Bring the catalogues under `resources/translations` up to the strings of the code, and compile them.

PySide6's own tools do the work: `pyside6-lupdate` finds what `tr` and `translate` are called with, `pyside6-lrelease`
compiles. What is written where there is no Qt (errors, criteria in words, the list of keys) is found here and handed to
the first as marked strings.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
TOOLS = Path(sys.executable).parent
ROOMS = ("domain", "db", "tabular", "store", "net", "transfers", "gateway")
SENTENCES, SHORTCUTS = "Sentences", "Shortcuts"
QTS_KEYS = "QShortcut"
"""Of the names of keys, Qt's catalogues have longer ones than keyboards."""

NOT_SHOWN = ("azure_access.py", "backup.py", "metrics.py", "operations.py", "server.py", "settings.py", "switches.py")
"""Modules whose errors are told to operators, on the command line and in the gateway's log."""

SAYING = ("say", "Filled", "Admission", "Parked")
"""What takes a text first that a window's user may be told."""


def marked() -> dict[str, list[str]]:
    """What is said by way of a variable, by context: texts that stand where no Qt is, and the list of keys."""
    said = {text for room in ROOMS for path in (ROOT / "vizdesk" / room).rglob("*.py") for text in _sentences(path)}
    keys = ast.parse((ROOT / "vizdesk" / "widgets" / "shortcuts.py").read_text(encoding="utf-8"))
    return {SENTENCES: sorted(said), SHORTCUTS: sorted(set(_keys(keys))), QTS_KEYS: ["Ctrl", "Esc", "Shift"]}


def update(catalogues: list[Path]) -> None:
    """Bring catalogues up to the code; what is no longer in it goes."""
    sources = sorted(str(path) for room in ("models", "widgets") for path in (ROOT / "vizdesk" / room).rglob("*.py"))
    with tempfile.TemporaryDirectory() as name:
        marks = Path(name, "marked.py")
        lines = [f"QT_TRANSLATE_NOOP({context!r}, {text!r})" for context, texts in marked().items() for text in texts]
        marks.write_text("\n".join(lines), encoding="utf-8")
        command = [TOOLS / "pyside6-lupdate", "-silent", "-locations", "none", "-no-obsolete"]
        subprocess.run([*command, *sources, marks, "-ts", *catalogues], check=True, cwd=ROOT)


def compile_catalogue(catalogue: Path, compiled: Path) -> None:
    """Make what Qt loads of a catalogue."""
    subprocess.run([TOOLS / "pyside6-lrelease", "-silent", catalogue, "-qm", compiled], check=True)


def _sentences(path: Path) -> Iterator[str]:
    """The texts that errors are made of, that `say` is called with, and that are filled with values."""
    return _strings(said_by(path))


def said_by(path: Path) -> Iterator[ast.expr]:
    """What a module makes sentences of for a window's user, names followed to what they stand for in it.

    Args:
        path: of a module in one of `ROOMS`.
    """
    if path.name in NOT_SHOWN:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = _named(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _called(node)
            if name in SAYING:
                yield from _followed(node.args[:1], named)
            elif name in _errors():
                next_step = [one.value for one in node.keywords if one.arg == "next_step"]
                yield from _followed([*node.args[:2], *next_step], named)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _named(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What names stand for, anywhere in a module."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _pair(target, node.value, found)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            _pair(node.target, node.value, found)
    return found


def _pair(target: ast.expr, value: ast.expr, found: dict[str, list[ast.expr]]) -> None:
    if isinstance(target, ast.Name):
        found.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            _pair(one, its, found)


def _followed(nodes: list[ast.expr], named: dict[str, list[ast.expr]]) -> Iterator[ast.expr]:
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from _followed([node.body, node.orelse], named)
        elif isinstance(node, ast.Starred):
            yield from _followed([node.value], named)
        elif isinstance(node, ast.Tuple):
            yield from _followed(node.elts, named)
        elif isinstance(node, ast.Dict):
            yield from _followed(node.values, named)
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            yield from _followed([node.value], named)
        elif isinstance(node, ast.Name) and node.id in named:
            rest = {name: values for name, values in named.items() if name != node.id}  # a name may stand for itself
            yield from _followed(named[node.id], rest)
        else:
            yield node


@cache
def _errors() -> set[str]:
    tree = ast.parse((ROOT / "vizdesk" / "domain" / "errors.py").read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.ClassDef)} - {"Fault"}


def _keys(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Shortcut":
            yield from _strings(node.args[1:2])
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "_TRANSFERS").startswith("_"):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            yield from _strings(values)


def _strings(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield node.value


def main() -> None:
    """Do both for each catalogue."""
    catalogues = sorted(FOLDER.glob("*.ts"))
    update(catalogues)
    for one in catalogues:
        compile_catalogue(one, one.with_suffix(".qm"))


if __name__ == "__main__":
    main()
