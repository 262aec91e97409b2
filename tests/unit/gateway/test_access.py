"""Who may call what: each line of the contract's table, with the roles that it names, and without."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.helpers.gateway import running_gateway
from vizdesk.gateway.principals import Role

TABLE = Path(__file__).parents[3] / "docs" / "http.md"
OPENAPI = Path(__file__).parents[3] / "resources" / "openapi.json"
_LINE = re.compile(r"\| `(GET|PUT|POST|PATCH) (/[^` ?]*)[^`]*` \|.*\| ([^|]+) \|$", re.MULTILINE)
_PLACES = {"{agency}": "harbor", "{list}": "gangs", "{n}": "1", "{id}": "0" * 32}


class Call(NamedTuple):
    """One call of the contract; `roles` as the table says them."""

    method: str
    path: str
    roles: str

    @property
    def needed(self) -> frozenset[str]:
        return frozenset(self.roles.split(" and ")) & frozenset(Role)


CALLS = [Call(*found) for found in _LINE.findall(TABLE.read_text(encoding="utf-8"))]


def test_the_table_has_every_call_of_the_contract() -> None:
    paths = json.loads(OPENAPI.read_text(encoding="utf-8"))["paths"]
    described = {(method.upper(), path) for path, one in paths.items() for method in one if method != "parameters"}
    told = {(one.method, one.path.replace("{n}", "{version}")) for one in CALLS}
    assert told >= described - {("GET", "/openapi.json")}, described - told
    assert all(one.needed or one.roles in ("any", "–") for one in CALLS)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[httpx.Client]:
    """Of a gateway that knows a principal for each set of roles that is asked with."""
    folder = tmp_path_factory.mktemp("access")
    entries = [
        {"tokenSha256": hashlib.sha256(token.encode()).hexdigest(), "user": token, "agency": "harbor",
         "roles": token.split("-")[1:]}
        for token in {_with(roles) for call in CALLS for roles in (call.needed, *map(_all_but, call.needed))}
    ]  # fmt: skip
    (folder / "principals.json").write_text(json.dumps(entries))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        with (
            running_gateway(folder / "data", "--principals", str(folder / "principals.json")) as running,
            httpx.Client(base_url=running.url) as made,
        ):
            yield made


@pytest.mark.parametrize("call", CALLS, ids=lambda one: f"{one.method} {one.path}")
def test_a_call_needs_the_roles_that_the_table_names(client: httpx.Client, call: Call) -> None:
    if call.roles == "–":
        with _answered(client, call, "") as answer:
            assert answer.status_code == 200
        return
    with _answered(client, call, "") as answer:
        assert answer.status_code == 401
    with _answered(client, call, _with(call.needed)) as answer:
        assert not _lacks_a_role(answer)
    for role in call.needed:
        with _answered(client, call, _with(_all_but(role))) as answer:
            assert _lacks_a_role(answer)


def _all_but(role: str) -> frozenset[str]:
    return frozenset(Role) - {role}


def _with(roles: frozenset[str]) -> str:
    """The token of a principal with these roles."""
    return "-".join(["token", *sorted(roles)])


@contextmanager
def _answered(client: httpx.Client, call: Call, token: str) -> Iterator[httpx.Response]:
    path = re.sub(r"\{\w+\}", lambda found: _PLACES[found[0]], call.path)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    content = None if call.method == "GET" else b"not json"
    with client.stream(call.method, path, content=content, headers=headers) as answer:
        yield answer


def _lacks_a_role(answer: httpx.Response) -> bool:
    return answer.status_code == 403 and "lacks the role" in json.loads(answer.read())["title"]
