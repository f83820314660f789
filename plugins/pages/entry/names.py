"""The other names of a registry entry."""

from __future__ import annotations

from datetime import date

import msgspec
from babel import Locale

from plugins.archive.model.entries import Entry, Name
from plugins.archive.model.site import is_known_language
from plugins.pages.labels import direction, when_text


class NameLine(msgspec.Struct, frozen=True):
    """A name of an entry; `note` has its kind, language and period in words, `lang` and `dir` are for browsers."""

    text: str
    note: str
    lang: str
    dir: str


class EntryNames(msgspec.Struct, frozen=True):
    """The names of an entry: its former names in chronological order, and its other names in the registry's order.

    `former` ends with the current name if the date of the last change is known.
    """

    former: tuple[NameLine, ...] = ()
    others: tuple[NameLine, ...] = ()


def entry_names(entry: Entry, lang: str) -> EntryNames:
    """Return the names of an entry, with notes in the language `lang`."""
    former = sorted((name for name in entry.names if name.kind == "former"), key=_end)
    lines = [_name_line(name, lang) for name in former]
    if former and (since := former[-1].until):
        lines.append(_name_line(Name(entry.name, "former", since=since), lang))
    return EntryNames(tuple(lines), tuple(_name_line(name, lang) for name in entry.names if name.kind != "former"))


def _end(name: Name) -> date:
    """Sort names by their end, because the start of the first name may be unknown."""
    return name.until.first if name.until else date.max


def _name_line(name: Name, lang: str) -> NameLine:
    kind = name.kind if name.kind in ("alias", "acronym") else ""
    language = language_name(name.lang, lang) if name.lang else ""
    note = ", ".join(filter(None, (kind, language, _period(name, lang))))
    return NameLine(name.name, note, name.lang, direction(name.lang) if name.lang else "")


def _period(name: Name, lang: str) -> str:
    """Return the period in which a name was used."""
    since = when_text(name.since, lang).text if name.since else ""
    until = when_text(name.until, lang).text if name.until else ""
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def language_name(code: str, lang: str) -> str:
    """Return the name of a language in the language `lang`, or its code if the Unicode CLDR has no name.

    >>> language_name("ar", "en"), language_name("x-made-up", "en")
    ('Arabic', 'x-made-up')
    """
    if not is_known_language(code):
        return code
    return Locale.parse(code, sep="-").get_display_name(Locale.parse(lang, sep="-")) or code
