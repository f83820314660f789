"""Texts of foreign tables are repaired, and a repaired text is one that an archive accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.checks.warnings.hidden_characters import find_deceptive_text
from plugins.archive.text.characters import find_deceptive
from plugins.importers.text_repair import repair

LETTERS = "aceopxyABCEHKMOPTXаАбвгдеЕжзийкКлмМнНоОпрРсСтТуУфхХαΑΒοΟρ"


@pytest.mark.parametrize(
    ("cell", "text", "adjusted"),
    [
        ("Kissin  village\n", "Kissin village", ""),
        ("NA", "", ""),
        ("#N/A", "", ""),
        ("nan", "", ""),
        ("Nan province", "Nan province", ""),
        ("Côte d’Ivoire “quoted” ﬁnal", "Côte d’Ivoire “quoted” ﬁnal", ""),
        ("می\u200cخواهم", "می\u200cخواهم", ""),
        ("\ufeffOne\ufeff headline", "One headline", "characters"),
        ("Th\u200bree", "Three", "characters"),
        ("near \u200bAfrin\u200e", "near Afrin", "characters"),
        ("ไทย\u200bรัฐ", "ไทย\u200bรัฐ", ""),
        ("x\x92y \x93z\x94", "x’y “z”", "characters"),
        ("\udc93caf\udce9\udc94", "“café”", "characters"),
        ("donâ€™t Ã©tÃ©", "don’t été", "characters"),
        ("a\x00b\x0bc", "ab c", "characters"),
        ("\u3164", "", "characters"),
        ("Обзор в период cо 2 по 15 марта", "Обзор в период со 2 по 15 марта", "scripts"),
        ("\u0410l-Qaida in the West", "Al-Qaida in the West", "scripts"),
        ("Москва, USA", "Москва, USA", ""),
    ],
)
def test_damage_is_repaired_and_all_else_stays(cell: str, text: str, adjusted: str) -> None:
    """Typographic quotes, ligatures, joiners and words of other scripts are not damage."""
    assert repair(cell) == (text, adjusted)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(LETTERS)))
def test_a_repaired_text_is_accepted(cell: str) -> None:
    """No text has hidden characters or words of mixed scripts, and repairing it again changes nothing."""
    text = repair(cell).text
    assert not text or find_deceptive(text) is None
    assert not list(find_deceptive_text(text))
    assert text == " ".join(text.split())


@given(st.text("abcdefgh .,-'"))
def test_plain_text_is_not_adjusted(cell: str) -> None:
    """Most cells are plain text."""
    assert repair(cell).adjusted == ""
