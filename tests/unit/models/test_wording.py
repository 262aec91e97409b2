"""What is told in Spanish: errors with values in them, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.problems import problem_of
from vizdesk.models.language import speak
from vizdesk.models.wording import next_step_of, quoted, say, sentence_of, told
from vizdesk.net.errors import problem_error

ERROR = BadRequest(
    Filled("The page {page} has no filter {filter}.", page="people", filter="core:{page}"), "Load the current layout."
)
SPANISH = "La página people no tiene el filtro core:{page}."


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    usual = QLocale()
    speak(qapp, QLocale("es_ES"))
    yield
    for one in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(one)
        one.setParent(None)  # type: ignore[call-overload]  # the stub lacks None
    QLocale.setDefault(usual)


def from_gateway(**changes: Any) -> str:
    return told(problem_error(problem_of(ERROR) | changes, 400))


@pytest.mark.usefixtures("spanish")
def test_an_error_of_the_gateways_speaks_the_windows_language() -> None:
    assert from_gateway() == f"{SPANISH} Cargue el diseño actual."
    older = "The page people has no filter core:{page}. Cargue el diseño actual."
    for filled in (None, {}, [], {"title": {"template": "{page}", "values": {"page": "Run me"}}}):
        assert from_gateway(filled=filled) == older, "what does not make the sentence is not taken"
    newer = {"title": {"template": "Page {page} is {adjective}.", "values": {"page": "people", "adjective": "odd"}}}
    assert from_gateway(title="Page people is odd.", filled=newer).startswith("Page people is odd. ")


@pytest.mark.usefixtures("spanish")
def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert say(Filled("A workbook holds at most {most} records.", most=1048575)) == (
        "En un libro caben 1.048.575 registros como máximo."
    )
    size = Filled("The file is larger than the storage takes, which is {size} TB.", size=48.8)
    assert say(size).endswith(": 48,8 TB.")
    assert sentence_of(BadRequest("The file is empty. Check its path.")) == "El archivo está vacío. Compruebe su ruta."
    assert next_step_of(BadRequest("x", Filled("Import without --{mode}.", mode="append"))) == "Importe sin --append."


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(
    ("values", "last", "said"),
    [
        ("Rojo", "Oro", "Rojo u Oro"),
        ("Rojo", "hombre", "Rojo u hombre"),
        ("7", "8", "7 u 8"),
        ("7", "18", "7 o 18"),
        ("Rojo", "Azul", "Rojo o Azul"),
    ],
)
def test_or_before_an_o(values: str, last: str, said: str) -> None:
    assert say(Filled("{values} or {last}", values=values, last=last)) == said


@pytest.mark.usefixtures("spanish")
def test_and_before_an_i() -> None:
    for last, said in (("Iris", "e «Iris»"), ("Hielo", "y «Hielo»"), ("Hijos", "e «Hijos»"), ("Yeso", "y «Yeso»")):
        assert say(Filled("{labels} and {last}", labels=quoted("Pelo"), last=quoted(last))) == f"«Pelo» {said}"


def test_english_is_as_it_was(qapp: QApplication) -> None:
    assert qapp is not None
    assert from_gateway() == ERROR.told()
    assert quoted("a") == "“a”"
    assert say(Filled("A workbook holds at most {most} records.", most=1048575)) == (
        "A workbook holds at most 1,048,575 records."
    )
