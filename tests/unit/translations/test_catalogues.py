"""The catalogues have every string of the code, whole, and what is shipped is compiled from them."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from vizdesk.models.language import LANGUAGES
from vizdesk.resources import resource

ROOT = Path(__file__).parents[3]
CATALOGUES = sorted(resource("translations").glob("*.ts"))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = tool()


def messages(catalogue: Path) -> Iterator[tuple[str, str, ElementTree.Element]]:
    for context in ElementTree.parse(catalogue).iter("context"):  # noqa: S314  # our own file
        for one in context.iter("message"):
            translation = one.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), one.findtext("source", ""), translation


def asked_for() -> Iterator[tuple[str, str]]:
    """Contexts and texts that the code calls `tr` and `translate` with, wherever the calls stand."""
    for path in (ROOT / "vizdesk").rglob("*.py"):
        yield from calls(ast.parse(path.read_text(encoding="utf-8")), "")


def calls(node: ast.AST, context: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else context
        if isinstance(child, ast.Call):
            name = child.func.attr if isinstance(child.func, ast.Attribute) else getattr(child.func, "id", "")
            texts = [one.value for one in child.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name == "tr" and texts:
                yield inside, texts[0]
            elif name in ("translate", "QT_TRANSLATE_NOOP") and len(texts) > 1:
                yield texts[0], texts[1]
        yield from calls(child, inside)


def sentences() -> Iterator[tuple[str, ast.expr]]:
    """What users may be told by the rooms without Qt, and where it stands."""
    for room in TOOL.ROOMS:
        for path in sorted((ROOT / "vizdesk" / room).rglob("*.py")):
            yield from ((f"{path.relative_to(ROOT)}:{one.lineno}", one) for one in TOOL.said_by(path))


def is_worked_together(node: ast.expr) -> bool:
    joined = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("format", "join", "format_map")
    return joined or isinstance(node, ast.JoinedStr | ast.BinOp)


def test_values_are_worked_into_a_sentence_by_filled_alone() -> None:
    """An f-string is no key of a catalogue: what it says would be English in every window."""
    assert [where for where, node in sentences() if is_worked_together(node)] == []


def test_a_filled_sentence_has_its_values() -> None:
    faults = []
    for path in (ROOT / "vizdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Filled":
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                named = {one.arg for one in node.keywords}
                if texts and named != set(re.findall(r"\{([^}]*)\}", texts[0])):
                    faults.append((path.name, node.lineno))
    assert faults == []


def test_each_language_has_its_catalogue() -> None:
    assert {one.stem for one in CATALOGUES} == {f"vizdesk_{code}" for code in LANGUAGES if code != "en"}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.stem)
def test_a_catalogue_has_every_string_and_no_other(catalogue: Path, tmp_path: Path) -> None:
    """`make translations` brings it up to the code; what is new is to be translated then."""
    known = {(context, source) for context, source, _ in messages(catalogue)}
    assert set(asked_for()) - known == set(), "lupdate does not see calls inside f-strings"
    renewed = tmp_path / catalogue.name
    shutil.copy(catalogue, renewed)
    TOOL.update([renewed])
    assert {(context, source) for context, source, _ in messages(renewed)} == known
    compiled = tmp_path / "compiled.qm"
    TOOL.compile_catalogue(catalogue, compiled)
    assert compiled.read_bytes() == catalogue.with_suffix(".qm").read_bytes(), "run `make translations`"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.stem)
def test_a_catalogue_is_translated_whole(catalogue: Path) -> None:
    faults = []
    for context, source, translation in messages(catalogue):
        text = translation.text or ""
        edges = re.compile(r"^\s*|\s*$")
        holes = [sorted(re.findall(r"\{[^}]*\}|%n", one)) for one in (source, text)]
        if translation.get("type") or not text or holes[0] != holes[1] or edges.findall(source) != edges.findall(text):
            faults.append((context, source, text))
    assert faults == []
