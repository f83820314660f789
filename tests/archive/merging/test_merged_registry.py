"""Merged registry: which ids change in a merge, and which merges are refused."""

import pytest

from plugins.archive.merging.merged_entry import MergeError, merge_entries
from plugins.archive.merging.merged_registry import changed_ids, merged_vocabulary
from plugins.archive.model.entries import Actor, Region
from plugins.archive.model.registry import Registry


def actors(**given: dict[str, object]) -> Registry:
    """Return a registry of actors with the given keys."""
    return Registry(actors={key: Actor(id=key, name=key, **values) for key, values in given.items()})  # type: ignore[arg-type]


def regions(*ids: str) -> Registry:
    return Registry(regions={entry_id: Region(id=entry_id, name=entry_id) for entry_id in ids})


@pytest.mark.parametrize(
    ("registry", "message"),
    [
        (actors(a={}), "'b' is not in the registry — add it"),
        (actors(a={"formerly": ("b",)}), "'b' was already merged into 'a'"),
        (actors(a={"parent": "b"}, b={}), r"'a' is a part of 'b' \(a → b\)"),
        (actors(a={}, c={"parent": "a"}, b={"parent": "c"}), r"'b' is a part of 'a' \(b → c → a\)"),
        (actors(a={"successors": ("b",)}, b={}), r"'a' became 'b' \(a → b\)"),
        (actors(a={"predecessors": ("c",)}, b={}, c={"predecessors": ("b",)}), r"'b' became 'a' \(b → c → a\)"),
    ],
)
def test_contradictory_merges_are_refused(registry: Registry, message: str) -> None:
    """In both directions, with the reason and a remedy."""
    for old, into in (("a", "b"), ("b", "a")):
        with pytest.raises(MergeError, match=message):
            changed_ids("actor", registry, old, into)


def test_an_entry_is_not_merged_into_itself() -> None:
    with pytest.raises(MergeError, match="'a' is given twice"):
        changed_ids("actor", actors(a={}), "a", "a")


def test_regions_within_a_merged_region_move() -> None:
    """Their ids change, and the old ones become former ids."""
    registry = regions("a", "a/x", "a/x/y", "ab", "b", "b/z")
    ids = changed_ids("region", registry, "a", "b")
    assert ids == {"a": "b", "a/x": "b/x", "a/x/y": "b/x/y"}
    merged = merge_entries(registry.regions["a"], registry.regions["b"])
    vocabulary = merged_vocabulary("region", registry, merged, ids, "a")
    assert list(vocabulary) == ["b/x", "b/x/y", "ab", "b", "b/z"]
    assert {key: entry.formerly for key, entry in vocabulary.items() if entry.formerly} == {
        "b": ("a",),
        "b/x": ("a/x",),
        "b/x/y": ("a/x/y",),
    }


@pytest.mark.parametrize(
    ("ids", "old", "into", "message"),
    [
        (("a", "a/b"), "a", "a/b", "'a/b' is within 'a'.* — merge a/b into a instead"),
        (("a", "a/x", "b", "b/x"), "a", "b", "'a/x' would become 'b/x'.* — merge a/x into that region first"),
    ],
)
def test_regions_that_cannot_move_are_refused(ids: tuple[str, ...], old: str, into: str, message: str) -> None:
    with pytest.raises(MergeError, match=message):
        changed_ids("region", regions(*ids), old, into)


def test_links_lead_to_the_other_entry_once() -> None:
    """Links of other entries are replaced, and a list has the id once."""
    registry = actors(a={}, b={}, c={"parent": "a", "predecessors": ("b", "d", "a")}, d={"successors": ("c",)})
    merged = merge_entries(registry.actors["a"], registry.actors["b"])
    vocabulary = merged_vocabulary("actor", registry, merged, {"a": "b"}, "a")
    third = vocabulary["c"]
    assert isinstance(third, Actor)
    assert (third.parent, third.predecessors) == ("b", ("b", "d"))
    assert vocabulary["d"] == registry.actors["d"]
