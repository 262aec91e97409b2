"""The window in Spanish: chosen in the settings, spoken from the next start on, and nothing is clipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QKeyCombination, QLocale, Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.gui.conftest import Opener, Shown
from vizdesk.models.connection import Connection
from vizdesk.models.language import chosen_language, locale_in, speak
from vizdesk.models.wording import say_both
from vizdesk.widgets.rail import SETTINGS

WAIT = 15_000
SPANISH = QLocale("es_MX")


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    usual = QLocale()
    speak(qapp, SPANISH)
    yield
    for one in qapp.findChildren(QTranslator):
        qapp.removeTranslator(one)
        one.deleteLater()
    QLocale.setDefault(usual)


def test_a_language_is_chosen_for_the_next_start(shown: Shown, tmp_path: Path) -> None:
    shown.window.open_page(SETTINGS)
    page = shown.window._settings
    assert page is not None
    folder = tmp_path / "desktop"
    assert chosen_language(folder) == ""
    for text, code in (("Español", "es"), ("As the system", "")):
        with shown.qtbot.waitSignal(shown.session.language.kept, timeout=WAIT):
            next(one for one in page.language.findChildren(QPushButton) if one.text() == text).click()
        assert chosen_language(folder) == code
        assert page.language.told.isVisible()
    assert locale_in("es").language() is QLocale.Language.Spanish
    assert locale_in("es").territory() is locale_in("").territory()
    (folder / "language").write_text("xx", encoding="ascii")
    assert chosen_language(folder) == ""


def test_english_loads_nothing(qapp: QApplication) -> None:
    before = len(qapp.findChildren(QTranslator))
    for name in ("en_US", "de_DE", "C"):
        speak(qapp, QLocale(name))
    assert len(qapp.findChildren(QTranslator)) == before


@pytest.mark.usefixtures("spanish")
def test_the_window_speaks_spanish(open_window: Opener) -> None:
    one = open_window(locale=SPANISH)
    one.qtbot.waitUntil(lambda: one.session.connection is Connection.ONLINE, timeout=2 * WAIT)
    one.qtbot.waitUntil(lambda: one.window.current_page() is not None, timeout=2 * WAIT)
    one.page.apply()
    one.wait_for_answer()
    assert one.model.search.status.headline.startswith("Se muestran")
    assert one.page.query.placeholderText() == "Buscar en todos los campos de Personas"
    assert "Aplicar filtros" in [button.text() for button in one.page.panel.findChildren(QPushButton)]
    cancel = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert cancel == "Cancelar"  # Qt's own
    shown = QKeySequence(QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F6))
    assert shown.toString(QKeySequence.SequenceFormat.NativeText) == "Mayús+F6"
    assert say_both("The file is empty. Check its path.") == "El archivo está vacío. Compruebe su ruta."
    QTest.keyClick(one.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert one.page.panel._find.hasFocus(), "keys are where they were"
    QTest.keyClick(one.window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert one.window._rail.isAncestorOf(one.window.focusWidget())
