"""The site: an archive's identity and settings, read from `content/site.yaml`."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated

import msgspec
from babel import Locale, UnknownLocaleError

from plugins.archive.model.repository import REPOSITORY, Repository
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import LANGUAGE, URL, Day, Pattern, Text
from plugins.archive.schema.positions import find_node
from plugins.archive.schema.reader import Invalid, Reader
from plugins.archive.schema.record import Field, record_of
from plugins.archive.schema.strict_yaml import compose

MIN_CONTRAST = 4.5
"""Minimum contrast of text with its background (WCAG 2, level AA); links have the accent colour on white."""
COLOUR = Pattern(r"#[0-9a-fA-F]{6}", "a colour", "write it like #0b5563")


class Licence(msgspec.Struct, frozen=True):
    """The terms under which the archive's content may be used."""

    name: Annotated[str, Field(Text(100), "Its name.")]
    url: Annotated[str, Field(URL, "The web address of its terms.")] = ""


class SupportLink(msgspec.Struct, frozen=True):
    """A page on which readers can support an archive."""

    text: Annotated[str, Field(Text(60), "The text of the link.")]
    url: Annotated[str, Field(URL, "Its web address.")]


class SupportAddress(msgspec.Struct, frozen=True):
    """An address for payments or messages, such as a bank account or a wallet."""

    label: Annotated[str, Field(Text(60), "What the address is, such as Bank account (IBAN).")]
    value: Annotated[str, Field(Text(300), "The address, exactly as a phone reads it from the QR code.")]


LICENCE = record_of(Licence)


class Support(msgspec.Struct, frozen=True):
    """How readers can support an archive."""

    text: Annotated[str, Field(Text(600), "What support is for.")]
    link: Annotated[SupportLink | None, Field(record_of(SupportLink), "A page on which readers can give.")] = None
    address: Annotated[
        SupportAddress | None, Field(record_of(SupportAddress), "An address, shown with its QR code.")
    ] = None


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """An archive's identity and its settings."""

    name: Annotated[str, Field(Text(120), "The archive's name.")]
    description: Annotated[str, Field(Text(600), "What the archive contains, in one or two sentences.")]
    lang: Annotated[str, Field(LANGUAGE, "The language of its pages, such as en or ar.")]
    short_name: Annotated[str, Field(Text(40), "A shorter name, for the header of pages.")] = ""
    tagline: Annotated[str, Field(Text(200), "One line below the name on the home page.")] = ""
    accent: Annotated[str, Field(COLOUR, "The colour of links, dark enough on white.")] = "#0b5563"
    licence: Annotated[Licence | None, Field(LICENCE, "The terms under which its content may be used.")] = None
    credit: Annotated[str, Field(Text(1000), "Whose data it uses.")] = ""
    notice: Annotated[str, Field(Text(500), "A note about its claims, shown on every page.")] = ""
    repository: Annotated[
        Repository | None, Field(REPOSITORY, "The repository of its files: a web address, or a mapping.")
    ] = None
    focus: Annotated[
        date | None, Field(Day(), "The day of 'On this day' on the home page; by default, the newest report's.")
    ] = None
    support: Annotated[
        Support | None, Field(record_of(Support), "How readers can support it: text, and a link or an address.")
    ] = None


SITE = record_of(Site)


def load_site(path: str, text: str, problems: list[Problem]) -> Site | None:
    """Read `site.yaml` from its `text`. Return None, and add the problems, if it has errors."""
    root = compose(text, path, 0, problems)
    if root is None:
        if not text.strip():
            problems.append(Problem(path, 1, 1, "site", "is empty", "give at least name, description and lang"))
        return None
    reader = Reader(path, problems=problems)
    site = reader.read(SITE, root)
    if isinstance(site, Invalid):
        return None
    for key, what, remedy in _unusable_values(site):
        reader.error(find_node(root, (key,)) or root, key, what, remedy)
    return site  # type: ignore[no-any-return]  # a record's struct is not in its type


def _unusable_values(site: Site) -> Iterator[tuple[str, str, str]]:
    """List the keys with well-formed but unusable values: the key, what is wrong, what to do."""
    if not is_known_language(site.lang):
        what = f"dates cannot be written in '{site.lang}'"
        yield "lang", what, "use a language of the Unicode CLDR, such as en or ar"
    contrast = 1.05 / (luminance(site.accent) + 0.05)
    if contrast < MIN_CONTRAST:
        what = f"'{site.accent}' is too light: its contrast with white is {contrast:.1f}:1"
        yield "accent", what, f"use a darker colour, with a contrast of at least {MIN_CONTRAST}:1"


@lru_cache
def is_known_language(lang: str) -> bool:
    """Return whether Babel has the date formats of a language."""
    try:
        Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def luminance(colour: str) -> float:
    """Return the relative luminance (0 black, 1 white) of `#rrggbb`, as WCAG 2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
