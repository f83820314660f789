"""Words: how grades, precisions and numbers are put for readers."""

from __future__ import annotations

from plugins.archive.model.report import Deaths

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
}
"""The Admiralty (NATO STANAG 2511) grades of information; 6, 'cannot be judged', is the default and not shown."""
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The Admiralty (NATO STANAG 2511) grades of a source."""
PLACE_PRECISION = {
    1: "the exact place",
    2: "near the place",
    3: "the district",
    4: "the first-level area",
    5: "a line or a part of a region",
    6: "the country",
    7: "international waters or airspace",
}
"""What `where_prec` 1–7 of the UCDP GED codebook means, in short."""


def plural(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> plural(1, "event"), plural(2, "event")
    ('1 event', '2 events')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def deaths_text(deaths: Deaths | None) -> str:
    """Write deaths as the best estimate, with the range where there is one."""
    if deaths is None:
        return ""
    if deaths.low == deaths.high:
        return plural(deaths.best, "death") if deaths.best else "no deaths"
    return f"{plural(deaths.best, 'death')} (estimates {deaths.low:,}–{deaths.high:,})"


def with_full_stop(text: str) -> str:
    """End words with a full stop, unless they end with a sign of their own.

    >>> sentence("A ceasefire"), sentence("A ceasefire?")
    ('A ceasefire.', 'A ceasefire?')
    """
    return text if text.endswith((".", "!", "?", "…", "؟", "。")) else f"{text}."
