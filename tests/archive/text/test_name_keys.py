"""Name keys: names that differ in any language have different identity keys; forms of one name have equal ones."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from plugins.archive.text.name_keys import identity_key, numbers, similarity_key

PAIRS = json.loads(Path(__file__).with_name("name_pairs.json").read_text("utf-8"))
EQUAL = [*PAIRS["equal"], *PAIRS["equal in other forms"]]
SCRIPTS = {
    "Arabic": [(0x620, 0x63F), (0x641, 0x65F), (0x66E, 0x6D3), (0x750, 0x77F)],
    "Hebrew": [(0x591, 0x5BD), (0x5BF, 0x5EA)],
    "Devanagari": [(0x900, 0x963), (0x971, 0x97F)],
    "Bengali": [(0x980, 0x9E3)],
    "Thai": [(0xE01, 0xE4E)],
    "Khmer": [(0x1780, 0x17D3)],
    "Burmese": [(0x1000, 0x103F), (0x1050, 0x108F)],
    "Ethiopic": [(0x1200, 0x135F)],
    "Chinese": [(0x4E00, 0x9FFF)],
    "Korean": [(0xAC00, 0xD7A3)],
    "Japanese": [(0x3041, 0x309A), (0x30A1, 0x30FC)],
    "Cyrillic": [(0x430, 0x45F), (0x48A, 0x52F), (0x300, 0x304)],
    "Latin": [
        (0x61, 0x7A),
        (0xDF, 0xF6),
        (0xF8, 0x17E),
        (0x180, 0x24F),
        (0x1E00, 0x1E9A),
        (0x1E9C, 0x1EFF),
        (0x300, 0x33C),
        (0x2B0, 0x2BB),
    ],
}
"""The code points of each script, first and last. The tatweel, the letter apostrophe and the long s are left out."""


def letters(script: str) -> list[str]:
    """Return the lower-case letters and marks of a script, each in NFC and none equivalent to another."""
    found = (chr(code) for first, last in SCRIPTS[script] for code in range(first, last + 1))
    return [
        c
        for c in found
        if unicodedata.category(c)[0] in "LM" and c == unicodedata.normalize("NFC", c.lower())
        if c == "\u0e33" or not unicodedata.decomposition(c).startswith("<compat>")
    ]


LETTERS = {script: letters(script) for script in SCRIPTS}
BASES = {"Cyrillic": "а", "Latin": "a"}


@pytest.mark.parametrize(("one", "other", "reason"), PAIRS["different"])
def test_different_names_have_different_keys(one: str, other: str, reason: str) -> None:
    """In each normalization form and in capital letters, except for WEISS, which can be either name."""
    for form in ("NFC", "NFD"):
        assert identity_key(unicodedata.normalize(form, one)) != identity_key(other), reason
        capitals = unicodedata.normalize(form, one.upper())
        assert "ß" in one or identity_key(capitals) != identity_key(other), reason


@pytest.mark.parametrize(("one", "other", "reason"), EQUAL)
def test_forms_of_one_name_have_equal_keys(one: str, other: str, reason: str) -> None:
    assert one != other
    assert identity_key(one) == identity_key(other), reason
    assert identity_key(unicodedata.normalize("NFD", one)) == identity_key(other), reason


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_letter_and_mark_of_a_script_has_its_own_key(script: str) -> None:
    """So replacing one in a name gives another name. Marks are compared on a letter of their script."""
    base = BASES.get(script) or next(c for c in LETTERS[script] if unicodedata.category(c)[0] == "L")
    names = {unicodedata.normalize("NFC", f"{base}{c}") for c in LETTERS[script]}
    assert len({identity_key(name) for name in names}) == len(names) > 30


@st.composite
def names_with_a_change(draw: st.DrawFn) -> tuple[str, str]:
    """Generate a name in one script, and the name after a letter or mark was replaced or dropped."""
    script = draw(st.sampled_from(list(SCRIPTS)))
    letter = st.sampled_from(LETTERS[script])
    name = draw(st.lists(letter, min_size=2, max_size=8))
    place = draw(st.integers(0, len(name) - 1))
    other = [*name[:place], *([draw(letter)] if draw(st.booleans()) else []), *name[place + 1 :]]
    return "".join(name), "".join(other)


@given(names_with_a_change(), st.sampled_from(["", "Group ", " 30"]))
def test_replacing_or_dropping_a_letter_gives_another_name(pair: tuple[str, str], more: str) -> None:
    """For words that are not canonically equivalent."""
    one, other = (unicodedata.normalize("NFC", more + name) for name in pair)
    assume(one != other)
    assert identity_key(one) != identity_key(other)


@given(st.text(max_size=40))
@example("A - -5 – 6")
@example("\u0640\u0650\uff9e")
@example("\u00ad")
def test_keys_are_stable(text: str) -> None:
    """The key of a key is the same key, and normalization forms and white space do not matter."""
    for key in (identity_key, similarity_key):
        assert key(key(text)) == key(text)
    assert identity_key(unicodedata.normalize("NFD", text)) == identity_key(text)
    assert identity_key(f" {text}\u3000") == identity_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grønhavn", "GRØNHAVN"),
        ("Ḥamāh", "Hamah"),
        ("People's Office", "Peoples Office"),
        ("Straße", "STRASSE"),
        ("al_rastan", "al-Rastan"),
        ("عَمَّان", "عمان"),
        ("דָּוִד", "דוד"),
        ("ἀθῆναι", "Αθηναι"),
    ],
)
def test_accents_and_optional_marks_do_not_matter_for_similarity(one: str, other: str) -> None:
    """Though the names are not certainly equal, except for case and punctuation."""
    assert similarity_key(one) == similarity_key(other)


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("मीना", "मूना"), ("กลุ่มดี", "กลุ่มดุ"), ("ハン", "バン")])
def test_similarity_keys_keep_combining_vowels(one: str, other: str) -> None:
    assert similarity_key(one) != similarity_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("APT 28", "apt37"),
        ("Division 30", "Division 13"),
        ("الفرقة ٣٠", "الفرقة ١٣"),
        ("दल ३०", "दल 13"),
        ("กลุ่ม ๓๐", "กลุ่ม ๑๓"),
        ("第三十师", "第十三师"),
        ("Brigade II", "brigade-iii"),
        ("Brigade Ⅳ", "Brigade Ⅵ"),
        ("Division ３０", "Division ３１"),
        ("Group", "Group 5"),
        ("ጓድ ፴", "ጓድ ፫"),
    ],
)
def test_numbers_of_any_script_are_compared(one: str, other: str) -> None:
    assert numbers(one) != numbers(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("APT 28", "apt28"),
        ("Division 030", "Division ٣٠"),
        ("L'Élysée", "Elysee"),
        ("M. Dupont", "Dupont"),
        ("mix", "Mix"),
    ],
)
def test_equal_numbers_in_other_forms(one: str, other: str) -> None:
    """Initials and articles are not Roman numerals."""
    assert numbers(one) == numbers(other)
