"""Where a short name is chosen by its label, or a new one is typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from vizdesk.widgets.quiet_combo_box import QuietComboBox


class NameBox(QuietComboBox):
    """Offers what exists already by its label, and takes a short name that is typed.

    Args:
        name: what assistive technology calls it.
        hint: what stands in it while it is empty.
        pattern: what a short name looks like.
        parent: what it stands in.
    """

    def __init__(self, name: str, hint: str, pattern: re.Pattern[str], parent: QWidget) -> None:
        super().__init__(name, parent)
        self._pattern = pattern
        self._labels: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line, completer = self.lineEdit(), self.completer()
        if line is not None:
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
        if completer is not None:  # else a new “persons” would become the “Persons” that is there
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)

    def offer(self, existing: Sequence[tuple[str, str]]) -> None:
        """Offer these names, and keep the one that is there.

        Args:
            existing: each with its label; beside one that others have too, or that is a short name, stands its own.
        """
        name, text = self.name(), self.currentText()
        typed = self._labels.get(text, text) != text  # a short name, in place of the label that it has
        count = Counter(label for _, label in existing)
        self._labels = {
            one: f"{label} ({one})" if count[label] > 1 or (label != one and self._is_name(label)) else label
            for one, label in existing
        }
        self._names = {label: one for one, label in self._labels.items()}
        with QSignalBlocker(self):  # nobody may take what stands there meanwhile for a choice
            self.clear()
            self.addItems([*self._names])
            self.setEditText(name if typed else self._labels.get(name, name))

    def _is_name(self, text: str) -> bool:
        return self._pattern.fullmatch(text) is not None

    def name(self) -> str:
        """The short name that is chosen or typed."""
        text = self.currentText().strip()
        return text if text in self._labels else self._names.get(text, text)

    def choose(self, name: str) -> None:
        """Show a name, by its label where it exists."""
        self.setEditText(self._labels.get(name, name))

    def label_of(self, name: str) -> str:
        """What a name that exists is called, an empty text for another."""
        return self._labels.get(name, "")
