"""Kinship: every link between entries is told from both its sides."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.model.entries import Actor, Tag
from plugins.archive.model.hierarchy import Relatives, find_relatives
from tests.samples import REGISTRY

IDS = [f"a{n}" for n in range(6)]


def actors(*given: Actor) -> dict[str, Actor]:
    return {actor.id: actor for actor in given}


def test_a_region_lies_in_all_around_it_and_consists_of_the_nearest() -> None:
    kin = find_relatives(REGISTRY.regions)
    assert kin["land"] == Relatives(children=("land/north", "land/south"))
    assert kin["land/north/port"] == Relatives(ancestors=("land/north", "land"))
    assert kin["land/north"] == Relatives(ancestors=("land",), children=("land/north/port",))


def test_an_actor_knows_who_names_it() -> None:
    """A link that stands in one entry only is told on the pages of both; one that stands in both is told once."""
    kin = find_relatives(
        actors(
            Actor(id="front", name="Front", successors=("union",)),
            Actor(id="wing", name="Wing", parent="union", predecessors=("front",)),
            Actor(id="union", name="Union", predecessors=("front", "league")),
            Actor(id="league", name="League"),
            Actor(id="squad", name="Squad", parent="wing"),
        )
    )
    assert kin["front"] == Relatives(successors=("union", "wing"))
    assert kin["league"] == Relatives(successors=("union",))
    assert kin["union"] == Relatives(children=("wing",), predecessors=("front", "league"))
    assert kin["squad"] == Relatives(ancestors=("wing", "union"))


def test_other_kinds_have_no_kin() -> None:
    assert find_relatives({"fog": Tag(id="fog", name="Fog")}) == {"fog": Relatives()}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()), max_size=12))
def test_who_came_from_another_is_what_the_other_became(links: list[tuple[str, str, bool]]) -> None:
    """Whichever side says so, and however often."""
    said = {one: ([], []) for one in IDS}  # type: dict[str, tuple[list[str], list[str]]]
    for earlier, later, by_the_later in links:
        said[later if by_the_later else earlier][0 if by_the_later else 1].append(earlier if by_the_later else later)
    kin = find_relatives(
        actors(*(Actor(id=one, name=one, predecessors=tuple(b), successors=tuple(a)) for one, (b, a) in said.items()))
    )
    pairs = {(earlier, later) for earlier, later, _ in links}
    assert {(other, one) for one in IDS for other in kin[one].predecessors} == pairs
    assert {(one, other) for one in IDS for other in kin[one].successors} == pairs
    assert all(len(set(kin[one].successors)) == len(kin[one].successors) for one in IDS)
