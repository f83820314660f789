"""Limits of front matter, registries and site.yaml: up to each all is read, beyond it a message says which it was."""

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
    """Read a report with these keys; return it and what is wrong with it."""
    problems: list[Problem] = []
    head = json.dumps({**HEAD, **keys})
    report = read_report(PATH, f"---\n{head}\n---\n\nText.\n".encode(), Urls(), problems)
    return report, [f"{problem.field}: {problem.what}" for problem in problems]


def words(number: int, before: str = "a") -> list[str]:
    """Return so many ids, all different."""
    return [f"{before}{n}" for n in range(number)]


def events(number: int, **keys: Any) -> list[dict[str, Any]]:
    """Return so many events."""
    return [{**EVENT, **keys, "id": f"e{n}"} for n in range(number)]


def test_actors_of_a_report() -> None:
    """A report names 64 actors, those of its events among them, and no more."""
    assert read(actors=words(64))[1] == []
    assert read(actors=words(65))[1] == ["actors: has 65 items"]
    assert read(actors=words(40), events=events(2, actors=words(24, "b")))[1] == []
    assert read(actors=words(40), events=events(2, actors=words(25, "b")))[1] == [
        "events: the report and its events name 65 actors"
    ]


def test_events_of_a_report() -> None:
    """A report has 500 events with all that they may hold, and no more."""
    assert read(events=events(500, tags=words(5), attributed_to=words(3), place="At sea"))[1] == []
    assert read(events=events(501))[1] == ["events: has 501 items"]


def test_mentions_of_a_report() -> None:
    """The events of a report name actors, tags and sources 4,000 times, and not once more."""
    full = events(40, actors=words(32), tags=words(32), attributed_to=words(32))
    rest = [{**EVENT, "id": f"r{n}", "tags": words(32)} for n in range(5)]
    assert read(events=[*full, *rest])[1] == []
    assert read(events=[*full, *rest, {**EVENT, "id": "x", "attributed_to": ["a"]}])[1] == [
        "events: the events name actors, tags and sources 4001 times"
    ]


def test_span_of_an_event() -> None:
    """An event lasts a century, and not longer; words for each of its months would swell the search index."""
    assert read(events=[{**EVENT, "id": "a", "date": "1900/2000"}])[1] == []
    assert read(events=[{**EVENT, "id": "a", "date": "0001/9999"}])[1] == [
        "events[1].date: '0001/9999' is longer than 100 years"
    ]
    assert read(events=[{**EVENT, "id": "a", "date": "1900-12-31/2001-01-01"}])[1] == [
        "events[1].date: '1900-12-31/2001-01-01' is longer than 100 years"
    ]


LISTS: dict[str, tuple[int, Callable[[int], Any]]] = {
    "region": (limits.LIST_ITEMS, words),
    "tags": (limits.LIST_ITEMS, words),
    "authors": (limits.LIST_ITEMS, words),
    "formerly": (limits.LIST_ITEMS, lambda n: words(n, "2020-01-02-a")),
    "sources": (limits.SOURCES, lambda n: [{"publisher": "a", "title": "T"}] * n),
    "corrections": (limits.SOURCES, lambda n: [{"date": "2020-01-03", "note": "N"}] * n),
}


@pytest.mark.parametrize("key", LISTS)
def test_lists_of_a_report(key: str) -> None:
    """Each list has an end, at which it is whole."""
    most, items = LISTS[key]
    assert read(**{key: items(most)})[1] == []
    assert read(**{key: items(most + 1)})[1] == [f"{key}: has {most + 1} items"]


@pytest.mark.parametrize("key", ["tags", "attributed_to", "actors", "sources"])
def test_lists_of_an_event(key: str) -> None:
    """What an event names has an end too, and nothing stands in it twice."""
    most = 64 if key == "sources" else 32
    items = list(range(1, 70)) if key == "sources" else words(69)
    given = {"sources": [{"publisher": "a", "title": "T"}] * 70}
    assert read(**given, events=events(1, **{key: items[:most]}))[1] == []
    assert read(**given, events=events(1, **{key: items[: most + 1]}))[1] == [f"events[1].{key}: has {most + 1} items"]
    assert read(**given, events=events(1, **{key: [items[0], items[0]]}))[1] == [
        f"events[1].{key}[2]: '{items[0]}' stands twice"
    ]


def test_identifiers_of_an_event() -> None:
    assert read(events=events(1, identifiers=dict.fromkeys(words(64), "x")))[1] == []
    assert read(events=events(1, identifiers=dict.fromkeys(words(65), "x")))[1] == [
        "events[1].identifiers: has 65 keys"
    ]
    problem = "events[1].identifiers.a: appears twice"
    assert problem in read_text('events: [{id: a, identifiers: {a: x, "a ": y}}]')


def read_text(line: str) -> list[str]:
    """Read a report with a line of YAML; return what is wrong with it."""
    problems: list[Problem] = []
    head = "\n".join(f"{key}: {value}" for key, value in HEAD.items())
    read_report(PATH, f"---\n{head}\n{line}\n---\n\nText.\n".encode(), Urls(), problems)
    return [f"{problem.field}: {problem.what}" for problem in problems]


def test_every_list_of_the_model_has_an_end() -> None:
    """A list that the schema will have is bounded too."""

    def endless(kind: FieldType, place: str) -> list[str]:
        if isinstance(kind, Record):
            return [found for key, field in kind.fields.items() for found in endless(field.type, f"{place}.{key}")]
        if isinstance(kind, ListOf):
            return [*([place] if kind.max_items is None else []), *endless(kind.item, place)]
        return []

    assert endless(REPORT, "report") == []
    assert [found for kind, record in SCHEMAS.items() for found in endless(record, kind)] == []


@pytest.mark.parametrize("key", ["title", "summary"])
def test_texts_have_an_end(key: str) -> None:
    """A title of 100 kB is refused, and its message does not repeat it."""
    kind = REPORT.fields[key].type
    assert isinstance(kind, Text)
    assert read(**{key: "x" * kind.maximum})[1] == []
    (told,) = read(**{key: "x" * 100_000})[1]
    assert told == f"{key}: is longer than {kind.maximum} characters"


@pytest.mark.parametrize("key", ["status", "date", "lang", "mood" * 25_000])
def test_messages_stay_short(key: str) -> None:
    """Whatever is quoted in a message, its end says what is wrong."""
    for told in read(**{key: "y" * 100_000})[1]:
        assert len(told) < 700


def test_problems_of_a_file() -> None:
    """A hundred problems of a file are told; where there are more, the last one says so."""
    told = read(**dict.fromkeys(words(100, "key-"), "x"))[1]
    assert len(told) == 100
    told = read(**dict.fromkeys(words(101, "key-"), "x"))[1]
    assert told[100:] == ["file: there are more than 100 problems; the rest are not listed"]
    told = read(events=events(300, sources=[7]))[1]
    assert len(told) == 101
    assert "more than 100 problems" in told[-1]


def test_keys_and_values_of_a_file() -> None:
    """So many nodes are read, the list itself and its key among them, and not one more."""
    problems: list[Problem] = []
    assert compose("a: [" + "b," * 96 + "]", "f", 0, problems, max_nodes=99)
    assert problems == []
    assert compose("a: [" + "b," * 97 + "]", "f", 0, problems, max_nodes=99) is None
    assert problems[0].what == "has more than 99 keys and values"


@pytest.mark.parametrize(
    ("path", "most", "piece"),
    [
        ("site.yaml", limits.SITE_BYTES, "#" * 99 + "\n"),
        ("registry/actors.yaml", limits.REGISTRY_BYTES, "#" * 99 + "\n"),
        ("pages/about.md", limits.REPORT_BYTES, "A line of a text.\n\n"),
    ],
)
def test_sizes_of_other_files(path: str, most: int, piece: str, small_site: Copy) -> None:
    """site.yaml, a vocabulary and a page each have a size of their own."""
    content = small_site("small")
    text = (content / path).read_text("utf-8")
    (content / path).write_text((text + piece * (most // len(piece) + 1))[: most + 1], "utf-8")
    assert problems_of(content).startswith(f"{path}:1:1: file: is larger than {most // 1024} KiB — ")
    assert problems_of(content).count("\n") == 1
    if not path.endswith(".md"):
        (content / path).write_text((text + piece * (most // len(piece)))[:most], "utf-8")
        assert problems_of(content) == ""
