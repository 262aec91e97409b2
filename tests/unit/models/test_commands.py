"""The commands of the palette: fuzzy matching, and which command comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.text import fold
from vizdesk.models.commands import Command, Commands, CommandSearch
from vizdesk.models.fuzzy import fuzzy_score

NAMES = st.text("abcdefghij ", max_size=20)


def nothing() -> None:
    """What the commands of these tests do."""


def commands(*titles: str) -> list[Command]:
    return [Command(*title.split("|")[:1], nothing, *title.split("|")[1:]) for title in titles]


def titles(typed: str, *known: str) -> list[str]:
    return [one.title for one in CommandSearch(commands(*known)).find(typed)]


@given(wanted=NAMES, text=NAMES)
def test_a_name_matches_exactly_when_it_holds_the_letters_in_their_order(wanted: str, text: str) -> None:
    letters, place = wanted.replace(" ", ""), 0
    for letter in text:
        place += place < len(letters) and letter == letters[place]
    assert (fuzzy_score(wanted, text) is not None) == (place == len(letters))


@given(text=NAMES.filter(str.strip))
def test_no_name_answers_better_than_the_one_that_was_typed(text: str) -> None:
    whole = fuzzy_score(fold(text), fold(text))
    longer = fuzzy_score(fold(text), f"x{fold(text)}")
    assert whole is not None
    assert longer is not None
    assert whole >= longer


def test_starts_of_words_and_runs_come_first() -> None:
    assert titles("hc", "Each call", "Hair color") == ["Hair color", "Each call"]
    assert titles("hair", "Chair", "Hair color") == ["Hair color", "Chair"]
    assert titles("ey", "Height yes", "Eye color") == ["Eye color", "Height yes"]
    assert titles("haír", "Hair color") == ["Hair color"]


def test_where_a_command_belongs_is_found_by_whole_words_only_and_last() -> None:
    known = ("Hair color|Persons · Appearance", "Make|Vehicles", "Persons")
    assert titles("persons", *known) == ["Persons", "Hair color"]
    assert titles("persons hair", *known) == ["Hair color"]
    assert titles("pa", *known) == []


def test_without_a_text_the_sources_stand_in_their_order_and_each_opening_asks_them_anew() -> None:
    offered = commands("One", "Two")
    all_commands = Commands()
    all_commands.add(lambda: offered)
    all_commands.add(lambda: commands("Last"))
    assert [one.title for one in CommandSearch(all_commands.all()).find("")] == ["One", "Two", "Last"]
    offered.pop()
    assert [one.title for one in all_commands.all()] == ["One", "Last"]
    assert len(CommandSearch(all_commands.all()).find("", most=1)) == 1
