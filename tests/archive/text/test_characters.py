"""Characters and look-alikes: what deceives a reader is refused, and honest words in any script pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.entries import SCHEMAS
from plugins.archive.model.registry import load_registry
from plugins.archive.model.report import REPORT
from plugins.archive.model.site import SITE
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import IDENTIFIER, URL
from plugins.archive.schema.record import ListOf, Record
from plugins.archive.text.characters import find_deceptive, find_hidden_character
from plugins.archive.text.confusable_letters import CONFUSABLES
from plugins.archive.text.confusables import LATIN_LOOKALIKES, find_mixed_script_word, skeleton

HONEST = [
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


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_pass(text: str) -> None:
    """Words of any script, marks of direction, joiners where a script needs them, emoji, formulas."""
    assert find_deceptive(text) is None


@pytest.mark.parametrize(
    "code", [0x00, 0x0B, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0x206A]
)
@pytest.mark.parametrize("end", ["", "text"])
def test_controls_and_overrides_are_refused(code: int, end: str) -> None:
    """Wherever they stand; the message names the character."""
    found = find_deceptive(f"text {chr(code)}{end}")
    assert found
    assert f"U+{code:04X}" in found[0]


@pytest.mark.parametrize("code", [0xFEFF, 0xFFF9, 0xFFFE, 0xFFFF, 0xFDD0, 0x115F, 0x3164, 0xFFA0, 0xE0041, 0xE007F])
def test_what_nobody_sees_is_refused(code: int) -> None:
    """Marks of byte order within a text, no characters, letters without a shape, the invisible ASCII."""
    assert find_hidden_character(f"a{chr(code)}b")


@pytest.mark.parametrize("text", ["\u200e", "\u00ad\u200b", "\u2800 \u2800", "\u200d\ufe0f", "\U000e0100", "\u17b4"])
def test_a_text_that_shows_nothing_is_refused(text: str) -> None:
    """Each of its characters may stand in a text, but not without any other."""
    found = find_deceptive(text)
    assert found
    assert found[0].startswith(f"has no visible text, only the hidden character U+{ord(text[0]):04X}")
    assert find_deceptive(f"a {text} b") is None


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\u200b\u200d"])
@pytest.mark.parametrize("word", ["am{}aq", "ам{}ак", "Αμ{}ακ"])
def test_nothing_invisible_within_a_word(sign: str, word: str) -> None:
    """Latin, Cyrillic and Greek words hold no joiner, by which they would be other words that look the same."""
    found = find_deceptive(word.format(sign))
    assert found
    assert "inside a word" in found[0]


@given(st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["Cc"]))
def test_no_letter_of_europe_is_refused(letter: str) -> None:
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
def test_a_word_of_two_scripts_is_refused(word: str) -> None:
    """Also with an accent or an invisible sign between its letters; the message names the letter."""
    for spelt in (word, f"the ({word}) agency", f"{word[0]}\u0301{word[1:]}", f"{word[:2]}\u00ad{word[2:]}"):
        found = find_deceptive(spelt)
        assert found, spelt
        assert "mixes two scripts in the word" in found[0]


def test_every_double_is_found_among_latin_letters() -> None:
    """Each letter of the table that is not Latin itself is found in a Latin word."""
    foreign = [
        letter
        for letter in LATIN_LOOKALIKES
        if ord(letter) > 0x36F and not 0x1D00 <= ord(letter) < 0x1FFF and ord(letter) < 0x2C00
    ]
    assert len(foreign) > 100
    assert [letter for letter in foreign if not find_mixed_script_word(f"na{letter}me")] == []
    assert all(len(latin) == 1 and latin.isascii() for latin in CONFUSABLES)


@given(st.text(max_size=40))
def test_a_skeleton_is_its_own(text: str) -> None:
    """What looks like a name looks like what that looks like."""
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text(st.sampled_from("abcIl1O0 -"), max_size=12), st.data())
def test_a_name_made_of_doubles_has_its_skeleton(name: str, data: st.DataObject) -> None:
    """However many letters are exchanged for those that look like them."""
    drawn = "".join(data.draw(st.sampled_from([letter, *CONFUSABLES.get(letter, "")])) for letter in name)
    assert skeleton(drawn) == skeleton(name)


def problems_with(*names: str, kind: str = "actor") -> list[Problem]:
    """Return what is wrong with a vocabulary of entries with these names."""
    text = "".join(
        f'- {{id: e{n}, name: "{name}", kind: {"person" if kind == "actor" else "town"}}}\n'
        for n, name in enumerate(names)
    )
    problems: list[Problem] = []
    load_registry({kind: ("list.yaml", text)}, problems)  # type: ignore[dict-item]  # the tests' own kinds
    return problems


@pytest.mark.parametrize("other", ["\u0410\u041c\u0410\u042c", "AMAb", "\uff21MAb", "A\u00adMAb"])
def test_a_whole_name_that_looks_like_another_s_is_refused(other: str) -> None:
    """Though each of its words is of one script; the message names both and the entry."""
    (problem,) = problems_with("AMAb", other)
    if other == "AMAb":
        assert problem.what == "'AMAb' is the name of 'e0' too"
    else:
        assert "looks like 'AMAb' of the entry 'e0', and is spelt otherwise" in problem.what


@pytest.mark.parametrize(
    "other",
    [
        *("ISIS\u034f", "I\ufe0fSIS", "ISIS\U000e0100", "ISIS\u17b4", "\u180bISIS", "ISIS\u2800", "IS|S"),
        "\ua4f2\ua4e2\ua4f2\ua4e2",
    ],
)
def test_signs_without_a_shape_make_no_other_name(other: str) -> None:
    """Nor do a bar, and letters of Lisu, all of which look Latin."""
    (problem,) = problems_with("ISIS", other)
    assert "looks like 'ISIS' of the entry 'e0', and is spelt otherwise" in problem.what


def test_a_braille_pattern_without_dots_parts_words() -> None:
    assert skeleton("a\u2800b") == skeleton("a b") != skeleton("ab")


def test_places_may_share_a_name() -> None:
    """A town is often called as its province; but not by letters that only look the same."""
    assert problems_with("Homs", "Homs", kind="region") == []
    assert len(problems_with("OCHO", "\u041e\u0421\u041d\u041e", kind="region")) == 1


def test_names_in_two_scripts_are_two_names() -> None:
    assert problems_with("Amaq", "أعماق", "Амак", "Ama\u011f") == []


@pytest.mark.parametrize("record", [REPORT, SITE, *SCHEMAS.values()])
def test_every_address_is_read_as_one(record: Record) -> None:
    """A field that pages make a link of is a web address to the model."""
    for key, field in record.fields.items():
        kind = field.type.item if isinstance(field.type, ListOf) else field.type
        if isinstance(kind, Record):
            test_every_address_is_read_as_one(kind)
        assert key not in ("url", "archived", "same_as", "homepage") or kind is URL or isinstance(kind, Record), key


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/",
        "//example.org/",
        "/etc/passwd",
        "https:example.org",
        "https:///example.org",
        "https://",
        "https://localhost",
        "https://a@example.org/",
        "https://a:b@example.org/",
        "https://example.org\\@elsewhere.example/",
        "https://example.org/ x",
        "https://example.org/\tx",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://[::1]/",
        "https://example.org:123456/",
        "https://ex\u00e4mple.org/",
        "https://example.org#@elsewhere.example/\n",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    assert not URL.matches(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org:8080/a/b?c=d&e=f#g",
        "https://xn--exmple-cua.org/@user/%20",
        "https://ar.example.org/أعماق",
    ],
)
def test_addresses(address: str) -> None:
    """Hosts in ASCII, a port, and behind them any letters, `@` and percent signs too."""
    assert URL.matches(address)


@pytest.mark.parametrize("word", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_no_id_is_a_device(word: str) -> None:
    """Windows can't have a folder of that name; within a longer word it is harmless."""
    assert not IDENTIFIER.matches(word)
    assert IDENTIFIER.matches(f"{word}-x")
    assert IDENTIFIER.matches(f"x-{word}")
