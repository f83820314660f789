"""Hidden characters: invisible characters and words of two scripts in a body, which deceive readers and search.

Joiners are part of the spelling of Persian, Indic and other words and of emoji, and U+200B separates words in the
scripts of South-East Asia. Direction marks belong to text that runs from right to left. Soft hyphens are typography.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.archive.checks.warnings.slip import quote
from plugins.archive.text.characters import describe_character
from plugins.archive.text.confusables import LATIN_LOOKALIKES, WORD, find_mixed_script_word

NEUTRAL = r"\x00-\u052f\u2000-\u200a\u2010-\u2027\u202f-\u205f\u3000-\u303f"
"""Latin, Greek and Cyrillic letters, spaces and punctuation: none of them needs a joiner."""
SPACELESS = (
    r"\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a00-\u1aaf\u1b00-\u1bff\ua900-\ua92f\ua980-\ua9ff"
    r"\uaa60-\uaadf\U00011000-\U00011fff"
)
"""Scripts that write no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer and their relatives."""
STRAY = re.compile(
    rf"(?<![^{NEUTRAL}])[\u200c\u200d\u2060]+(?![^{NEUTRAL}\u200c\u200d\u2060])"
    rf"|(?<![{SPACELESS}])\u200b+(?![{SPACELESS}\u200b])"
    r"|[\u2061-\u2064\u2800\u180e]+"
    r"|(?<=[A-Za-z\u00c0-\u052f])[\u034f\ufe00-\ufe0f]+"
)
INVISIBLE = re.compile(r"[\u034f\u180e\u200b-\u200d\u2060-\u2064\u2800\ufe00-\ufe0f]")
DIRECTION_MARKS = re.compile(r"[\u200e\u200f\u061c]+")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
CONTEXT = 20
"""Characters of the text around a hidden character that a message quotes."""


def find_deceptive_text(text: str) -> Iterator[tuple[str, str, str]]:
    """Find hidden characters and mixed-script words: the text to look for, what is wrong and what to do."""
    if text.isascii():
        return
    hidden = list(STRAY.finditer(text)) if INVISIBLE.search(text) else []
    if DIRECTION_MARKS.search(text) and not RIGHT_TO_LEFT.search(text):
        hidden += DIRECTION_MARKS.finditer(text)
    for match in hidden:
        around = text[max(0, match.start() - CONTEXT) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + CONTEXT].partition("\n")[0]
        word = quote(f"{around.rpartition(' ')[2]}{after.partition(' ')[0]}".replace("\0", ""))
        what = (
            f"contains {describe_character(match[0][0])} at '{word}'"
            if word
            else (f"contains {describe_character(match[0][0])}")
        )
        yield match[0], what, "delete it: retype the words around it"
    for word in dict.fromkeys(WORD.findall(text)) if find_mixed_script_word(text) else ():
        if found := find_mixed_script_word(word):
            letter = found[1]
            looks = f"U+{ord(letter):04X} looks like '{LATIN_LOOKALIKES[letter]}'"
            what = f"the word '{quote(word)}' mixes two scripts: {looks}"
            yield word, what, "retype the word in one script, or write it as `code` if this is meant"
