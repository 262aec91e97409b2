"""`vizdesk search --count`: how often each value stands in the records found."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from vizdesk.domain.facets import MAX_VALUES, FacetQuestion, FacetsAnswer, FacetsRequest
from vizdesk.domain.layout import Filter
from vizdesk.domain.search import Relation, SearchRequest, new_request_id
from vizdesk.domain.sentences import plain_value

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

LOCALE = "en"


def print_counts(
    client: GatewayClient, request: SearchRequest, counted: Sequence[Filter], limit: int, output: str
) -> None:
    """Ask and print.

    Args:
        client: asks.
        request: the criteria.
        counted: the filters whose values are counted.
        limit: the most values of each.
        output: `table`, `json` (the contract's answer) or `csv`.
    """
    questions = tuple(FacetQuestion(one.id, min(limit, MAX_VALUES)) for one in counted)
    answer = client.facets(FacetsRequest(request._replace(request_id=new_request_id()), questions))
    if output == "json":
        click.echo(json.dumps(answer.to_wire(), ensure_ascii=False))
    elif output == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(["filter", "value", "count"])
        writer.writerows((one.id, value, count) for one in counted for value, count in answer.facets[one.id].values)
    else:
        for one in counted:
            _print_table(one, answer)


def _print_table(one: Filter, answer: FacetsAnswer) -> None:
    facet = answer.facets[one.id]
    at_least = "" if facet.relation is Relation.EXACT else "at least "
    click.echo(f"{one.label(LOCALE)}:")
    for value, count in facet.values:
        click.echo(f"{at_least}{count:>10,}  {plain_value(one, value, LOCALE)}")
    click.echo(f"{at_least}{facet.missing:>10,}  (no value)")
    if answer.examined is not None:
        records, of = answer.examined
        click.echo(f"            … counted in {records:,} of {of:,} records only: there may be more of each")
    elif facet.more:
        click.echo("            … and more values; --limit shows more of them")
