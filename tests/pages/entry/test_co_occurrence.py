"""Co-occurrence: rankings of the entries that an entry's events name, checked against a search."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import event_entry_keys
from plugins.archive.model.entries import Actor
from plugins.archive.model.registry import Registry, lineage
from plugins.archive.model.report import Citation, Event, Report
from plugins.pages.context import PageContext
from plugins.pages.entry.co_occurrence import MAX_LINES, co_occurrences
from plugins.pages.entry.ranking import Ranking
from tests.samples import REGISTRY, archive, event, report

CITATIONS = (Citation(publisher="gazette", title="News"), Citation(publisher="radio", title="Talk"))
REGIONS = ("land", "land/north", "land/north/port", "land/south")


def some(*values: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


def numbered(values: Iterable[dict[str, Any]]) -> list[Event]:
    return [event(f"e{number}", **one) for number, one in enumerate(values)]


EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "actors": some("guard", "pilots"),
            "attributed_to": some("gazette", "radio"),
            "sources": some(1, 2),
            "tags": some("fog"),
            "region": st.sampled_from(REGIONS),
        }
    ),
    max_size=8,
).map(numbered)
ENTRIES: list[tuple[EntryKind, str]] = [
    ("region", "land"),
    ("region", "land/north"),
    ("actor", "guard"),
    ("tag", "fog"),
    ("tag", "outage"),
    ("source", "radio"),
]


def rankings(sample: Archive, kind: EntryKind, entry_id: str) -> dict[str, Ranking]:
    """Return the rankings of an entry by their titles."""
    events = sample.catalogue.contents_of(kind, entry_id).events
    found = co_occurrences(kind, entry_id, events, PageContext(sample).labels)
    return {ranking.title: ranking for ranking in found}


def counts(ranking: Ranking) -> list[tuple[str, int]]:
    return [(line.link.text, line.count) for line in ranking.lines]


def citing_report(*events: Event) -> Report:
    return report("2020-01-02-one", *events, citations=CITATIONS)


def with_actors(*actors: Actor) -> Registry:
    return msgspec.structs.replace(REGISTRY, actors={actor.id: actor for actor in actors})


def test_ties_are_sorted_by_name() -> None:
    actors = [Actor(id=f"a{n}", name=name) for n, name in enumerate(("zeta", "Beta", "alpha", "Eta"))]
    events = event("x", actors=tuple(actor.id for actor in actors)), event("y", actors=("a3",))
    sample = archive([citing_report(*events)], registry=with_actors(*actors))
    assert counts(rankings(sample, "tag", "outage")["Actors"]) == [("Eta", 2), ("alpha", 1), ("Beta", 1), ("zeta", 1)]


def test_long_ranking_links_a_search() -> None:
    """The link has the number of entries that are left out."""
    actors = [Actor(id=f"a{n:02d}", name=f"Actor {n:02d}") for n in range(MAX_LINES + 3)]
    one = event("x", actors=tuple(actor.id for actor in actors))
    sample = archive([citing_report(one)], registry=with_actors(*actors))
    ranking = rankings(sample, "region", "land/north")["Actors"]
    assert len(ranking.lines) == MAX_LINES
    assert ranking.more
    assert (ranking.more.text, ranking.more.href) == ("3 more", "/search/?show=events&region=land/north")


def test_entry_is_not_in_its_own_rankings() -> None:
    sample = archive([citing_report(event(actors=("guard",), attributed_to=("radio",)))])
    assert set(rankings(sample, "actor", "guard")) == {"Places", "Types of event", "Sources"}
    assert set(rankings(sample, "source", "radio")) == {"Actors", "Places", "Types of event"}
    assert set(rankings(sample, "tag", "outage")) == {"Actors", "Places", "Sources"}


def test_region_has_no_ranking_of_places() -> None:
    """Its page lists its parts instead."""
    sample = archive([citing_report(event(region="land/north/port", actors=("guard",)))])
    assert set(rankings(sample, "region", "land/north")) == {"Actors", "Types of event"}


def test_places_are_governorates() -> None:
    """An event in a town counts for its governorate; events located only to the country are not counted."""
    regions = ("land/north/port", "land/north", "land/south", "land", "land")
    sample = archive([citing_report(*(event(f"e{n}", region=region) for n, region in enumerate(regions)))])
    places = rankings(sample, "tag", "outage")["Places"]
    assert counts(places) == [("North", 2), ("South", 1)]
    assert places.note == "Not counted: 2 events located only to the country"


def test_places_are_countries_without_more_precise_events() -> None:
    places = rankings(archive([citing_report(event(region="land"))]), "tag", "outage")["Places"]
    assert (counts(places), places.note) == ([("Land", 1)], "")


def test_entry_without_events_has_no_rankings() -> None:
    assert rankings(archive([report()]), "region", "land") == {}


@pytest.mark.parametrize(("kind", "entry_id"), ENTRIES)
@settings(deadline=None, max_examples=60)
@given(events=EVENTS, chance=st.randoms(use_true_random=False))
def test_each_count_equals_the_results_of_its_search(
    kind: EntryKind, entry_id: str, events: list[Event], chance: Random
) -> None:
    """A count is the number of events with both entries, in any order of the events."""
    chance.shuffle(events)
    sample = archive([citing_report(*events)])
    for ranking in rankings(sample, kind, entry_id).values():
        assert sorted(ranking.lines, key=lambda line: -line.count) == list(ranking.lines)
        for line in ranking.lines:
            assert line.count == search_count(sample, line.search_url)
            assert line.description.startswith(f"{line.count} event")
            assert 1 <= line.share <= 100


def search_count(sample: Archive, url: str) -> int:
    """Count the events that have every value of a search."""
    filters = parse_qsl(urlsplit(url).query)
    assert filters.pop(0) == ("show", "events")
    keys = {("tag" if facet == "type" else facet, value) for facet, value in filters}
    types = {value for facet, value in filters if facet == "type"}
    return sum(
        keys <= event_entry_keys(dated.report, dated.event) and types <= {dated.event.type}
        for dated in sample.catalogue.events
    )


@settings(deadline=None, max_examples=60)
@given(EVENTS)
def test_event_counts_once_for_each_entry_it_names(events: list[Event]) -> None:
    """The sum of a ranking is the number of times that events name an entry of the kind."""
    named = Counter(actor for one in events for actor in one.actors if "land/north" in lineage(one.region))
    ranking = rankings(archive([citing_report(*events)]), "region", "land/north").get("Actors")
    assert (sum(line.count for line in ranking.lines) if ranking else 0) == named.total()
