"""The site's identity: what `content/site.yaml` says of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import msgspec
from babel import Locale, UnknownLocaleError

from plugins.archive.model.repository import REPOSITORY, Repository
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import LANGUAGE, URL, Day, Pattern, Text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import Invalid, Reader
from plugins.archive.schema.record import Field, Record
from plugins.archive.schema.strict_yaml import compose

MIN_CONTRAST = 4.5
"""Least contrast of text with its ground (WCAG 2, level AA); links are written in the accent on white."""


class Licence(msgspec.Struct, frozen=True):
    """The terms under which the archive's content may be used."""

    name: str
    url: str = ""


class SupportLink(msgspec.Struct, frozen=True):
    """A page on which an archive can be supported."""

    text: str
    url: str


class SupportAddress(msgspec.Struct, frozen=True):
    """An address to which money or a message goes, as a bank account or a wallet: what it is, and the address."""

    label: str
    value: str


class Support(msgspec.Struct, frozen=True):
    """How readers can support an archive."""

    text: str
    link: SupportLink | None = None
    address: SupportAddress | None = None


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """An archive's identity and its few settings."""

    name: str
    description: str
    lang: str
    short_name: str = ""
    tagline: str = ""
    accent: str = "#0b5563"
    licence: Licence | None = None
    credit: str = ""
    notice: str = ""
    repository: Repository | None = None
    focus: date | None = None
    support: Support | None = None


LICENCE = Record(
    Licence,
    {
        "name": Field(Text(100), "Its name.", required=True),
        "url": Field(URL, "Where its terms are."),
    },
)
SUPPORT = Record(
    Support,
    {
        "text": Field(Text(600), "What support is for.", required=True),
        "link": Field(
            Record(
                SupportLink,
                {
                    "text": Field(Text(60), "What the link says.", required=True),
                    "url": Field(URL, "Where it leads.", required=True),
                },
            ),
            "A page on which one can give.",
        ),
        "address": Field(
            Record(
                SupportAddress,
                {
                    "label": Field(Text(60), "What the address is, as in Bank account (IBAN).", required=True),
                    "value": Field(Text(300), "The address, exactly as a telephone is to read it.", required=True),
                },
            ),
            "An address, shown with its QR code.",
        ),
    },
)
SITE = Record(
    Site,
    {
        "name": Field(Text(120), "What the archive is called.", required=True),
        "description": Field(Text(600), "What it holds, in one or two sentences.", required=True),
        "lang": Field(LANGUAGE, "The language of its pages, as in en or ar.", required=True),
        "short_name": Field(Text(40), "A shorter name, for the head of pages."),
        "tagline": Field(Text(200), "One line below the name on the first page."),
        "accent": Field(
            Pattern(r"#[0-9a-fA-F]{6}", "a colour", "write it like #0b5563"),
            "The colour of links, dark enough on white.",
        ),
        "licence": Field(LICENCE, "The terms under which its content may be used."),
        "credit": Field(Text(1000), "Whose data it uses."),
        "notice": Field(Text(500), "What every page should say of its claims."),
        "repository": Field(REPOSITORY, "Where its files are kept: the address of the repository, or more about it."),
        "focus": Field(Day(), "The day of 'On this day' on the first page; without it, that of the newest report."),
        "support": Field(SUPPORT, "How readers can support it: words, and a link or an address if there is one."),
    },
)


def load_site(path: str, text: str, problems: list[Problem]) -> Site | None:
    """Read the identity from the YAML `text`; None, with the problems noted, when it is faulty."""
    root = compose(text, path, 0, problems)
    if root is None:
        if not text.strip():
            problems.append(Problem(path, 1, 1, "site", "is empty", "give at least name, description and lang"))
        return None
    reader = Reader(path, problems=problems)
    site = reader.read(SITE, root)
    if isinstance(site, Invalid):
        return None
    for key, what, remedy in _unfit(site):
        reader.error(find_node(root, (key,)) or root, key, what, remedy)
    return site  # type: ignore[no-any-return]  # a record's struct is not in its type


def _unfit(site: Site) -> Iterator[tuple[str, str, str]]:
    """List the keys whose values are well formed and still can't be used: the key, what is wrong, what to do."""
    if not is_known_language(site.lang):
        yield (
            "lang",
            f"dates cannot be written in '{site.lang}'",
            "use a language of the Unicode CLDR, such as en or ar",
        )
    contrast = 1.05 / (luminance(site.accent) + 0.05)
    if contrast < MIN_CONTRAST:
        what = f"'{site.accent}' is too light: its contrast with white is {contrast:.1f}:1"
        yield "accent", what, f"take a darker colour, of {MIN_CONTRAST}:1 at least"


@lru_cache
def is_known_language(lang: str) -> bool:
    """Tell whether dates can be written in a language."""
    try:
        Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def luminance(colour: str) -> float:
    """Return the relative luminance (0 black, 1 white) of `#rrggbb`, as WCAG 2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
