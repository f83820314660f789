"""Best effort: rules apply to a report with other errors, without false findings."""

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
FRONT_MATTER = """title: Sample
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
  - {id: two, date: 2020-01-01, type: outage, region: land, summary: It happened again., sources: 2}
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
"""For each rule, the field of its finding and the change that breaks it."""


def problems_of(front_matter: str) -> list[Problem]:
    """Return the problems of a report with this front matter."""
    problems: list[Problem] = []
    read_report(PATH, f"---\n{front_matter}---\n\nText.\n".encode(), Urls(), problems)
    return problems


def spans(node: Any) -> Iterator[tuple[int, int]]:
    """List the start and end of each key and value of a YAML text."""
    yield node.start_mark.index, node.end_mark.index
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from spans(part)


def corrupted() -> Iterator[str]:
    """List variants of the front matter in which one key or value on one line is replaced by something invalid."""
    for start, end in list(spans(compose(FRONT_MATTER, PATH, 0, [])))[1:]:
        if "\n" not in FRONT_MATTER[start:end]:
            yield from (FRONT_MATTER[:start] + word + FRONT_MATTER[end:] for word in ("''", "{}", '"\\a"', "xyzzy"))


def test_sample_is_valid() -> None:
    """The other tests start from a valid report."""
    assert problems_of(FRONT_MATTER) == []


@pytest.mark.parametrize("field", BROKEN)
@pytest.mark.parametrize("other", ["titel: A\n", "lang: English\n", "imported: {dataset: a}\n"])
def test_rules_apply_despite_other_errors(field: str, other: str) -> None:
    """A broken rule is reported in the same run as another error in the report."""
    right, wrong = BROKEN[field]
    assert FRONT_MATTER.count(right) == 1
    head = FRONT_MATTER.replace(right, wrong)
    if field == "status" and "titel" in other:
        other = "lang: English\n"  # an unknown key could be the reason
    assert [problem.field for problem in problems_of(head)] == [field]
    assert field in {problem.field for problem in problems_of(head + other)}


def test_unreadable_values_break_no_rule() -> None:
    """An invalid value does not cause findings of the rules that follow from it."""
    words = (
        "is listed twice",
        "is an empty list",
        "there is no source",
        "are not in ascending order",
        "earlier event",
        "needs a reason",
    )
    for head in corrupted():
        found = [problem for problem in problems_of(head) if any(word in problem.what for word in words)]
        assert found == [] or all("xyzzy" in str(problem) for problem in found), head


@pytest.mark.parametrize("key", ["title", "date", "region", "summary", "sources", "events", "status", "reason"])
def test_misspelt_key_is_reported_once(key: str) -> None:
    """A misspelt key gives no problems except for itself and the missing key."""
    problems = problems_of(re.sub(rf"(?m)^{key}:", f"{key}z:", FRONT_MATTER))
    assert {problem.field for problem in problems} <= {f"{key}z", key}
