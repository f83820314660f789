"""Confusables: the generated table, words of two scripts, and skeletons."""

import json
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.confusable_letters import CONFUSABLES
from plugins.archive.text.confusables import LATIN_LOOKALIKES, find_mixed_script_word, skeleton
from tests.archive.text.make_confusables import TABLE, generate


def test_the_table_is_up_to_date() -> None:
    """`make_confusables.py` generates the same bytes from the installed data."""
    assert TABLE.read_text("utf-8") == generate()


def test_the_table_maps_to_single_ascii_characters() -> None:
    assert all(len(letter) == 1 and letter.isascii() for letter in CONFUSABLES)


def test_the_data_has_the_known_lookalikes_of_a() -> None:
    """The package has the format that the script expects: characters with lists of their lookalikes."""
    data = json.loads(resources.files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8"))
    assert "\u0430" in {item["c"] for item in data["a"]}


def test_lookalikes_are_found_in_latin_words() -> None:
    """Each non-Latin letter of the table is found."""
    foreign = [
        letter
        for letter in LATIN_LOOKALIKES
        if ord(letter) > 0x36F and not 0x1D00 <= ord(letter) < 0x1FFF and ord(letter) < 0x2C00
    ]
    assert len(foreign) > 100
    assert [letter for letter in foreign if not find_mixed_script_word(f"na{letter}me")] == []


@given(st.text(max_size=40))
def test_skeleton_is_idempotent(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text(st.sampled_from("abcIl1O0 -"), max_size=12), st.data())
def test_lookalikes_have_the_same_skeleton(name: str, data: st.DataObject) -> None:
    """For any number of replaced letters."""
    imitation = "".join(data.draw(st.sampled_from([letter, *CONFUSABLES.get(letter, "")])) for letter in name)
    assert skeleton(imitation) == skeleton(name)


def test_blank_braille_pattern_separates_words() -> None:
    assert skeleton("a\u2800b") == skeleton("a b") != skeleton("ab")
