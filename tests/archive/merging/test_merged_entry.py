"""Merged entries: an entry gets what it lacks, loses nothing, and contradictions are refused."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.merging.merged_entry import CONTRADICTIONS, MergeError, merge_entries
from plugins.archive.model.entries import SCHEMAS, Actor, Author, Name, Region, Source, Tag
from plugins.archive.text.dates import parse_edtf

FORMER = Name("Front", kind="former", since=parse_edtf("2012-01-23"), until=parse_edtf("2016-07-28"))


def test_names_of_the_old_entry_are_added() -> None:
    """Its main name becomes an alias; dates, kinds and languages stay; spellings that are there are not repeated."""
    old = Actor(id="old", name="Old Group", kind="armed-group", names=(FORMER, Name("NEW group"), Name("O.G.")))
    into = Actor(id="new", name="New Group", kind="armed-group", names=(Name("O.G."), Name("Front")))
    merged = merge_entries(old, into)
    assert merged.entry.names == (*into.names, Name("Old Group", kind="alias"), FORMER)
    assert merged.entry.formerly == ("old",)
    assert merged.omitted == ()
    assert merged.added == (("names", (Name("Old Group", kind="alias"), FORMER)), ("formerly", ("old",)))


def test_missing_values_are_carried_over_and_others_listed() -> None:
    """A value is never replaced."""
    old = Source(id="ohr", name="OHR", kind="publisher", url="https://a.example/", lang="ar", formerly=("oh",))
    into = Source(id="sohr", name="SOHR", kind="monitor", url="https://b.example/", formerly=("so",))
    merged = merge_entries(old, into)
    assert isinstance(merged.entry, Source)
    assert (merged.entry.lang, merged.entry.url, merged.entry.kind) == ("ar", "https://b.example/", "monitor")
    assert merged.entry.formerly == ("so", "oh", "ohr")
    assert merged.omitted == (("kind", "publisher"), ("url", "https://a.example/"))


def test_ids_in_other_data_sets_are_joined() -> None:
    """So an import finds the actor by the ids of both."""
    old = Actor(id="a", name="A", identifiers=(("other", "7"), ("ucdp-actor", "1, 2")))
    into = Actor(id="b", name="B", identifiers=(("ucdp-actor", "2, 3"),))
    merged = merge_entries(old, into)
    assert isinstance(merged.entry, Actor)
    assert merged.entry.identifiers == (("other", "7"), ("ucdp-actor", "2, 3, 1"))
    assert merged.added[-1] == ("identifiers", merged.entry.identifiers)
    assert not dict(merge_entries(into, into).added).get("identifiers")


def test_name_of_a_kind_without_other_names_is_listed() -> None:
    merged = merge_entries(Author(id="a", name="A. Writer"), Author(id="b", name="Ann Writer"))
    assert merged.omitted == (("name", "A. Writer"),)


@pytest.mark.parametrize(
    ("old", "into"),
    [
        (Region(id="a", name="A", code="SY"), Region(id="b", name="B", code="TR")),
        (Actor(id="a", name="A", parent="c"), Actor(id="b", name="B", parent="d")),
        (Tag(id="a", name="A", kind="topic"), Tag(id="b", name="B", kind="event-type")),
    ],
)
def test_contradictions_are_refused(old: Any, into: Any) -> None:
    """The message has both values and a remedy."""
    with pytest.raises(
        MergeError, match=r"'a' and 'b' have a different \w+, '.+' and '.+', so they are not the same — if they"
    ):
        merge_entries(old, into)


WORDS = st.sampled_from(["", "one", "two"])
ITEMS: dict[str, Callable[[str], Any]] = {"names": Name, "identifiers": lambda word: (word, word)}
LISTS = st.lists(st.sampled_from(["one", "two", "three"]), unique=True).map(tuple)


@given(st.data(), st.sampled_from(list(SCHEMAS)))
def test_no_value_is_lost(data: st.DataObject, kind: str) -> None:
    """Every value of both entries is in the merged one or in the list of omitted values."""
    record = SCHEMAS[kind]  # type: ignore[index]  # a plain string
    contradictions = [key for struct, keys in CONTRADICTIONS.items() if struct is record.struct for key in keys]
    both = []
    for entry_id in ("old", "new"):
        given_values: dict[str, Any] = {"id": entry_id, "name": data.draw(st.sampled_from(["One", "ONE", "Two"]))}
        for field in msgspec.structs.fields(record.struct):
            if field.name in record.fields and field.name not in (*given_values, *contradictions):
                is_list = isinstance(field.default, tuple)
                drawn = data.draw(LISTS if is_list else WORDS)
                given_values[field.name] = (
                    tuple(ITEMS.get(field.name, str)(w) for w in sorted(drawn)) if is_list else drawn
                )
        both.append(record.struct(**given_values))
    old, into = both
    merged = merge_entries(old, into)
    omitted = dict(merged.omitted)
    for key in given_values.keys() - {"id", "name", "names", "formerly"}:
        mine, other, result = (getattr(each, key) for each in (into, old, merged.entry))
        if isinstance(result, tuple):
            assert {*mine, *other} == {*result}
        else:
            assert result == (mine or other)
            assert not other or other in (result, omitted.get(key))
    known = {*map(str.casefold, merged.entry.spellings()), omitted.get("name", "").casefold()}
    assert {name.casefold() for each in both for name in each.spellings()} <= known
    assert {*old.formerly, *into.formerly, "old"} == set(merged.entry.formerly)
