"""The language of the window, in the settings."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizdesk.models.language import LANGUAGES
from vizdesk.models.language_choice import LanguageModel
from vizdesk.widgets.labels import label
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_1


class LanguageSettings(QWidget):
    """The system's language, or one of those that there are; from the next start on.

    Args:
        model: what is chosen.
    """

    def __init__(self, model: LanguageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        languages = [("", self.tr("As the system")), *LANGUAGES.items()]
        self.choice = Segments(self.tr("Language"), languages, self)
        self.choice.show_value(model.code)
        self.told = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self.told.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self.choice)
        layout.addWidget(self.told)
        self.choice.chosen.connect(self._on_chosen)
        model.kept.connect(self._on_kept)
        model.failed.connect(self._say)

    def _on_chosen(self, code: object) -> None:
        self._model.choose(str(code))

    def _on_kept(self) -> None:
        self._say(self.tr("VizDesk speaks it when it is opened again."))

    def _say(self, sentence: str) -> None:
        from vizdesk.widgets.announcing import announce

        self.told.setText(sentence)
        self.told.show()
        announce(self.told, sentence)
