"""Duplicate entries: probable duplicates are found with their reasons, and different things are not."""

from collections.abc import Sequence

import pytest
from rapidfuzz.distance import OSA

from plugins.archive.merging.duplicate_entries import find_duplicates
from plugins.archive.model.entries import Actor, Entry, Name, Region, Source


def sources(*names: str) -> list[Source]:
    return [Source(id=f"s{n}", name=name) for n, name in enumerate(names)]


def found(entries: Sequence[Entry]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the reasons of each duplicate by the names of its entries."""
    return {(each.one.name, each.other.name): each.reasons for each in find_duplicates(entries)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Syrian Observatory for Human Rights", "SOHR", "'SOHR' has the initials of"),
        ("SOHR", "OHR", "'OHR' lacks a letter of the abbreviation SOHR"),
        ("SOH", "SOHR", "'SOH' lacks a letter of the abbreviation SOHR"),
        ("Syrian Observatory for Human Rights", "SHR", "'SHR' lacks a letter of the abbreviation SOHR"),
        ("ICG", "International Crisis Group", "'ICG' has the initials of"),
        ("Крымская Народная Газета", "КНГ", "'КНГ' has the initials of"),
        ("International Crisis Group", "Crisis Group", "'Crisis Group' is a part of"),
        ("Airwars", "Air Wars", "have the same letters"),
        ("Le Côte", "Le Cote", "have the same letters"),
        ("Al-Nusra Front", "Al Nosra Front", "differ by a letter"),
        ("International Crisis Group", "Internatonal Crisis Group", "differ by a letter"),
        ("Mohamad Alhakim", "Muhamed Alhakim", "differ by 2 letters"),
        ("กลุ่มดี", "กลุ่มดุ", "differ by a letter"),
        ("APT 28 Group", "apt 28 groop", "differ by a letter"),
    ],
)
def test_probable_duplicates_are_found(one: str, other: str, reason: str) -> None:
    """Whichever comes first."""
    for names in ((one, other), (other, one)):
        (reasons,) = found(sources(*names)).values()
        assert any(reason in each for each in reasons), reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Division 30", "Division 13"),
        ("Division 30", "Division"),
        ("الفرقة ٣٠", "الفرقة ٣١"),
        ("Government of Iran", "Government of Iraq"),
        ("Government of Niger", "Government of Nigeria"),
        ("AFP", "AP"),
        ("BBC", "ABC"),
        ("Homs", "Hama"),
        ("Free Syrian Army", "Syrian Arab Army"),
    ],
)
def test_different_names_are_no_duplicates(one: str, other: str) -> None:
    assert found(sources(one, other)) == {}


def test_entries_with_one_address_are_duplicates() -> None:
    """A whole site, or the same page of a shared site, but not two pages of it."""
    urls = [
        "https://www.sohr.example/",
        "http://sohr.example/en",
        "https://social.example/a",
        "https://social.example/b",
    ]
    entries = [
        Source(id=f"s{n}", name=letter * 9, url=url) for n, (letter, url) in enumerate(zip("abcd", urls, strict=True))
    ]
    assert found(entries) == {("a" * 9, "b" * 9): ("both have the web site sohr.example",)}
    wikidata = ("https://www.wikidata.org/wiki/Q1",)
    people = [Actor(id=name, name=name, same_as=wikidata) for name in ("Ahmad", "Bashar")]
    assert list(found(people)) == [("Ahmad", "Bashar")]
    ids = {"Ahmad": "1, 2", "Bashar": "3,2", "Carim": "4"}
    people = [Actor(id=name, name=name, identifiers=(("ucdp-actor", each),)) for name, each in ids.items()]
    assert list(found(people)) == [("Ahmad", "Bashar")]


def test_aliases_count_and_linked_actors_are_different() -> None:
    """An actor that is a part or the predecessor of another is not the same."""
    front = Actor(id="front", name="People's Front", names=(Name("Riders"),))
    assert list(found([front, Actor(id="riders", name="Riders")])) == [("People's Front", "Riders")]
    assert found([front, Actor(id="riders", name="Riders", parent="front")]) == {}
    assert found([front, Actor(id="riders", name="Riders", successors=("front",))]) == {}


def test_regions_are_compared_with_their_siblings() -> None:
    """Springfield is in many states, and a town can have the name of its province."""
    names = {
        "a": "A",
        "b": "B",
        "a/x": "Springfield",
        "b/x": "Springfield",
        "a/y": "Springfeld",
        "a/x/z": "Springfield",
    }
    entries = [Region(id=key, name=name, kind="town") for key, name in names.items()]
    assert list(found(entries)) == [("Springfield", "Springfeld")]


def test_few_pairs_of_names_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if all names begin with the same words, and many with the same letters."""
    words = [f"{a}{b}{c}" for a in "bdfghkmnprst" for b in ("alo", "ero", "ino", "ubo") for c in "bdfghkmnprst"]
    names = [f"Government of {word} and {other}" for word, other in zip(words, words[::-1], strict=True)]
    entries = sources(*names, *["Riders"] * 1000)
    compared = 0

    def count(one: str, other: str, *, score_cutoff: int) -> int:
        nonlocal compared
        compared += 1
        return distance(one, other, score_cutoff=score_cutoff)

    distance = OSA.distance
    monkeypatch.setattr(OSA, "distance", count)
    find_duplicates(entries)
    assert 0 < compared < 10 * len(entries)
