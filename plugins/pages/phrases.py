"""Phrases: grades, precisions and deaths in words."""

from __future__ import annotations

from plugins.archive.model.report import Deaths
from plugins.archive.text.plurals import plural

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
}
"""Admiralty grades of information (NATO STANAG 2511). The default grade 6, 'cannot be judged', is not shown."""
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""Admiralty grades of a source (NATO STANAG 2511)."""
PLACE_PRECISION = {
    1: "the exact place",
    2: "near the place",
    3: "the district",
    4: "the first-level area",
    5: "a line or a part of a region",
    6: "the country",
    7: "international waters or airspace",
}
"""Short descriptions of `where_prec` 1–7 in the UCDP GED codebook."""


def deaths_text(deaths: Deaths | None) -> str:
    """Write the best estimate of deaths, with the range of estimates if there is one."""
    if deaths is None:
        return ""
    if deaths.low == deaths.high:
        return plural(deaths.best, "death") if deaths.best else "no deaths"
    return f"{plural(deaths.best, 'death')} (estimates {deaths.low:,}–{deaths.high:,})"


def coordinates_text(coordinates: tuple[float, float] | None) -> str:
    """Write a latitude and longitude in degrees; empty without coordinates."""
    return "{:.4f}, {:.4f}".format(*coordinates) if coordinates else ""


def with_full_stop(text: str) -> str:
    """End a sentence with a full stop, unless it ends with other punctuation.

    >>> with_full_stop("A ceasefire"), with_full_stop("A ceasefire?")
    ('A ceasefire.', 'A ceasefire?')
    """
    return text if text.endswith((".", "!", "?", "…", "؟", "。")) else f"{text}."
