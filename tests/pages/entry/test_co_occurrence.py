"""Counterparts: what is named most often in an entry's events is counted as one would by hand, and can be looked up."""

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


def rankings(made: Archive, kind: EntryKind, entry_id: str) -> dict[str, Ranking]:
    """Return the rankings of an entry by their titles."""
    found = co_occurrences(kind, entry_id, made.catalogue.contents_of(kind, entry_id).events, PageContext(made).labels)
    return {ranking.title: ranking for ranking in found}


def counts(ranking: Ranking) -> list[tuple[str, int]]:
    return [(line.link.text, line.count) for line in ranking.lines]


def told(*events: Event) -> Report:
    return report("2020-01-02-one", *events, citations=CITATIONS)


def with_actors(*actors: Actor) -> Registry:
    return msgspec.structs.replace(REGISTRY, actors={actor.id: actor for actor in actors})


def test_ties_go_by_name() -> None:
    """The most frequent stand first; of those that are named as often, the order is that of their names."""
    actors = [Actor(id=f"a{n}", name=name) for n, name in enumerate(("zeta", "Beta", "alpha", "Eta"))]
    events = event("x", actors=tuple(actor.id for actor in actors)), event("y", actors=("a3",))
    made = archive([told(*events)], registry=with_actors(*actors))
    assert counts(rankings(made, "tag", "outage")["Actors"]) == [("Eta", 2), ("alpha", 1), ("Beta", 1), ("zeta", 1)]


def test_a_ranking_is_bounded_and_leads_on() -> None:
    """What does not stand in a ranking is told by its number, which leads to the search that has it."""
    actors = [Actor(id=f"a{n:02d}", name=f"Actor {n:02d}") for n in range(MAX_LINES + 3)]
    one = event("x", actors=tuple(actor.id for actor in actors))
    made = archive([told(one)], registry=with_actors(*actors))
    ranking = rankings(made, "region", "land/north")["Actors"]
    assert len(ranking.lines) == MAX_LINES
    assert ranking.more
    assert (ranking.more.text, ranking.more.href) == ("3 more", "/search/?show=events&region=land/north")


def test_an_entry_is_not_its_own_counterpart() -> None:
    made = archive([told(event(actors=("guard",), attributed_to=("radio",)))])
    assert set(rankings(made, "actor", "guard")) == {"Places", "Types of event", "Sources"}
    assert set(rankings(made, "source", "radio")) == {"Actors", "Places", "Types of event"}
    assert set(rankings(made, "tag", "outage")) == {"Actors", "Places", "Sources"}


def test_a_region_has_no_ranking_of_places() -> None:
    """Those within it stand on its page with their numbers, and those around it are no counterparts."""
    made = archive([told(event(region="land/north/port", actors=("guard",)))])
    assert set(rankings(made, "region", "land/north")) == {"Actors", "Types of event"}


def test_places_are_governorates() -> None:
    """What happened in a town counts for its province; what is told of the country only is said to be left out."""
    regions = ("land/north/port", "land/north", "land/south", "land", "land")
    made = archive([told(*(event(f"e{n}", region=region) for n, region in enumerate(regions)))])
    places = rankings(made, "tag", "outage")["Places"]
    assert counts(places) == [("North", 2), ("South", 1)]
    assert places.note == "Not counted: 2 events located only to the country"


def test_places_are_countries_where_no_more_is_known() -> None:
    places = rankings(archive([told(event(region="land"))]), "tag", "outage")["Places"]
    assert (counts(places), places.note) == ([("Land", 1)], "")


def test_nothing_named_is_no_ranking() -> None:
    assert rankings(archive([report()]), "region", "land") == {}


@pytest.mark.parametrize(("kind", "entry_id"), ENTRIES)
@settings(deadline=None, max_examples=60)
@given(events=EVENTS, chance=st.randoms(use_true_random=False))
def test_each_number_is_what_its_search_finds(
    kind: EntryKind, entry_id: str, events: list[Event], chance: Random
) -> None:
    """A number counts the events that carry both entries, however it was summed up, and in whatever order."""
    chance.shuffle(events)
    made = archive([told(*events)])
    for ranking in rankings(made, kind, entry_id).values():
        assert sorted(ranking.lines, key=lambda line: -line.count) == list(ranking.lines)
        for line in ranking.lines:
            assert line.count == found(made, line.search_url)
            assert line.description.startswith(f"{line.count} event")
            assert 1 <= line.share <= 100


def found(made: Archive, address: str) -> int:
    """Count the events that a search finds: those that carry every value it asks for."""
    asked = parse_qsl(urlsplit(address).query)
    assert asked.pop(0) == ("show", "events")
    wanted = {("tag" if facet == "type" else facet, value) for facet, value in asked}
    types = {value for facet, value in asked if facet == "type"}
    return sum(
        wanted <= event_entry_keys(dated.report, dated.event) and types <= {dated.event.type}
        for dated in made.catalogue.events
    )


@settings(deadline=None, max_examples=60)
@given(EVENTS)
def test_an_event_counts_once_for_each_that_it_names(events: list[Event]) -> None:
    """Summed over its lines, a ranking is how often events name anything of the kind."""
    named = Counter(actor for one in events for actor in one.actors if "land/north" in lineage(one.region))
    ranking = rankings(archive([told(*events)]), "region", "land/north").get("Actors")
    assert (sum(line.count for line in ranking.lines) if ranking else 0) == named.total()
