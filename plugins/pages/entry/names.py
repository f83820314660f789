"""Entry names: what else an entry is called, and what it was called when."""

from __future__ import annotations

from datetime import date

import msgspec
from babel import Locale

from plugins.archive.model.entries import Entry, Name
from plugins.archive.model.site import is_known_language
from plugins.pages.labels import direction, when_text


class NameLine(msgspec.Struct, frozen=True):
    """A name of an entry; `note` says its sort, its language and its time in words, `lang` and `dir` tell browsers."""

    text: str
    note: str
    lang: str
    dir: str


class EntryNames(msgspec.Struct, frozen=True):
    """The names of an entry beside its own: those it bore one after the other, and the others in the registry's order.

    `former` ends with the name of today where it is known since when that is borne.
    """

    former: tuple[NameLine, ...] = ()
    others: tuple[NameLine, ...] = ()


def entry_names(entry: Entry, lang: str) -> EntryNames:
    """Return the names of an entry, their notes in the language `lang`."""
    former = sorted((name for name in entry.names if name.kind == "former"), key=_end)
    lines = [_name_line(name, lang) for name in former]
    if former and (since := former[-1].until):
        lines.append(_name_line(Name(entry.name, "former", since=since), lang))
    return EntryNames(tuple(lines), tuple(_name_line(name, lang) for name in entry.names if name.kind != "former"))


def _end(name: Name) -> date:
    """Order names by their end, as the first of them may have no known beginning."""
    return name.until.first if name.until else date.max


def _name_line(name: Name, lang: str) -> NameLine:
    kind = name.kind if name.kind in ("alias", "acronym") else ""
    language = language_name(name.lang, lang) if name.lang else ""
    note = ", ".join(filter(None, (kind, language, _time(name, lang))))
    return NameLine(name.name, note, name.lang, direction(name.lang) if name.lang else "")


def _time(name: Name, lang: str) -> str:
    """Say when a name was borne."""
    since = when_text(name.since, lang).text if name.since else ""
    until = when_text(name.until, lang).text if name.until else ""
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def language_name(code: str, lang: str) -> str:
    """Return what a language is called in the language `lang`; its code where the Unicode CLDR has no name for it.

    >>> language_name("ar", "en"), language_name("x-made-up", "en")
    ('Arabic', 'x-made-up')
    """
    if not is_known_language(code):
        return code
    return Locale.parse(code, sep="-").get_display_name(Locale.parse(lang, sep="-")) or code
