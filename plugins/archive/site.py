"""The site's identity: what `content/site.yaml` says of an archive."""

from __future__ import annotations

import msgspec

from plugins.archive.kinds import LANGUAGE, URL, Pattern, Text
from plugins.archive.problems import Problem
from plugins.archive.reader import Invalid, Reader
from plugins.archive.schema import Field, Record
from plugins.archive.strict_yaml import compose


class Licence(msgspec.Struct, frozen=True):
    """The terms under which the archive's content may be used."""

    name: str
    url: str = ""


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
    repository: str = ""


LICENCE = Record(Licence, {"name": Field(Text(100), required=True), "url": Field(URL)})
SITE = Record(
    Site,
    {
        "name": Field(Text(120), required=True),
        "description": Field(Text(600), required=True),
        "lang": Field(LANGUAGE, required=True),
        "short_name": Field(Text(40)),
        "tagline": Field(Text(200)),
        "accent": Field(Pattern(r"#[0-9a-fA-F]{6}", "a colour such as #0b5563")),
        "licence": Field(LICENCE),
        "credit": Field(Text(1000)),
        "notice": Field(Text(500)),
        "repository": Field(URL),
    },
    refused=dict.fromkeys(("support", "focus"), "is not supported yet"),
)


def load_site(path: str, text: str, problems: list[Problem]) -> Site | None:
    """Read the identity from the YAML `text`; None, with the problems noted, when it is faulty."""
    root = compose(text, path, 0, problems)
    if root is None:
        if not text.strip():
            problems.append(Problem(path, 1, 1, "site", "is empty", "give at least name, description and lang"))
        return None
    site = SITE.read(root, Reader(path, problems=problems), "")
    return None if isinstance(site, Invalid) else site
