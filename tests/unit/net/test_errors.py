"""Every error of httpx has a VizDesk error, and none tells a URL or a body."""

from __future__ import annotations

import inspect

import httpx
import pytest

from vizdesk.domain.errors import CursorExpired, LayoutRefused, NotSignedIn, Unavailable, UnexpectedAnswer, VizDeskError
from vizdesk.net.errors import TRANSLATIONS, problem_error, translated

SECRET = "https://store.example.org/x?signature=secret"


def _httpx_exceptions() -> dict[str, type[Exception]]:
    found = {}
    for name in dir(httpx):
        one = getattr(httpx, name)
        if inspect.isclass(one) and issubclass(one, Exception):
            found[one.__name__] = one
    return found


def test_every_exception_of_httpx_is_known() -> None:
    assert set(_httpx_exceptions()) == set(TRANSLATIONS)


@pytest.mark.parametrize("name", sorted(TRANSLATIONS))
def test_each_is_translated_without_its_text(name: str) -> None:
    kind = _httpx_exceptions()[name]
    request = httpx.Request("GET", SECRET)
    if name == "HTTPStatusError":
        error: Exception = httpx.HTTPStatusError(SECRET, request=request, response=httpx.Response(500))
    elif name in ("StreamConsumed", "StreamClosed", "ResponseNotRead", "RequestNotRead"):
        error = kind()
    else:
        error = kind(SECRET)
    with pytest.raises(VizDeskError) as told, translated():
        raise error
    assert "secret" not in told.value.told()
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


def test_a_problem_document_becomes_its_error() -> None:
    problem = {"type": "urn:vizdesk:problem:cursor-expired", "title": "Too late.", "detail": "Search again."}
    error = problem_error(problem, 410)
    assert isinstance(error, CursorExpired)
    assert error.told() == "Too late. Search again."


def test_faults_of_a_layout_arrive() -> None:
    fault = {"pointer": "/pages/0", "sentence": "No.", "hint": "Yes."}
    error = problem_error({"type": "urn:vizdesk:problem:layout-refused", "title": "Faults.", "faults": [fault]}, 400)
    assert isinstance(error, LayoutRefused)
    assert [(one.pointer, one.sentence, one.hint) for one in error.faults] == [("/pages/0", "No.", "Yes.")]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (None, 401, NotSignedIn),
        ("<html>", 502, Unavailable),
        ([], 503, Unavailable),
        ({"title": 3}, 500, UnexpectedAnswer),
    ],
)
def test_a_refusal_from_something_in_between(body: object, status: int, kind: type[VizDeskError]) -> None:
    assert type(problem_error(body, status)) is kind
