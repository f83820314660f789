"""Search folding in Python; `tests/browser/search/test_folding.py` has the same cases for the browser."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.search_folding import index_key, search_words, word_bases

CASES = json.loads((Path(__file__).parent / "search_folding.json").read_text("utf-8"))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"], max_codepoint=0x1FFFF), max_size=40)


def words(text: str) -> list[str]:
    return [word for word, _ in search_words(text)]


@pytest.mark.parametrize(("text", "expected"), CASES["words"])
def test_text_has_the_expected_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(("word", "expected"), CASES["bases"])
def test_arabic_words_are_listed_without_clitics(word: str, expected: str) -> None:
    assert list(word_bases(word)) == expected.split()


@pytest.mark.parametrize(("word", "expected"), CASES["keys"])
def test_key_of_a_word_is_one_that_pagefind_leaves_unchanged(word: str, expected: str) -> None:
    assert index_key(word) == expected


@given(TEXTS)
def test_forms_of_one_text_have_equal_words(text: str) -> None:
    """Canonically equal texts fold alike, and folding a word again changes nothing."""
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))
    for word, tail in search_words(text):
        assert tail or words(word)[0] == word


@given(TEXTS, TEXTS)
def test_spaces_separate_words(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)


@given(TEXTS)
def test_keys_have_only_letters_and_digits(text: str) -> None:
    """Pagefind removes other characters, and would take different words for one."""
    for word in words(text):
        assert index_key(word).isalnum()
