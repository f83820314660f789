"""Spelling: names that compare equal, suggestions for misspelt words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.spelling import closest_match, unambiguous_match


def test_the_closest_match_is_similar() -> None:
    """A typo is matched; a word that is similar to none is not."""
    known = ["actors", "authors", "region", "summary"]
    assert closest_match("acters", known) == "actors"
    assert closest_match("regoin", known) == "region"
    assert closest_match("xylophone", known) is None
    assert closest_match("anything", []) is None


@pytest.mark.parametrize(
    ("word", "known"),
    [("APT 28", "apt37"), ("Division 30", "Division 13"), ("الفرقة ٣٠", "الفرقة ١٣"), ("Brigade II", "brigade-iii")],
)
def test_names_with_other_numbers_are_not_similar(word: str, known: str) -> None:
    """Each numbered unit is another actor."""
    assert closest_match(word, [known]) is None
    assert closest_match(word, [known, f"{word}th"]) in {None, f"{word}th"}


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=5))
def test_the_closest_match_is_a_known_word(word: str, known: list[str]) -> None:
    assert closest_match(word, known) in {*known, None}


@pytest.mark.parametrize(
    ("word", "match"),
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
def test_unambiguous_matches(word: str, match: str | None) -> None:
    """One or two typos in a long word, the case and hyphens are unambiguous; typos in a short word are not."""
    assert unambiguous_match(word, ["actors", "title", "summary", "tags", "place_precision", "attributed_to"]) == match


def test_a_typo_of_two_words_is_ambiguous() -> None:
    assert unambiguous_match("lost", ["last", "lest"]) is None
    assert unambiguous_match("Last", ["last", "lest"]) == "last"
