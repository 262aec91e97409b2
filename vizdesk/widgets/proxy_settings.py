"""The part of the settings that names a proxy, tries it, and takes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from vizdesk.models.proxy import ProxyModel
from vizdesk.net.proxy import LARGEST_PORT, Login, Proxy, ProxyMode
from vizdesk.widgets.announcing import announce
from vizdesk.widgets.labels import label
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.theme import Type, set_look
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3


class ProxySettings(QWidget):
    """Says which proxy is used; another one is used once the user says so.

    Args:
        model: the proxy.
    """

    def __init__(self, model: ProxyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.mode = Segments(
            self.tr("Proxy"),
            [
                (ProxyMode.SYSTEM, self.tr("As the system")),
                (ProxyMode.NONE, self.tr("None")),
                (ProxyMode.MANUAL, self.tr("This one")),
            ],
            self,
        )
        self.host = self._line(self.tr("Host"), self.tr("proxy.example.org"))
        self.port = self._line(self.tr("Port"), self.tr("8080"))
        self.port.setValidator(QIntValidator(1, LARGEST_PORT, self.port))
        self.name = self._line(self.tr("User name"), self.tr("where the proxy asks for one"))
        self.password = self._line(self.tr("Password"), "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._manual = QWidget(self)
        self.use = QPushButton(self.tr("Use this"), self)
        self.test = QPushButton(self.tr("Test"), self)
        self._told = label("", Type.CAPTION, wrap=True, parent=self)
        self._lay_out()
        self.mode.chosen.connect(self._on_edited)
        for line in (self.host, self.port, self.name, self.password):
            line.textEdited.connect(self._on_edited)
            line.returnPressed.connect(self._on_use)
        self.use.clicked.connect(self._on_use)
        self.test.clicked.connect(self._on_test)
        model.changed.connect(self._show)
        model.told.connect(self._tell)
        self._show()

    def _line(self, name: str, example: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setAccessibleName(name)
        made.setPlaceholderText(example)
        return made

    def _lay_out(self) -> None:
        grid = QGridLayout(self._manual)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for place, line in enumerate((self.host, self.port, self.name, self.password)):
            row, column = 2 * (place // 2), place % 2
            grid.addWidget(label(line.accessibleName(), Type.CAPTION, tone="muted", parent=self._manual), row, column)
            grid.addWidget(line, row + 1, column)
        told = self.tr(
            "For a gateway on another computer. Name and password are kept in this computer’s keyring, never in a file."
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.use)
        buttons.addWidget(self.test)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label(told, tone="muted", wrap=True, parent=self))
        layout.addWidget(self.mode)
        layout.addWidget(self._manual)
        layout.addLayout(buttons)
        layout.addWidget(self._told)
        self._told.hide()

    def _typed(self) -> tuple[Proxy, Login]:
        """What is chosen now; a name that was not typed anew is the one in the keyring."""
        mode = self.mode.value()
        if mode is not ProxyMode.MANUAL:
            return Proxy(ProxyMode(str(mode))), Login()
        login = Login(self.name.text().strip(), self.password.text()) if self.name.text().strip() else Login()
        host, port = self.host.text().strip(), int(self.port.text() or 0)
        kept = self._model.proxy
        signs_in = bool(login.name) or (kept.signs_in and (kept.host, kept.port) == (host, port))
        return Proxy(ProxyMode.MANUAL, host, port, signs_in), login

    def _show(self) -> None:
        proxy = self._model.proxy
        self.mode.show_value(proxy.mode)
        self.host.setText(proxy.host)
        self.port.setText(str(proxy.port) if proxy.port else "")
        self.name.clear()
        self.password.clear()
        kept = self.tr("kept in the keyring")
        self.password.setPlaceholderText(kept if proxy.signs_in else "")
        self.name.setPlaceholderText(kept if proxy.signs_in else self.tr("where the proxy asks for one"))
        self._on_edited()

    def _on_edited(self) -> None:
        self._manual.setVisible(self.mode.value() is ProxyMode.MANUAL)
        typed, login = self._typed()
        self.use.setEnabled(typed != self._model.proxy or bool(login.name))
        self._told.hide()

    def _on_use(self) -> None:
        if self.use.isEnabled():
            self._model.choose(*self._typed())

    def _on_test(self) -> None:
        self._say(self.tr("Trying…"), "muted")
        self._model.test(*self._typed())

    def _tell(self, sentence: str, works: bool) -> None:
        self._say(sentence, "success" if works else "danger")
        announce(self, sentence)

    def _say(self, sentence: str, tone: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(True)
        set_look(self._told, tone=tone)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
