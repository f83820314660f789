"""The registry: names by date, lineage, and what is suggested for an id that is not there."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.entries import Source
from plugins.archive.model.registry import find_by_name, lineage, load_registry, name_on, unknown_id
from plugins.archive.problems import Problem
from tests.samples import REGISTRY


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1990, 1, 1), "Pilots' Front"),
        (date(2016, 7, 27), "Pilots' Front"),
        (date(2016, 7, 28), "Conquest Pilots"),
        (date(2017, 1, 27), "Conquest Pilots"),
        (date(2017, 1, 28), "United Pilots"),
        (date(2018, 4, 22), "United Pilots"),
    ],
)
def test_the_name_borne_on_a_day(day: date, name: str) -> None:
    """A former name holds in its time; on the day of a change the newer one does."""
    assert name_on(REGISTRY.actors["pilots"], day) == name


@given(st.dates())
def test_other_names_are_not_borne(day: date) -> None:
    """An acronym or an undated name never takes the place of the name."""
    assert name_on(REGISTRY.actors["pilots"], day) != "UP"
    assert name_on(REGISTRY.actors["guard"], day) == "Guard"


@given(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), min_size=1, max_size=6))
def test_lineage_goes_from_the_root_to_the_region(parts: list[str]) -> None:
    """Each ancestor stands once, the root first, the region itself last."""
    region = "/".join(parts)
    line = lineage(region)
    assert line[0] == parts[0]
    assert line[-1] == region
    assert len(line) == len(parts)
    assert all(below.startswith(f"{above}/") for above, below in itertools.pairwise(line))


def test_any_name_finds_its_entry() -> None:
    """An entry is found by its id and by each of its names, however they are spelt."""
    actors = REGISTRY.actors.values()
    for spelling in ("pilots", "UNITED PILOTS", "united-pilots", "up", "Pilots Front"):
        assert [entry.id for entry in find_by_name(actors, spelling)] == ["pilots"], spelling


@pytest.mark.parametrize(
    ("word", "what", "remedy"),
    [
        ("United Pilots", "'United Pilots' is a name of 'pilots'", "write pilots"),
        ("conquest-pilots", "'conquest-pilots' is a name of 'pilots'", "write pilots"),
        ("UP", "'UP' is a name of 'pilots'", "write pilots"),
        ("pilotts", "'pilotts' is not in the registry", "did you mean 'pilots'?"),
        ("Conqest Pilots", "'Conqest Pilots' is not in the registry", "did you mean 'pilots' (Conquest Pilots)?"),
        ("xyzzy", "'xyzzy' is not in the registry", "add it to the registry, or use an existing id"),
    ],
)
def test_a_name_in_place_of_an_id(word: str, what: str, remedy: str) -> None:
    """Who writes a name is told its id; who mistypes an id or a name is asked; else the registry is pointed to."""
    assert unknown_id(REGISTRY.actors, word) == (what, remedy)


def test_a_name_that_several_bear() -> None:
    """Which of several is meant is not guessed: all are named."""
    sources = {word: Source(id=word, name="The Press") for word in ("north-press", "south-press")}
    what = "'the press' is a name of each of north-press, south-press"
    assert unknown_id(sources, "the press") == (what, "write the one that is meant")


def test_a_faulty_entry_keeps_its_id() -> None:
    """One slip in an entry is one message: what points to the entry is let be."""
    problems: list[Problem] = []
    text = "- {id: a, name: A, parent: b}\n- {id: b, nam: B}\n- {id: c, name: C, parent: d}\n"
    registry = load_registry({"actor": ("actors.yaml", text)}, problems)
    assert set(registry.actors) == {"a", "b", "c"}
    assert {problem.field for problem in problems} == {"actor.nam", "actor.name", "actor.parent"}
    assert {problem.line for problem in problems} == {2, 3}


def test_the_order_of_a_registry_is_that_of_its_file() -> None:
    """Entries stay in the order in which people put them."""
    text = "- {id: z, name: Z}\n- {id: a, name: A}\n- {id: m, name: M}\n"
    assert list(load_registry({"tag": ("tags.yaml", text)}, []).tags) == ["z", "a", "m"]


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_a_circle_of_actors_is_found(rounds: int) -> None:
    """However long the way round, an actor that is part of itself is a fault; a chain is none."""
    problems: list[Problem] = []
    chain = "".join(f"- {{id: a{n}, name: A{n}, parent: a{n + 1}}}\n" for n in range(rounds))
    load_registry({"actor": ("actors.yaml", f"{chain}- {{id: a{rounds}, name: A{rounds}, parent: a0}}\n")}, problems)
    assert len(problems) == rounds + 1
    problems.clear()
    load_registry({"actor": ("actors.yaml", f"{chain}- {{id: a{rounds}, name: A{rounds}}}\n")}, problems)
    assert problems == []
