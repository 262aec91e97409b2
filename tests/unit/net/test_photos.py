"""Photos come from the record or from a host that the layout names, and from nowhere else."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.tls_files import Fixed, TlsFiles, tls_files
from vizdesk.domain.errors import NotAllowed, NotFound, Unavailable, UnexpectedAnswer, VizDeskError
from vizdesk.net import photos
from vizdesk.net.photos import LARGEST_INLINE, LARGEST_PHOTO, photo_bytes
from vizdesk.net.proxy import DIRECT

PICTURE = b"\x89PNG not really"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TlsFiles]:
    answers = {
        "/face.png?name=quimby": Fixed(200, "image/png", PICTURE),
        "/elsewhere": Fixed(302, "image/png", b"", "https://127.0.0.1:9/face.png"),
        "/page": Fixed(200, "text/html", b"<html>"),
        "/vector": Fixed(200, "image/svg+xml", b"<svg/>"),
        "/huge": Fixed(200, "image/jpeg", bytes(LARGEST_PHOTO + 1)),
        "/broken": Fixed(500, "image/jpeg", b""),
    }
    with tls_files(tmp_path, answers) as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.certificate))
        photos._trusted.cache_clear()
        yield served
    photos._trusted.cache_clear()


def fetch(value: str, *hosts: str) -> bytes:
    return photo_bytes(value, hosts, lambda: DIRECT)


def test_a_photo_is_fetched_from_a_named_host_without_anything_but_its_address(
    server: TlsFiles, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert fetch(f"https://{server.place}/face.png?name=quimby", "elsewhere.example", server.place) == PICTURE
    ((path, headers),) = server.asked
    assert path == "/face.png?name=quimby"
    assert not {"Authorization", "Cookie", "Referer"} & set(headers)
    assert "quimby" not in caplog.text


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/elsewhere", Unavailable),
        ("/page", UnexpectedAnswer),
        ("/vector", UnexpectedAnswer),
        ("/huge", UnexpectedAnswer),
        ("/broken", Unavailable),
        ("/none", NotFound),
    ],
)
def test_what_is_no_photo_is_told(server: TlsFiles, path: str, error: type[VizDeskError]) -> None:
    with pytest.raises(error) as told:
        fetch(f"https://{server.place}{path}", server.place)
    assert server.place not in told.value.told()
    assert len(server.asked) == 1, "no redirect is followed, nothing is asked twice"


def test_no_other_host_is_ever_asked(server: TlsFiles) -> None:
    host, port = server.place.split(":")
    for named in ([], [host], [f"{host}:1"], [f"x{server.place}"], ["localhost"]):
        with pytest.raises(NotAllowed):
            fetch(f"https://{host}:{port}/face.png?name=quimby", *named)
    for odd in (
        f"http://{server.place}/face.png",
        f"https://user:word@{server.place}/face.png",
        f"//{server.place}/face.png",
        "file:///etc/passwd",
        "https://",
        "C:\\photos\\1.jpg",
        "https://[::1",
        "https://xn--a/face.png",
        "https://a/\ud800",
    ):
        with pytest.raises(UnexpectedAnswer):
            fetch(odd, server.place)
    assert server.asked == []


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    photos._trusted.cache_clear()
    with tls_files(tmp_path, {"/": Fixed(200, "image/png", PICTURE)}) as served, pytest.raises(Unavailable):
        fetch(f"https://{served.place}/", served.place)
    assert served.asked == []


def test_a_photo_in_the_record() -> None:
    inline = base64.b64encode(PICTURE).decode()
    assert fetch(f"data:image/png;base64,{inline}") == PICTURE
    for bad in (
        f"data:image/svg+xml;base64,{inline}",
        f"data:image/png,{inline}",
        "data:image/png;base64",
        "data:image/png;base64,***",
        "data:image/png;base64," + "A" * LARGEST_INLINE,
    ):
        with pytest.raises(UnexpectedAnswer):
            fetch(bad)
