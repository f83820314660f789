"""Partial reports: rules hold within a report whatever else is wrong with it, and find nothing that is not there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from plugins.archive.document import read_report
from plugins.archive.problems import Problem
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.urls import Urls

PATH = "reports/2020/2020-01-02-sample.md"
HEAD = """title: Sample
date: 2020-01-02
region: [land, land/north]
actors: [guard, pilots]
tags: [fog, outage]
summary: A report that breaks no rule.
series: log
authors: [ada, eve]
sources:
  - {publisher: gazette, title: Notes, published: 2020-01, url: "https://gazette.example/"}
  - {publisher: radio, title: News}
events:
  - id: one
    date: 2020-01-02
    type: outage
    region: land
    coordinates: [1.5, 2.5]
    actors: [guard, pilots]
    summary: It happened.
    sources: [1, 2]
    deaths: {low: 1, best: 2, high: 3}
    identifiers: {ucdp: "1"}
  - {id: two, date: 2020-01-01, type: outage, region: land, summary: It did again., sources: 2}
corrections:
  - {date: 2020-01-05, note: It was another day.}
formerly: [2020-01-02-other, 2020-01-02-first]
status: withdrawn
reason: It was all wrong.
"""
BROKEN = {
    "date": ("date: 2020-01-02\nregion", "date: 2020-01-03\nregion"),
    "region[3]": ("land/north]", "land/north, land]"),
    "actors[3]": ("actors: [guard, pilots]\ntags", "actors: [guard, pilots, guard]\ntags"),
    "events[1].sources[2]": ("sources: [1, 2]", "sources: [1, 3]"),
    "events[1].deaths": ("low: 1", "low: 9"),
    "events[2].id": ("id: two", "id: one"),
    "status": ("reason: It was all wrong.\n", ""),
}
"""The field at which a rule is broken, and how."""


def problems_of(head: str) -> list[Problem]:
    """Return the problems of a report with this front matter, by itself."""
    problems: list[Problem] = []
    read_report(PATH, f"---\n{head}---\n\nText.\n".encode(), Urls(), problems)
    return problems


def places(node: Any) -> Iterator[tuple[int, int]]:
    """List where each key and each value of a YAML text begins and ends."""
    yield node.start_mark.index, node.end_mark.index
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from places(part)


def spoilt() -> Iterator[str]:
    """List the front matter with each key and each value in it, of one line, spoilt in several ways."""
    for start, end in list(places(compose(HEAD, PATH, 0, [])))[1:]:
        if "\n" not in HEAD[start:end]:
            yield from (HEAD[:start] + word + HEAD[end:] for word in ("''", "{}", '"\\a"', "xyzzy"))


def test_the_sample_breaks_no_rule() -> None:
    """What the others build on is in order."""
    assert problems_of(HEAD) == []


@pytest.mark.parametrize("field", BROKEN)
@pytest.mark.parametrize("other", ["titel: A\n", "lang: English\n", "imported: {dataset: a}\n"])
def test_a_rule_does_not_wait(field: str, other: str) -> None:
    """A broken rule is told in the same run as a fault elsewhere in the report."""
    right, wrong = BROKEN[field]
    assert HEAD.count(right) == 1
    head = HEAD.replace(right, wrong)
    if field == "status" and "titel" in other:
        other = "lang: English\n"  # an unknown key could be the reason
    assert [problem.field for problem in problems_of(head)] == [field]
    assert field in {problem.field for problem in problems_of(head + other)}


def test_no_rule_is_broken_by_what_can_t_be_read() -> None:
    """Whatever else is spoilt, alone, the rules find no fault that would go away with it."""
    words = (
        "stands twice",
        "is an empty list",
        "there is no source",
        "are not in ascending order",
        "earlier event",
        "must say why",
    )
    for head in spoilt():
        told = [problem for problem in problems_of(head) if any(word in problem.what for word in words)]
        assert told == [] or all("xyzzy" in str(one) for one in told), head


@pytest.mark.parametrize("key", ["title", "date", "region", "summary", "sources", "events", "status", "reason"])
def test_a_slip_of_a_key_is_one_problem_or_says_what_is_missing(key: str) -> None:
    """What a misspelt key holds is not missed elsewhere, but for the key itself."""
    problems = problems_of(re.sub(rf"(?m)^{key}:", f"{key}z:", HEAD))
    assert {problem.field for problem in problems} <= {f"{key}z", key}
