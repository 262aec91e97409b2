"""A draft means one criterion, in every locale; what cannot be asked says so without repeating it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from tests.helpers.layouts import people_page
from vizdesk.domain.criteria import Criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator
from vizdesk.domain.sentences import criterion_sentence
from vizdesk.models.drafts import TEXT_OPERATORS, criterion_to_draft, draft_to_criterion, show_field, show_value

ENGLISH = QLocale("en_US")
PAGE = people_page()
locales = st.sampled_from(["en_US", "de_DE", "es_MX", "sv_SE", "ar_EG", "ja_JP"]).map(QLocale)
iso_days = st.dates().map(lambda day: day.isoformat()).filter(lambda iso: iso >= "1000")
characters = st.characters(codec="utf-8", exclude_characters="\x00")  # no filter takes NUL
texts = (
    st.text(characters, min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip())
)


relative_dates = st.from_regex(
    r"(today|thisMonth|thisYear)([+-]P[0-9]{1,3}(Y|M|W|D|M1D))?|now-P(1DT|T)[0-9]{1,2}[HM]", fullmatch=True
)
worded = texts.filter(lambda text: any(map(str.isalnum, text)))

PLATES = Filter(
    id="harbor:people.plate",
    kind=Kind.IDENTIFIER,
    field="plate",
    operators=OPERATORS[Kind.IDENTIFIER],
    text={"en": {"label": "Plate"}},
)
TALL = Filter(
    id="harbor:people.tall",
    kind=Kind.NUMBER,
    field="height",
    operators=OPERATORS[Kind.NUMBER],
    text={"en": {"label": "Height"}},
    unit="cm",
    display="ft",
    minimum=140,
)
FILTERS = (*PAGE.filters, PLATES, TALL)


def on(name: str) -> Filter:
    found = PAGE.filter(f"harbor:people.{name}")
    assert found is not None
    return found


def ranges(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Criterion]:
    ends = st.tuples(st.none() | values, st.none() | values).filter(lambda pair: pair != (None, None))
    ordered = ends.map(lambda pair: pair if None in pair else tuple(sorted(pair)))
    operators = st.sampled_from([Operator.BETWEEN, Operator.NOT_BETWEEN])
    return st.builds(lambda operator, pair: Criterion(operator, (), *pair), operators, ordered)


def criteria_of(one: Filter) -> st.SearchStrategy[Criterion]:
    exists = st.booleans().map(lambda value: Criterion(Operator.EXISTS, (value,)))
    match one.kind:
        case Kind.TEXT:
            operators = st.sampled_from([one for one in TEXT_OPERATORS if one is not Operator.WILDCARD])
            several = st.lists(texts, min_size=1, max_size=3)
            asked: Any = st.builds(lambda operator, text: Criterion(operator, (text,)), operators, worded)
            asked |= several.map(lambda values: Criterion(Operator.IN, tuple(values)))
        case Kind.IDENTIFIER:
            parts = worded.filter(lambda text: not set(text) & set(",;"))
            several = st.lists(parts, min_size=1, max_size=5, unique=True).map(tuple)
            lists = st.sampled_from([Operator.IN, Operator.LOOKS_LIKE])
            asked = st.builds(lambda operator, some: Criterion(operator, some), lists, several)
            asked |= worded.map(lambda text: Criterion(Operator.PREFIX, (text,)))
        case Kind.CHOICE | Kind.CHOICES:
            values = st.lists(st.sampled_from([o.value for o in one.options] + ["GONE"]), min_size=1, unique=True)
            operators = st.sampled_from([Operator.IN, Operator.NOT_IN])
            asked = st.builds(lambda operator, some: Criterion(operator, tuple(some)), operators, values)
        case Kind.NUMBER:
            asked = ranges(st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9).filter(lambda v: not v.is_integer()))
        case Kind.DATE:
            days = iso_days.map(lambda iso: iso[:7]) if one.id.endswith("seen") else iso_days
            asked = ranges(days) | ranges(relative_dates)
        case _:
            asked = st.booleans().map(lambda value: Criterion(Operator.EQUALS, (value,)))
    return exists | asked


def _drawn(data: st.DataObject) -> tuple[Filter, Criterion]:
    one = data.draw(st.sampled_from(FILTERS))
    return one, data.draw(criteria_of(one))


@given(st.data(), locales)
def test_every_criterion_has_a_draft_that_means_it(data: st.DataObject, locale: QLocale) -> None:
    one, criterion = _drawn(data)
    draft = criterion_to_draft(one, criterion, locale)
    assert draft_to_criterion(one, draft, locale) == criterion
    assert criterion_from_wire(criterion.to_wire(), "/x") == criterion


@given(st.sampled_from(FILTERS), st.dictionaries(st.sampled_from(["from", "to", "text", "operator"]), st.text()))
def test_any_typed_draft_is_a_criterion_nothing_or_a_plain_refusal(one: Filter, draft: dict[str, str]) -> None:
    try:
        criterion = draft_to_criterion(one, draft, ENGLISH)
    except BadRequest as refusal:
        typed = [value for value in draft.values() if len(value) > 3]
        assert refusal.sentence.endswith(".")
        assert not [value for value in typed if value in refusal.sentence]
    else:
        assert criterion is None or criterion_from_wire(criterion.to_wire(), "/x") == criterion


@pytest.mark.parametrize("draft", [{}, {"text": "  "}, {"values": []}, {"value": None}, {"from": "", "to": " "}])
@pytest.mark.parametrize("one", FILTERS, ids=lambda one: one.kind.value)
def test_an_empty_control_asks_nothing(one: Filter, draft: dict[str, Any]) -> None:
    assert draft_to_criterion(one, draft, ENGLISH) is None


@pytest.mark.parametrize(
    ("name", "draft", "sentence"),
    [
        ("height", {"from": "tall"}, "“Height” needs a number, such as 100."),
        ("height", {"from": "190", "to": "170"}, "“Height” ends before it starts; swap the two."),
        ("dob", {"from": "3/4/81"}, "“Born” needs a date with a year of four digits, such as 5/31/2024."),
        ("dob", {"from": "1982", "to": "1980"}, "“Born” ends before it starts; swap the two."),
        ("surname", {"text": "x" * 1001}, "“Last name” takes at most 1000 characters."),
    ],
)
def test_refusals_in_plain_words(name: str, draft: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadRequest) as refused:
        draft_to_criterion(on(name), draft, ENGLISH)
    assert refused.value.sentence == sentence


def test_denied_options_and_ranges_stand_in_their_controls() -> None:
    denied = Criterion(Operator.NOT_IN, ("BRO", "BLK"))
    assert criterion_to_draft(on("hair"), denied, ENGLISH) == {"values": ["BRO", "BLK"], "operator": "notIn"}
    outside = Criterion(Operator.NOT_BETWEEN, lower=170)
    assert criterion_to_draft(on("height"), outside, ENGLISH) == {"from": "170", "operator": "notBetween"}


@pytest.mark.parametrize(
    ("typed", "means", "shown"),
    [
        ("today", "today", "today"),
        ("-7d", "today-P7D", "7 days ago"),
        ("Today - 1 M", "today-P1M", "1 month ago"),
        ("+2w", "today+P2W", "in 2 weeks"),
        ("-3h", "now-PT3H", "3 hours ago"),
        ("now-30min", "now-PT30M", "30 minutes ago"),
        ("this month", "thisMonth", "this month"),
        ("thisyear-1y", "thisYear-P1Y", "this year, 1 year before"),
        ("today-P1Y2M", "today-P1Y2M", "today-P1Y2M"),
    ],
)
def test_relative_dates_are_typed_in_short_and_read_in_words(typed: str, means: str, shown: str) -> None:
    assert draft_to_criterion(on("dob"), {"from": typed}, ENGLISH) == Criterion(Operator.BETWEEN, lower=means)
    assert show_value(on("dob"), means, ENGLISH) == shown


def test_a_unit_may_be_typed() -> None:
    assert draft_to_criterion(on("height"), {"from": "180 cm"}, ENGLISH) == Criterion(Operator.BETWEEN, lower=180)


def test_values_are_shown_as_the_agency_calls_them() -> None:
    assert show_value(on("hair"), "BRO", QLocale("es_MX")) == "Castaño"
    assert show_value(on("height"), 180, ENGLISH) == "180 cm"
    assert show_value(on("armed"), True, ENGLISH) == "yes"
    assert show_field(on("hair"), ["BRO", "BLK"], ENGLISH) == "Brown, Black"
    assert show_field(None, None, ENGLISH) == ""
    assert show_field(None, 12345.5, QLocale("de_DE")) == "12.345,5"


def test_identifiers_are_parted_by_lines_and_commas_but_not_by_spaces() -> None:
    typed = {"text": "AB 12, CD-3\n\nEF4;AB 12", "operator": "in"}
    assert draft_to_criterion(PLATES, typed, ENGLISH) == Criterion(Operator.IN, ("AB 12", "CD-3", "EF4"))
    with pytest.raises(BadRequest, match="single"):
        draft_to_criterion(PLATES, {"text": "AB\nCD", "operator": "prefix"}, ENGLISH)
    many = {"text": "\n".join(f"AB{number}" for number in range(5001)), "operator": "in"}
    with pytest.raises(BadRequest, match="at most 5,000 values at once"):  # the gateway would refuse them
        draft_to_criterion(PLATES, many, ENGLISH)


def test_nul_in_what_is_pasted_parts_words() -> None:
    for one, operator, parted in ((on("surname"), "contains", ("AB CD",)), (PLATES, "in", ("AB", "CD"))):
        typed = {"text": "\0AB\0CD\0", "operator": operator}
        assert draft_to_criterion(one, typed, ENGLISH) == Criterion(Operator(operator), parted)


def test_a_number_is_typed_in_the_shown_unit_or_with_its_own() -> None:
    typed = draft_to_criterion(TALL, {"from": "5'11\"", "to": "6 ft"}, ENGLISH)
    assert typed == Criterion(Operator.BETWEEN, lower=179.0954, upper=184.1246)
    assert typed is not None
    assert criterion_sentence(TALL, typed, "en", lambda one, end: show_value(one, end, ENGLISH)) == (
        "Height: 5′11″ to 6′0″"
    )
    assert criterion_to_draft(TALL, typed, ENGLISH) == {"from": "5′11″", "to": "6′0″"}
    german = draft_to_criterion(TALL, {"from": "1,85 m"}, QLocale("de_DE"))
    assert german == Criterion(Operator.BETWEEN, lower=184.51)
    own = draft_to_criterion(TALL, {"from": "180 cm"}, ENGLISH)
    assert own == Criterion(Operator.BETWEEN, lower=180)
    assert own is not None
    assert criterion_to_draft(TALL, own, ENGLISH) == {"from": "180 cm"}
    with pytest.raises(BadRequest, match="such as 4′7″"):
        draft_to_criterion(TALL, {"from": "5 kg"}, ENGLISH)
    assert show_field(TALL, 180, ENGLISH) == "5′11″"


def test_what_was_typed_in_another_unit_is_told_in_the_shown_one() -> None:
    typed = draft_to_criterion(on("height"), {"from": "5'11\"", "to": "5'11\""}, ENGLISH)
    assert typed == Criterion(Operator.BETWEEN, lower=179.0954, upper=181.5846)
    sentence = criterion_sentence(on("height"), typed, "en", lambda one, end: show_value(one, end, ENGLISH))
    assert sentence == "Height: 180 cm"
    assert criterion_to_draft(on("height"), typed, ENGLISH) == {"from": "71 in", "to": "71 in"}


def test_where_no_range_can_be_asked_the_nearest_value_is() -> None:
    only = TALL._replace(operators=(Operator.EQUALS,))
    assert draft_to_criterion(only, {"from": "5'11\""}, ENGLISH) == Criterion(Operator.EQUALS, (180,))
