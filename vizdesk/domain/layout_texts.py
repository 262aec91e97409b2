"""The texts of a layout document, and which languages lack some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vizdesk.domain.layout import Json


def missing_texts(document: Json) -> dict[str, int]:
    """For each language that a whole, checked document uses: how many texts it lacks that another language has."""
    texts = [text for text in _texts(document) if text]
    locales = sorted({locale for text in texts for locale in text})
    return {locale: sum(_lacking(text, locale) for text in texts) for locale in locales}


def _lacking(text: Mapping[str, Any], locale: str) -> int:
    """A text is a label per language, or an object of label and help per language."""
    parts = {key for one in text.values() for key in (one if isinstance(one, dict) else ("label",))}
    if locale not in text:
        return len(parts)
    return len(parts - set(text[locale])) if isinstance(text[locale], dict) else 0


def _texts(document: Json) -> Iterator[Mapping[str, Any]]:
    yield document.get("text", {})
    for page in document["pages"]:
        yield page["text"]
        for entries in ("groups", "filters", "columns"):
            for one in page.get(entries, ()):
                yield one["text"]
                for option in one.get("value", {}).get("options", ()):
                    yield option.get("text", {})
