"""Names: spellings that are compared, ids that are made, words that are suggested."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.spelling import closest_match, normalize, slugify, unambiguous_match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Grønhavn", "GRØNHAVN"),
        ("Ḥamāh", "Hamah"),
        ("People's Office", "Peoples Office"),
        ("Südbank", "Su\u0308dbank"),
        ("Straße", "STRASSE"),
        ("al_rastan", "al-Rastan"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    """Case, accents, hyphens and ways to encode a letter make no other name."""
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("دير الزور", "حمص"), ("port 1", "port 2")])
def test_different_names(one: str, other: str) -> None:
    """Names that differ in their letters stay different, in any script."""
    assert normalize(one) != normalize(other)


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text: str) -> None:
    """What is folded is folded, whichever case it came in."""
    assert normalize(normalize(text)) == normalize(text)


@given(st.text(max_size=60))
def test_an_id_is_an_id(text: str) -> None:
    """A slug is empty or an id as the registries want it, and is its own slug."""
    slug = slugify(text)
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Deir ez-Zor", "deir-ez-zor"),
        ("Qal'at Salih", "qalat-salih"),
        ("Ḥamāh", "hamah"),
        ("حمص", ""),
        ("Łódź", "lodz"),
        ("GRØNHAVN", "gronhavn"),
        ("Großstraße", "grossstrasse"),
        ("Þingvellir", "thingvellir"),
    ],
)
def test_ids_of_names(name: str, slug: str) -> None:
    """A Latin name gives the id that one would type; another script gives none."""
    assert slugify(name) == slug


def test_a_suggestion_is_near_or_none() -> None:
    """A slip finds what was meant; what is far from everything finds nothing."""
    known = ["actors", "authors", "region", "summary"]
    assert closest_match("acters", known) == "actors"
    assert closest_match("regoin", known) == "region"
    assert closest_match("xylophone", known) is None
    assert closest_match("anything", []) is None


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=5))
def test_a_suggestion_is_one_of_the_known(word: str, known: list[str]) -> None:
    """Nothing is suggested that is not there."""
    assert closest_match(word, known) in {*known, None}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("acters", "actors"), ("Actors", "actors"), ("place-precision", "place_precision"), ("summery", "summary")),
        *(
            ("titel", "title"),
            ("atributed_too", "attributed_to"),
            ("tag", None),
            ("xylophone", None),
            ("act ors too", None),
        ),
    ],
)
def test_a_slip_that_is_certain(word: str, meant: str | None) -> None:
    """A slip or two in a long word, another case or another hyphen are certain; in a short word nothing is."""
    assert unambiguous_match(word, ["actors", "title", "summary", "tags", "place_precision", "attributed_to"]) == meant


def test_a_slip_that_could_be_two_words_is_not_certain() -> None:
    """What is as near to one word as to another is neither."""
    assert unambiguous_match("lost", ["last", "lest"]) is None
    assert unambiguous_match("Last", ["last", "lest"]) == "last"
