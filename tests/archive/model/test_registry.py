"""The registry: names by date, lineage, and suggestions for unknown ids."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
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
def test_name_on_a_day(day: date, name: str) -> None:
    """A former name is used in its time; on the day of a change the newer name is used."""
    assert name_on(REGISTRY.actors["pilots"], day) == name


@given(st.dates())
def test_names_without_dates_are_never_used(day: date) -> None:
    """Acronyms and undated names never replace the main name."""
    assert name_on(REGISTRY.actors["pilots"], day) != "UP"
    assert name_on(REGISTRY.actors["guard"], day) == "Guard"


@given(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), min_size=1, max_size=6))
def test_lineage_is_ordered_from_the_root(parts: list[str]) -> None:
    """Each ancestor is listed once, from the root to the region itself."""
    region = "/".join(parts)
    line = lineage(region)
    assert line[0] == parts[0]
    assert line[-1] == region
    assert len(line) == len(parts)
    assert all(child.startswith(f"{parent}/") for parent, child in itertools.pairwise(line))


def test_entry_is_found_by_any_name() -> None:
    """An entry is found by its id and each of its names, ignoring case and hyphens, but not apostrophes."""
    actors = REGISTRY.actors.values()
    for spelling in ("pilots", "UNITED PILOTS", "united-pilots", "up", "Pilots’ Front", "Pilots"):
        assert [entry.id for entry in find_by_name(actors, spelling)] == ["pilots"], spelling
    assert find_by_name(actors, "Pilots Front") == []


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
def test_message_for_an_unknown_id(word: str, what: str, remedy: str) -> None:
    """The message gives the id of a name, or suggests the most similar id, or points to the registry."""
    assert unknown_id(REGISTRY.actors, word) == (what, remedy)


def test_message_for_an_ambiguous_name() -> None:
    """The message lists all entries with the name."""
    sources = {word: Source(id=word, name="The Press") for word in ("north-press", "south-press")}
    what = "'the press' is a name of several entries: north-press, south-press"
    assert unknown_id(sources, "the press") == (what, "write the id of one of them")


def test_entry_with_errors_keeps_its_id() -> None:
    """An error in an entry does not cause errors for links to it."""
    problems: list[Problem] = []
    text = "- {id: a, name: A, parent: b}\n- {id: b, nam: B}\n- {id: c, name: C, parent: d}\n"
    registry = load_registry({"actor": ("actors.yaml", text)}, problems)
    assert set(registry.actors) == {"a", "b", "c"}
    assert {problem.field for problem in problems} == {"actor.nam", "actor.name", "actor.parent"}
    assert {problem.line for problem in problems} == {2, 3}


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("{id: a, name: A}", "{id: b, name: B, formerly: a}", "'a' is already an id of 'a'"),
        ("{id: a, name: A, formerly: b}", "{id: b, name: B}", "'b' is also a former id of 'a'"),
        ("{id: a, name: A, formerly: c}", "{id: b, name: B, formerly: [d, c]}", "'c' is already an id of 'a'"),
        ("{id: a, name: A, formerly: [c, c]}", "{id: b, name: B}", "'c' is already an id of 'a'"),
        ("{id: a, name: A, formerly: a}", "{id: b, name: B}", "'a' is already an id of 'a'"),
    ],
)
def test_no_id_is_used_twice(first: str, second: str, what: str) -> None:
    """Neither as an id nor as a former id."""
    problems: list[Problem] = []
    load_registry({"tag": ("tags.yaml", f"- {first[:-1]}, kind: topic}}\n- {second[:-1]}, kind: topic}}\n")}, problems)
    assert [problem.what for problem in problems] == [what]


def test_an_entry_is_found_by_a_former_id() -> None:
    """So `check --fix` updates reports that were written before a merge."""
    sources = {"new": Source(id="new", name="New", formerly=("old",))}
    assert find_by_name(sources.values(), "OLD") == [sources["new"]]
    assert unknown_id(sources, "old") == ("'old' is a former id of 'new'", "write new")


def test_entries_have_the_order_of_the_file() -> None:
    """Entries are not sorted."""
    text = "- {id: z, name: Z}\n- {id: a, name: A}\n- {id: m, name: M}\n"
    assert list(load_registry({"tag": ("tags.yaml", text)}, []).tags) == ["z", "a", "m"]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_cycle_of_actors_is_reported(length: int) -> None:
    """A cycle of parents of any length is reported; a chain is not."""
    problems: list[Problem] = []
    chain = "".join(f"- {{id: a{n}, name: A{n}, parent: a{n + 1}}}\n" for n in range(length))
    load_registry({"actor": ("actors.yaml", f"{chain}- {{id: a{length}, name: A{length}, parent: a0}}\n")}, problems)
    assert len(problems) == length + 1
    problems.clear()
    load_registry({"actor": ("actors.yaml", f"{chain}- {{id: a{length}, name: A{length}}}\n")}, problems)
    assert problems == []


def chain(kind: EntryKind, length: int) -> list[str]:
    """Read a vocabulary in which each of `length` entries is the parent of the next; return the problems."""
    if kind == "region":
        lines = [f"- {{id: {'/'.join(['a'] * n)}, name: Name {n}}}" for n in range(1, length + 1)]
    else:
        lines = [f"- {{id: a{n}, name: Name {n}{f', parent: a{n - 1}' if n else ''}}}" for n in range(length)]
    problems: list[Problem] = []
    load_registry({kind: (f"{kind}.yaml", "\n".join(lines))}, problems)
    return [f"{problem.line} {problem.field}: {problem.what}" for problem in problems]


@pytest.mark.parametrize(("kind", "key"), [("actor", "parent"), ("region", "id")])
def test_chains_of_parents_are_limited(kind: EntryKind, key: str) -> None:
    """At most 32 ancestors; of a longer chain only the first entry below them is a problem."""
    assert chain(kind, limits.ANCESTORS + 1) == []
    (problem,) = chain(kind, limits.ANCESTORS + 9)
    assert problem.startswith(f"{limits.ANCESTORS + 2} {kind}.{key}: ")
    assert problem.endswith(f"has more than {limits.ANCESTORS} ancestors")
