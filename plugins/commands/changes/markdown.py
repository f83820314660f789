"""The summary of a change: a difference between two states of an archive as Markdown, every word of content inert.

It is shown on a page of GitHub's beside what the workflow itself says, so nothing that a stranger wrote may become
markup there: no link, picture, heading, HTML or mention.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plugins.archive import urls as paths
from plugins.archive.diff import ArchiveDiff, Changes, ReportChange
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.archive.model.report import Event, Report
from plugins.pages.phrases import plural

Thing = TypeVar("Thing")
MAX_LINES = 25
"""Lines of a list; the rest is counted. A job's summary may hold 1 MiB, and nobody reads a thousand lines."""
MAX_TEXT = 200
"""Characters of a text from the content."""
PLAIN = re.compile(r"[A-Za-z0-9/._-]{1,250}")
"""What may stand between backticks: the form of ids, names of reports and addresses."""
HARMLESS = " ,;'\"()-?!%+="
"""Punctuation that within a line begins nothing, where the brackets and marks around it are references."""
JOINERS = "\u200c\u200d"
"""Invisible letters that Persian and other scripts are written with; every other invisible sign is dropped."""


@dataclass(frozen=True, slots=True)
class SiteState:
    """The site of one state: its files, or the number of problems for which it can't be built."""

    files: frozenset[str] = frozenset()
    problems: int = 0

    def addresses(self) -> set[str]:
        """Return where readers find something: neither the theme's files nor those of no page."""
        shown = (file for file in self.files if not file.startswith((".", paths.STATIC, paths.PAGEFIND)))
        return {file.removesuffix("index.html") for file in shown}


def render_summary(found: ArchiveDiff, before: SiteState, after: SiteState, outside: Sequence[str] = ()) -> str:
    """Return the Markdown; `outside` are changed files beside the content."""
    return "\n".join(["## What this change adds and alters", "", *_blocks(found, before, after, outside)]).rstrip()


def _blocks(found: ArchiveDiff, before: SiteState, after: SiteState, outside: Sequence[str]) -> Iterator[str]:
    yield from _warnings(found, after)
    if not found:
        yield from ("The content is what it was.", "")
    yield from _section("Reports", _counted(found.reports), map(_report, found.reports))
    yield from _split("Events", found.events, lambda both: _event(*both))
    for kind, entries in found.entries.items():
        yield from _split(REGISTRY_FILES[kind].removesuffix(".yaml").capitalize(), entries, _entry)
    yield from _split("Pages, settings and files", found.files, format_code)
    yield from _addresses(before, after)
    unread = plural(len(found.not_compared), "file")
    yield from _section("Not compared, for they have problems", unread, map(format_code, found.not_compared))
    yield from _section("Beside the content", plural(len(outside), "file"), map(format_code, outside))


def _warnings(found: ArchiveDiff, after: SiteState) -> Iterator[str]:
    """Say first what must not be merged as it is."""
    if after.problems:
        yield from ("> [!CAUTION]", f"> The archive has {plural(after.problems, 'problem')}; see the check.", "")
    if found.lost_names:
        count = plural(len(found.lost_names), "published address", "published addresses")
        yield from ("> [!CAUTION]", f"> Readers would lose {count}. What was published keeps its address:")
        yield from ("> a report that moved names the old one under `formerly`, one that must go is `withdrawn`.", ">")
        yield from (
            f"> {line}" for line in _cut([f"- {format_code(f'/{paths.report(stem)}')}" for stem in found.lost_names])
        )
        yield ""


def _addresses(before: SiteState, after: SiteState) -> Iterator[str]:
    """List the addresses of the site that come and go, where both states can be built."""
    if before.problems or after.problems:
        which = " and ".join(name for name, side in (("before", before), ("after", after)) if side.problems)
        yield from ("### Addresses", "", f"Not compared: the state {which} this change has problems.", "")
        return
    old, new = before.addresses(), after.addresses()
    split = Changes(tuple(sorted(new - old)), (), tuple(sorted(old - new)))
    yield from _split("Addresses", split, lambda path: format_code(f"/{path}"))


def _counted(changes: Sequence[ReportChange]) -> str:
    kinds = dict.fromkeys(change.kind for change in changes)
    return ", ".join(f"{sum(change.kind == how for change in changes)} {how}" for how in kinds)


def _report(change: ReportChange) -> str:
    report = change.report
    parts = [f"**{change.kind}** {escape_text(report.title)} — {format_code(f'/{paths.report(report.stem)}')}"]
    parts += [f"was {format_code(change.former_stem)}"] if change.former_stem else []
    parts += ["a draft, not shown to readers"] if report.status == "draft" else []
    keys = [key for key in change.keys if key != "events" or not change.events]  # else their numbers say more
    parts += [", ".join(keys)] if keys else []
    parts += [f"events: {_numbers(change.events)}"] if change.events else []
    parts += ["nothing that readers see"] if change.kind == "altered" and not change.keys else []
    return " · ".join(parts)


def _event(report: Report, event: Event) -> str:
    place = f"{format_code(event.type)}, {format_code(event.region)}, in {format_code(report.stem)}"
    return f"{escape_text(event.date.text)} {escape_text(event.summary)} — {place}"


def _entry(entry: Entry) -> str:
    return f"{format_code(entry.id)} {escape_text(entry.name)}"


def _split(title: str, split: Changes[Thing], line: Callable[[Thing], str]) -> Iterator[str]:
    lines = (f"**{how}** {line(thing)}" for how, things in _parts(split) for thing in things)
    yield from _section(title, _numbers(split), lines)


def _numbers(split: Changes[Thing]) -> str:
    return ", ".join(f"{len(things):,} {how}" for how, things in _parts(split) if things)


def _parts(split: Changes[Thing]) -> Iterator[tuple[str, tuple[Thing, ...]]]:
    return zip(("added", "altered", "removed"), split, strict=True)


def _section(title: str, counts: str, lines: Iterable[str]) -> Iterator[str]:
    """Give a list its heading, if it has any lines."""
    bullets = [f"- {line}" for line in lines]
    yield from (f"### {title}: {counts}", "", *_cut(bullets), "") if bullets else ()


def _cut(lines: Sequence[str]) -> list[str]:
    """Keep the first lines, and count the rest."""
    return [*lines[:MAX_LINES], *([f"- … and {len(lines) - MAX_LINES:,} more"] if len(lines) > MAX_LINES else [])]


def format_code(text: str) -> str:
    """Write an id, address or path as code if it has the form of one; else as any text."""
    return f"`{text}`" if PLAIN.fullmatch(text) else escape_text(text)


def escape_text(text: str) -> str:
    """Write a text of a stranger's as one line that Markdown, and what GitHub does after it, leaves as it is.

    >>> inert("[a](https://b.example)")
    '&#91;a&#93;(https&#58;&#47;&#47;b&#46;example)'
    """
    seen = "".join(sign for sign in " ".join(text.split()) if sign in JOINERS or unicodedata.category(sign)[0] != "C")
    whole = seen if len(seen) <= MAX_TEXT else f"{seen[:MAX_TEXT].rstrip()} …"
    return "".join(_escaped(sign) for sign in whole)


def _escaped(sign: str) -> str:
    """A reference in place of punctuation is never markup; a mark that nobody sees keeps @ and # from what follows."""
    if sign.isalnum() or sign in HARMLESS or ord(sign) > 127:
        return sign
    return f"&#{ord(sign)};" + ("&#8288;" if sign in "@#" else "")
