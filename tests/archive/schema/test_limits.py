"""Limits of front matter, registry files and site.yaml: content at a limit is read, content beyond it is an error."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.archive import limits
from plugins.archive.document import read_report
from plugins.archive.model.entries import SCHEMAS
from plugins.archive.model.report import REPORT, Report
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import Text
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record
from plugins.archive.schema.strict_yaml import compose
from plugins.archive.urls import Urls
from tests.archive.test_sites import problems_of

Copy = Callable[[str], Path]
PATH = "reports/2020/2020-01-02-sample.md"
HEAD = {"title": "One", "date": "2020-01-02", "region": "land", "summary": "Words."}
EVENT = {"date": "2020-01-01", "type": "outage", "region": "land", "summary": "It went out."}


def read(**keys: Any) -> tuple[Report | None, list[str]]:
    """Read a report with these keys; return it and its problems."""
    problems: list[Problem] = []
    head = json.dumps({**HEAD, **keys})
    report = read_report(PATH, f"---\n{head}\n---\n\nText.\n".encode(), Urls(), problems)
    return report, [f"{problem.field}: {problem.what}" for problem in problems]


def ids(number: int, prefix: str = "a") -> list[str]:
    """Return `number` different ids."""
    return [f"{prefix}{n}" for n in range(number)]


def events(number: int, **keys: Any) -> list[dict[str, Any]]:
    """Return `number` events."""
    return [{**EVENT, **keys, "id": f"e{n}"} for n in range(number)]


def test_actors_of_a_report() -> None:
    """At limit 64, including those of its events."""
    assert read(actors=ids(64))[1] == []
    assert read(actors=ids(65))[1] == ["actors: has 65 items"]
    assert read(actors=ids(40), events=events(2, actors=ids(24, "b")))[1] == []
    assert read(actors=ids(40), events=events(2, actors=ids(25, "b")))[1] == [
        "events: the report and its events name 65 actors"
    ]


def test_events_of_a_report() -> None:
    """At limit 500, with any keys."""
    assert read(events=events(500, tags=ids(5), attributed_to=ids(3), place="At sea"))[1] == []
    assert read(events=events(501))[1] == ["events: has 501 items"]


def test_references_of_all_events() -> None:
    """Actors, tags and sources at limit 4,000 times together."""
    full = events(40, actors=ids(32), tags=ids(32), attributed_to=ids(32))
    rest = [{**EVENT, "id": f"r{n}", "tags": ids(32)} for n in range(5)]
    assert read(events=[*full, *rest])[1] == []
    assert read(events=[*full, *rest, {**EVENT, "id": "x", "attributed_to": ["a"]}])[1] == [
        "events: the events name actors, tags and sources 4001 times"
    ]


def test_years_of_an_event() -> None:
    """At limit 100, because the search index has each of its months."""
    assert read(events=[{**EVENT, "id": "a", "date": "1900/2000"}])[1] == []
    assert read(events=[{**EVENT, "id": "a", "date": "0001/9999"}])[1] == [
        "events[1].date: '0001/9999' is longer than 100 years"
    ]
    assert read(events=[{**EVENT, "id": "a", "date": "1900-12-31/2001-01-01"}])[1] == [
        "events[1].date: '1900-12-31/2001-01-01' is longer than 100 years"
    ]


LISTS: dict[str, tuple[int, Callable[[int], Any]]] = {
    "region": (limits.LIST_ITEMS, ids),
    "tags": (limits.LIST_ITEMS, ids),
    "authors": (limits.LIST_ITEMS, ids),
    "formerly": (limits.LIST_ITEMS, lambda n: ids(n, "2020-01-02-a")),
    "sources": (limits.SOURCES, lambda n: [{"publisher": "a", "title": "T"}] * n),
    "corrections": (limits.SOURCES, lambda n: [{"date": "2020-01-03", "note": "N"}] * n),
}


@pytest.mark.parametrize("key", LISTS)
def test_lists_of_a_report(key: str) -> None:
    """At limit the documented number of items."""
    limit, items = LISTS[key]
    assert read(**{key: items(limit)})[1] == []
    assert read(**{key: items(limit + 1)})[1] == [f"{key}: has {limit + 1} items"]


@pytest.mark.parametrize("key", ["tags", "attributed_to", "actors", "sources"])
def test_lists_of_an_event(key: str) -> None:
    """At limit the documented number of items, without duplicates."""
    limit = 64 if key == "sources" else 32
    items = list(range(1, 70)) if key == "sources" else ids(69)
    given = {"sources": [{"publisher": "a", "title": "T"}] * 70}
    assert read(**given, events=events(1, **{key: items[:limit]}))[1] == []
    assert read(**given, events=events(1, **{key: items[: limit + 1]}))[1] == [
        f"events[1].{key}: has {limit + 1} items"
    ]
    assert read(**given, events=events(1, **{key: [items[0], items[0]]}))[1] == [
        f"events[1].{key}[2]: '{items[0]}' is listed twice"
    ]


def test_identifiers_of_an_event() -> None:
    assert read(events=events(1, identifiers=dict.fromkeys(ids(64), "x")))[1] == []
    assert read(events=events(1, identifiers=dict.fromkeys(ids(65), "x")))[1] == ["events[1].identifiers: has 65 keys"]
    problem = "events[1].identifiers.a: appears twice"
    assert problem in read_text('events: [{id: a, identifiers: {a: x, "a ": y}}]')


def read_text(line: str) -> list[str]:
    """Read a report with a line of YAML; return its problems."""
    problems: list[Problem] = []
    head = "\n".join(f"{key}: {value}" for key, value in HEAD.items())
    read_report(PATH, f"---\n{head}\n{line}\n---\n\nText.\n".encode(), Urls(), problems)
    return [f"{problem.field}: {problem.what}" for problem in problems]


def test_every_list_of_the_model_is_limited() -> None:
    """Including lists that will be added."""

    def unlimited(field_type: FieldType, name: str) -> list[str]:
        if isinstance(field_type, Record):
            fields = field_type.fields.items()
            return [found for key, field in fields for found in unlimited(field.type, f"{name}.{key}")]
        if isinstance(field_type, ListOf):
            return [*([name] if field_type.max_items is None else []), *unlimited(field_type.item, name)]
        return []

    assert unlimited(REPORT, "report") == []
    assert [found for kind, record in SCHEMAS.items() for found in unlimited(record, kind)] == []


@pytest.mark.parametrize("key", ["title", "summary"])
def test_texts_are_limited(key: str) -> None:
    """The message does not quote a text that is too long."""
    field_type = REPORT.fields[key].type
    assert isinstance(field_type, Text)
    assert read(**{key: "x" * field_type.maximum})[1] == []
    (message,) = read(**{key: "x" * 100_000})[1]
    assert message == f"{key}: is longer than {field_type.maximum} characters"


@pytest.mark.parametrize("key", ["status", "date", "lang", "mood" * 25_000])
def test_messages_stay_short(key: str) -> None:
    """Long quotations are shortened in the middle."""
    for message in read(**{key: "y" * 100_000})[1]:
        assert len(message) < 700


def test_problems_of_a_file() -> None:
    """At limit 100 are listed; the last one states that there are more."""
    messages = read(**dict.fromkeys(ids(100, "key-"), "x"))[1]
    assert len(messages) == 100
    messages = read(**dict.fromkeys(ids(101, "key-"), "x"))[1]
    assert messages[100:] == ["file: there are more than 100 problems; the rest are not listed"]
    messages = read(events=events(300, sources=[7]))[1]
    assert len(messages) == 101
    assert "more than 100 problems" in messages[-1]


def test_keys_and_values_of_a_file() -> None:
    """The limit includes the list itself and its key."""
    problems: list[Problem] = []
    assert compose("a: [" + "b," * 96 + "]", "f", 0, problems, max_nodes=99)
    assert problems == []
    assert compose("a: [" + "b," * 97 + "]", "f", 0, problems, max_nodes=99) is None
    assert problems[0].what == "has more than 99 keys and values"


@pytest.mark.parametrize(
    ("path", "limit", "piece"),
    [
        ("site.yaml", limits.SITE_BYTES, "#" * 99 + "\n"),
        ("registry/actors.yaml", limits.REGISTRY_BYTES, "#" * 99 + "\n"),
        ("pages/about.md", limits.REPORT_BYTES, "A line of a text.\n\n"),
    ],
)
def test_sizes_of_other_files(path: str, limit: int, piece: str, small_site: Copy) -> None:
    """site.yaml, registry files and pages have different limits."""
    content = small_site("small")
    text = (content / path).read_text("utf-8")
    (content / path).write_text((text + piece * (limit // len(piece) + 1))[: limit + 1], "utf-8")
    assert problems_of(content).startswith(f"{path}:1:1: file: is larger than {limit // 1024} KiB — ")
    assert problems_of(content).count("\n") == 1
    if not path.endswith(".md"):
        (content / path).write_text((text + piece * (limit // len(piece)))[:limit], "utf-8")
        assert problems_of(content) == ""
