"""The way to a gateway: which proxy a client uses, what is kept of it, and what is told when it fails."""

from __future__ import annotations

import base64
import json
import socket
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from tests.helpers.gateway import RunningGateway
from tests.helpers.http_proxy import NotingProxy
from vizdesk.domain.errors import BadRequest, StorageError, Unavailable
from vizdesk.net.client import GatewayClient
from vizdesk.net.proxy import Login, Proxy, ProxyMode, Route, keep_login, kept_login, proxy_from_json, reach_proxy

ELSEWHERE = "https://gateway.example.invalid"
REFUSED = "407 Proxy Authentication Required"


def manual(port: int, **more: bool) -> Proxy:
    return Proxy(ProxyMode.MANUAL, "127.0.0.1", port, **more)


def test_a_gateway_elsewhere_is_reached_through_the_proxy_with_its_login() -> None:
    login = Login("officer", "geheim:42")
    with NotingProxy(REFUSED) as proxy, GatewayClient(ELSEWHERE, "t", Route(manual(proxy.port), login)) as client:
        with pytest.raises(Unavailable, match="did not let VizDesk through"):
            client.version()
        [asked] = proxy.asked
    assert asked.startswith("CONNECT gateway.example.invalid:443 ")
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'officer:geheim:42').decode()}" in asked
    assert "Bearer" not in asked


def test_the_proxy_of_the_environment_counts_only_for_system(monkeypatch: pytest.MonkeyPatch) -> None:
    with NotingProxy(REFUSED) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        with GatewayClient(ELSEWHERE, "") as client, pytest.raises(Unavailable):
            client.version()
        assert len(proxy.asked) == 1
        with GatewayClient(ELSEWHERE, "", Route(Proxy(ProxyMode.NONE))) as client, pytest.raises(Unavailable):
            client.version()
        assert len(proxy.asked) == 1


def test_a_gateway_on_this_computer_never_goes_through_a_proxy(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    with NotingProxy(REFUSED) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        for route in (Route(), Route(manual(proxy.port), Login("officer", "geheim"))):
            with GatewayClient(gateway.url, gateway.token, route) as client:
                assert client.me().user
        assert proxy.asked == []


def test_nobody_at_the_proxy_s_address_is_told_as_such() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
        reach_proxy(manual(port))
    with pytest.raises(Unavailable, match="The proxy cannot be reached"):
        reach_proxy(manual(port))
    reach_proxy(Proxy())


@pytest.mark.parametrize("host", ["", "http://proxy", "user:secret@proxy", "a b", "-x", "proxy/", "p:8080"])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(BadRequest, match="host"):
        Proxy(ProxyMode.MANUAL, host, 8080).check()


@pytest.mark.parametrize("host", ["proxy", "10.1.2.3", "proxy.example.org", "[::1]"])
@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none_is_refused(host: str, port: int) -> None:
    Proxy(ProxyMode.MANUAL, host, 8080).check()
    with pytest.raises(BadRequest, match="port"):
        Proxy(ProxyMode.MANUAL, host, port).check()


@given(
    mode=st.sampled_from(ProxyMode),
    host=st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?", fullmatch=True),
    port=st.integers(1, 65535),
    signs_in=st.booleans(),
)
def test_what_is_kept_is_read_back_and_holds_no_login(mode: ProxyMode, host: str, port: int, signs_in: bool) -> None:
    proxy = Proxy(mode, host, port, signs_in)
    assert proxy_from_json(json.loads(json.dumps(proxy.to_json()))) == proxy
    assert set(proxy.to_json()) == {"mode", "host", "port", "signsIn"}


@pytest.mark.parametrize("stored", [None, [], "x", {}, {"mode": "manual", "host": "", "port": 1}, {"mode": "?"}])
def test_anything_else_is_the_system_s_proxy(stored: object) -> None:
    assert proxy_from_json(stored) == Proxy()


class MemoryKeyring(KeyringBackend):
    """A keyring of this test; the real ones are tried by the desktop tests."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


def test_a_login_comes_back_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = MemoryKeyring()
    monkeypatch.setattr("vizdesk.db.platform_keyring._platform_keyring", lambda _refusal: keyring)
    keep_login(Login("officer", "geheim: “42”"))
    assert kept_login(manual(8080, signs_in=True)) == Login("officer", "geheim: “42”")
    assert kept_login(manual(8080)) == Login()
    assert list(keyring.entries) == [("VizDesk", "proxy")]
    keyring.entries["VizDesk", "proxy"] = "no JSON"
    assert kept_login(manual(8080, signs_in=True)) == Login()


def test_without_a_keyring_a_login_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.db.platform_keyring._TRUSTED_BACKENDS", ())
    with pytest.raises(StorageError, match="keeps a password nowhere else"):
        keep_login(Login("officer", "geheim"))
    with pytest.raises(StorageError, match="cannot be used"):
        kept_login(manual(8080, signs_in=True))


def test_a_login_is_in_no_text_of_itself() -> None:
    assert "geheim" not in repr(Login("officer", "geheim"))
    assert "geheim" not in str(Route(manual(1), Login("officer", "geheim")))
