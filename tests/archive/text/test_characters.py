"""Characters: deceptive text is an error, legitimate text in any script is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.characters import find_deceptive, find_hidden_character

LEGITIMATE = [
    "وكالة أعماق الإخبارية",
    "هيئة تحرير الشام (\u200fHTS\u200f)",
    "می\u200cخواهم به خانه‌ها بروم",
    "סוכנות הידיעות «אעמאק»",
    "क्\u200dष और श्री\u200d",
    "Министерство обороны, Т-72Б и С-300",
    "Ελληνική Αστυνομία",
    "Հայաստան",
    "Deir ez-Zor — “Dayr az-Zawr”, naïve café, Ĳssel, Straße, İstanbul",
    "10 μm, Δv, 3 Ω, 5 kΩ, x²",
    "東京と大阪、テスト",
    "👩\u200d👩\u200d👧 and ❤\ufe0f",
    "a soft\u00adhyphen",
    "SMS-рассылка, ИГИЛ/ISIS",
    "葛\U000e0100飾区、辻\ufe00",
    "ꓡꓲ-ꓢꓴ",
    "ᠮᠣᠩᠭᠣᠯ\u180b",
]


@pytest.mark.parametrize("text", LEGITIMATE)
def test_legitimate_text_is_accepted(text: str) -> None:
    """Words in any script, direction marks, joiners where a script needs them, emoji, formulas."""
    assert find_deceptive(text) is None


@pytest.mark.parametrize(
    "code", [0x00, 0x0B, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0x206A]
)
@pytest.mark.parametrize("end", ["", "text"])
def test_controls_and_overrides_are_errors(code: int, end: str) -> None:
    """At any position; the message has the code point."""
    found = find_deceptive(f"text {chr(code)}{end}")
    assert found
    assert f"U+{code:04X}" in found[0]


@pytest.mark.parametrize("code", [0xFEFF, 0xFFF9, 0xFFFE, 0xFFFF, 0xFDD0, 0x115F, 0x3164, 0xFFA0, 0xE0041, 0xE007F])
def test_hidden_characters_are_found(code: int) -> None:
    """Byte order marks inside text, noncharacters, letters without a glyph, tag characters."""
    assert find_hidden_character(f"a{chr(code)}b")


@pytest.mark.parametrize("text", ["\u200e", "\u00ad\u200b", "\u2800 \u2800", "\u200d\ufe0f", "\U000e0100", "\u17b4"])
def test_text_without_a_visible_character_is_an_error(text: str) -> None:
    """These characters are allowed in text, but not alone."""
    found = find_deceptive(text)
    assert found
    assert found[0].startswith(f"has no visible text, only the hidden character U+{ord(text[0]):04X}")
    assert find_deceptive(f"a {text} b") is None


@pytest.mark.parametrize("character", ["\u200b", "\u200c", "\u200d", "\u2060", "\u200b\u200d"])
@pytest.mark.parametrize("word", ["am{}aq", "ам{}ак", "Αμ{}ακ"])
def test_invisible_characters_inside_words_are_errors(character: str, word: str) -> None:
    """With a joiner, a Latin, Cyrillic or Greek word would be a different word that looks the same."""
    found = find_deceptive(word.format(character))
    assert found
    assert "inside a word" in found[0]


@given(st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["Cc"]))
def test_latin_letters_are_accepted(letter: str) -> None:
    assert find_deceptive(f"x{letter}x") is None


@pytest.mark.parametrize(
    "word",
    [
        "\u0430maq",
        "ama\u051b",
        "\u0410maq",
        "islami\u0441",
        "\u03bfffice",
        "M\u043e\u0441\u043a\u0432\u0430",
        "\u0585ne",
        "I\ua4e2IS",
    ],
)
def test_words_of_two_scripts_are_errors(word: str) -> None:
    """Also with accents and invisible characters between the letters."""
    for spelling in (word, f"the ({word}) agency", f"{word[0]}\u0301{word[1:]}", f"{word[:2]}\u00ad{word[2:]}"):
        found = find_deceptive(spelling)
        assert found, spelling
        assert "mixes two scripts in the word" in found[0]
