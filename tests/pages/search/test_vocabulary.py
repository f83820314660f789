"""The search vocabulary: small sorted files, in which the page finds every word."""

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.search_folding import search_words
from plugins.pages.search import vocabulary
from plugins.pages.search.vocabulary import ENTRIES_PER_FILE, word_files


def entries(words: Mapping[str, int]) -> tuple[list[str], list[list[str]]]:
    files = {name: json.loads(data) for name, data in word_files(words)}
    index = files.pop(vocabulary.INDEX)
    assert list(files) == [str(number) for number in range(len(index))]
    return index, list(files.values())


def test_files_have_limited_size_and_known_starts() -> None:
    """The index names the first form of each file, in the order of all forms."""
    index, files = entries({f"word{number:05}": 1 for number in range(ENTRIES_PER_FILE * 2 + 1)})
    assert [len(file) for file in files] == [ENTRIES_PER_FILE, ENTRIES_PER_FILE, 1]
    assert index == [file[0].removesuffix(" 1") for file in files]


def test_archive_without_words_has_an_empty_index() -> None:
    assert entries({}) == ([], [])


def test_forms_of_arabic_words_list_the_words() -> None:
    _, (file,) = entries({"المدرسه": 1, "مدرسه": 3, "lamp": 4})
    assert file == ["lamp 3", "المدرسه 1", "مدرسه المدرسه 1 مدرسه 2"]


@given(
    st.sets(
        st.text(st.characters(categories=["L", "N"]), min_size=1).flatmap(
            lambda text: st.sampled_from([word for word, _ in search_words(text)] or ["a"])
        ),
        max_size=30,
    )
)
def test_every_word_has_an_entry_and_entries_are_sorted_as_javascript_compares(words: set[str]) -> None:
    _, files = entries(dict.fromkeys(words, 1))
    found = [entry.split(" ") for file in files for entry in file]
    forms = [form for form, *_ in found]
    assert forms == sorted(set(forms), key=lambda form: form.encode("utf-16-be"))
    listed = {word for form, *others in found for word in (others[::2] if others[1:] else [form])}
    assert listed == words
