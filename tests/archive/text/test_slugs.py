"""Slugs: ids and file names from names and titles in any script."""

import json
import re
from pathlib import Path

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.slugs import FALLBACK, HAN, HANGUL, MAX_TITLE_SLUG, slugify, title_slug, transliterate
from tests.archive.text.make_slug_tables import LETTERS

EXAMPLES = json.loads(Path(__file__).with_name("slugs.json").read_text("utf-8"))
"""Pairs of a title and its slug, which the form in the browser must propose too."""
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


@given(st.text(max_size=60))
def test_slugs_are_ids(text: str) -> None:
    """A slug is empty or a valid id, and is its own slug."""
    slug = slugify(text)
    assert slug == "" or re.fullmatch(SLUG, slug)
    assert slugify(slug) == slug


@given(st.text(max_size=200))
def test_slugs_of_titles_are_file_names(text: str) -> None:
    """They are never empty and never too long; only a long one is cut."""
    slug = title_slug(text)
    assert re.fullmatch(SLUG, slug)
    assert len(slug) <= MAX_TITLE_SLUG
    assert len(slugify(text)) > MAX_TITLE_SLUG or slug == (slugify(text) or FALLBACK)


@pytest.mark.parametrize(("title", "slug"), EXAMPLES)
def test_slugs_of_titles(title: str, slug: str) -> None:
    assert title_slug(title) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Deir ez-Zor", "deir-ez-zor"),
        ("Qal'at Salih", "qalat-salih"),
        ("Ḥamāh", "hamah"),
        ("حمص", "hms"),
        ("Łódź", "lodz"),
        ("GRØNHAVN", "gronhavn"),
        ("Großstraße", "grossstrasse"),
        ("Þingvellir", "thingvellir"),
        ("🔥", ""),
    ],
)
def test_slugs_of_names(name: str, slug: str) -> None:
    """Names in any script have slugs; a name without letters and digits has none."""
    assert slugify(name) == slug


def test_tables_have_the_transliterations_of_the_library() -> None:
    """For each letter in them; most letters of the scripts in use are."""
    codes = [code for part in (HAN, HANGUL, *LETTERS) for code in part]
    known = {code: letters for code in codes if (letters := transliterate(chr(code))) != " "}
    different = [chr(code) for code in known if known[code] != re.sub("[^a-z0-9]", "", anyascii(chr(code)).lower())]
    assert different == []
    assert len(known) > 40_000
