"""Hierarchy: every link is found from both of its entries."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.model.entries import Actor, Tag
from plugins.archive.model.hierarchy import Relatives, find_relatives
from tests.samples import REGISTRY

IDS = [f"a{n}" for n in range(6)]


def actors(*given: Actor) -> dict[str, Actor]:
    return {actor.id: actor for actor in given}


def test_ancestors_and_children_of_regions() -> None:
    relatives = find_relatives(REGISTRY.regions)
    assert relatives["land"] == Relatives(children=("land/north", "land/south"))
    assert relatives["land/north/port"] == Relatives(ancestors=("land/north", "land"))
    assert relatives["land/north"] == Relatives(ancestors=("land",), children=("land/north/port",))


def test_relatives_of_actors() -> None:
    """A link in one entry appears for both; a link in both entries appears once."""
    relatives = find_relatives(
        actors(
            Actor(id="front", name="Front", successors=("union",)),
            Actor(id="wing", name="Wing", parent="union", predecessors=("front",)),
            Actor(id="union", name="Union", predecessors=("front", "league")),
            Actor(id="league", name="League"),
            Actor(id="squad", name="Squad", parent="wing"),
        )
    )
    assert relatives["front"] == Relatives(successors=("union", "wing"))
    assert relatives["league"] == Relatives(successors=("union",))
    assert relatives["union"] == Relatives(children=("wing",), predecessors=("front", "league"))
    assert relatives["squad"] == Relatives(ancestors=("wing", "union"))


def test_other_kinds_have_no_relatives() -> None:
    assert find_relatives({"fog": Tag(id="fog", name="Fog")}) == {"fog": Relatives()}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()), max_size=12))
def test_predecessors_and_successors_match(links: list[tuple[str, str, bool]]) -> None:
    """The result does not depend on which of the two entries has the link, or on repetitions."""
    links_of = {one: ([], []) for one in IDS}  # type: dict[str, tuple[list[str], list[str]]]
    for earlier, later, by_the_later in links:
        links_of[later if by_the_later else earlier][0 if by_the_later else 1].append(
            earlier if by_the_later else later
        )
    relatives = find_relatives(
        actors(
            *(Actor(id=one, name=one, predecessors=tuple(b), successors=tuple(a)) for one, (b, a) in links_of.items())
        )
    )
    pairs = {(earlier, later) for earlier, later, _ in links}
    assert {(other, one) for one in IDS for other in relatives[one].predecessors} == pairs
    assert {(one, other) for one in IDS for other in relatives[one].successors} == pairs
    assert all(len(set(relatives[one].successors)) == len(relatives[one].successors) for one in IDS)
