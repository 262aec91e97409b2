"""The running gateway keeps what its own description promises, whatever it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish
from vizdesk.resources import resource

UPLOAD = {"token": "0123456789abcdef", "agency": "harbor", "name": "night.csv", "size": 40_000_000}
METHODS = ("get", "put", "post", "patch")
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    folder = tmp_path_factory.mktemp("contract") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        publish(folder, "harbor", "people", PEOPLE_FIELDS, people(60), people_document())
        with running_gateway(folder) as running, running.client() as client:
            client.post("/uploads", json=UPLOAD).raise_for_status()  # its storage starts here, and not within a test
            yield running


def operations() -> list[tuple[str, str]]:
    """Path and method of every described call that ends; a lease is a stream without end."""
    paths = json.loads(resource("openapi.json").read_text(encoding="utf-8"))["paths"]
    return [
        (path, method) for path, calls in paths.items() for method in calls if path != "/lease" and method in METHODS
    ]


@pytest.mark.parametrize(("path", "method"), operations())
def test_the_gateway_keeps_its_contract(gateway: RunningGateway, path: str, method: str) -> None:
    described = schemathesis.openapi.from_url(f"{gateway.url}/openapi.json")
    cases = described[path][method].as_strategy()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def keeps(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {gateway.token}"}, checks=CHECKS)

    keeps()
    if path == "/operations":
        with gateway.client() as client:  # the other calls are tried with nothing switched
            cleared = client.patch(path, json=dict.fromkeys(client.get(path).json()["inForce"]))
        assert cleared.json()["changed"] == {}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "people", "query": "", "filters": {}},
        {"type": "people", "query": "bri*", "filters": {"harbor:people.eyes": ["blue"]}, "page": {"size": 3}},
        {"type": "people", "query": "", "filters": {}, "budget": {"ms": 1}},
        {"type": "people", "query": "nobody", "filters": {}, "requestId": "r", "layout": "harbor@1"},
    ],
)
def test_real_answers_are_as_described(gateway: RunningGateway, body: dict[str, Any]) -> None:
    described = schemathesis.openapi.from_url(f"{gateway.url}/openapi.json")
    with gateway.client() as client:
        answer = client.post("/search", json=body)
    assert answer.status_code == 200
    described["/search"]["POST"].validate_response(answer)


def test_real_uploads_are_as_described(gateway: RunningGateway) -> None:
    described = schemathesis.openapi.from_url(f"{gateway.url}/openapi.json")
    with gateway.client() as client:
        upload = client.post("/uploads", json=UPLOAD | {"token": "another-than-before"})
        described["/uploads"]["POST"].validate_response(upload)
        place = f"/uploads/{upload.json()['id']}"
        asked = {"sign": [{"number": 1, "size": 16 * 2**20, "md5": "0" * 32}]}
        described["/uploads/{id}/parts"]["POST"].validate_response(client.post(f"{place}/parts", json=asked))
        described["/uploads/{id}/parts"]["GET"].validate_response(client.get(f"{place}/parts"))
        refused = client.post(f"{place}/complete", json={})
        assert refused.status_code == 409
        described["/uploads/{id}/complete"]["POST"].validate_response(refused)


def test_real_facets_are_as_described(gateway: RunningGateway) -> None:
    described = schemathesis.openapi.from_url(f"{gateway.url}/openapi.json")
    body = {
        "type": "people",
        "query": "",
        "filters": {"harbor:people.eyes": ["blue"]},
        "facets": [{"filter": "harbor:people.eyes"}, {"filter": "harbor:people.hair", "limit": 1}],
    }
    with gateway.client() as client:
        answer = client.post("/facets", json=body)
    assert answer.status_code == 200
    described["/facets"]["POST"].validate_response(answer)
    facets = answer.json()["facets"]
    assert facets["harbor:people.eyes"]["values"] == [{"value": "blue", "count": 30}, {"value": "green", "count": 30}]
    assert facets["harbor:people.hair"] == {
        "values": [{"value": "BLK", "count": 10}],
        "missing": 10,
        "more": True,
        "relation": "exact",
        "others": 0,
    }
    grouped = {**body, "filters": {"$any": [body["filters"]]}, "group": 1}
    with gateway.client() as client:
        answer = client.post("/facets", json=grouped)
    described["/facets"]["POST"].validate_response(answer)
    assert answer.json()["facets"]["harbor:people.eyes"]["others"] == 30


def test_the_lines_of_a_real_export_are_as_described(gateway: RunningGateway) -> None:
    schemas = json.loads(resource("openapi.json").read_text(encoding="utf-8"))
    with gateway.client() as client:
        answer = client.post("/export", json={"type": "people", "query": "", "filters": {}})
    head, *rows, end = map(json.loads, answer.text.splitlines())
    assert len(rows) == 60
    for line, name in ((head, "ExportHead"), (end, "ExportEnd")):
        jsonschema_rs.validate(schemas | {"$ref": f"#/components/schemas/{name}"}, line)
