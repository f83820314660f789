"""The summary of changes as Markdown, with all text from the content escaped.

GitHub shows it next to the workflow's own output, so text by strangers must not become markup: no links, images,
headings, HTML or mentions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plugins.archive import urls
from plugins.archive.diff import ArchiveDiff, Changes, ReportChange
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.archive.model.report import Event, Report
from plugins.archive.text.plurals import plural

Item = TypeVar("Item")
MAX_LINES = 25
"""Lines of a list; further ones are counted. GitHub limits a job's summary to 1 MiB."""
MAX_TEXT = 200
"""Characters of a text from the content."""
CODE = re.compile(r"[A-Za-z0-9/._-]{1,250}")
"""Ids, names of reports and paths, which are safe between backticks."""
SAFE_PUNCTUATION = " ,;'\"()-?!%+="
"""Has no meaning in the middle of a line, because brackets and symbols around it are escaped."""
JOINERS = "\u200c\u200d"
"""Invisible characters that Persian and other scripts need; all others are removed."""


@dataclass(frozen=True, slots=True)
class SiteState:
    """The files of a built site, or the number of problems that prevent its build."""

    files: frozenset[str] = frozenset()
    problems: int = 0

    def addresses(self) -> set[str]:
        """Return the addresses of pages, feeds and attachments, without files of the theme and the search index."""
        files = (file for file in self.files if not file.startswith((".", urls.STATIC, urls.PAGEFIND)))
        return {file.removesuffix("index.html") for file in files}


def render_summary(diff: ArchiveDiff, before: SiteState, after: SiteState, other_files: Sequence[str] = ()) -> str:
    """Return the Markdown; `other_files` are changed files outside the content."""
    return "\n".join(["## Changes", "", *_blocks(diff, before, after, other_files)]).rstrip()


def _blocks(diff: ArchiveDiff, before: SiteState, after: SiteState, other_files: Sequence[str]) -> Iterator[str]:
    yield from _warnings(diff, after)
    if not diff:
        yield from ("The content has not changed.", "")
    yield from _section("Reports", _report_counts(diff.reports), map(_report, diff.reports))
    yield from _changes("Events", diff.events, lambda pair: _event(*pair))
    for kind, entries in diff.entries.items():
        yield from _changes(REGISTRY_FILES[kind].removesuffix(".yaml").capitalize(), entries, _entry)
    yield from _changes("Pages, settings and files", diff.files, format_code)
    yield from _addresses(before, after)
    not_compared = plural(len(diff.not_compared), "file")
    yield from _section("Not compared because of problems", not_compared, map(format_code, diff.not_compared))
    yield from _section("Outside the content", plural(len(other_files), "file"), map(format_code, other_files))


def _warnings(diff: ArchiveDiff, after: SiteState) -> Iterator[str]:
    """Begin with the reasons not to merge."""
    if after.problems:
        yield from ("> [!CAUTION]", f"> The archive has {plural(after.problems, 'problem')}; see the check.", "")
    if diff.lost_names:
        count = plural(len(diff.lost_names), "published address", "published addresses")
        yield from ("> [!CAUTION]", f"> Readers would lose {count}. Published reports keep their address: a report")
        yield from ("> that moved lists its old name under `formerly`; a report to remove is `withdrawn` instead.", ">")
        paths = [f"- {format_code(f'/{urls.report(stem)}')}" for stem in diff.lost_names]
        yield from (f"> {line}" for line in _limit(paths))
        yield ""


def _addresses(before: SiteState, after: SiteState) -> Iterator[str]:
    """List added and removed addresses of the site if both states can be built."""
    if before.problems or after.problems:
        which = " and ".join(name for name, state in (("before", before), ("after", after)) if state.problems)
        yield from ("### Addresses", "", f"Not compared: the content {which} this change has problems.", "")
        return
    old, new = before.addresses(), after.addresses()
    changes = Changes(tuple(sorted(new - old)), (), tuple(sorted(old - new)))
    yield from _changes("Addresses", changes, lambda path: format_code(f"/{path}"))


def _report_counts(changes: Sequence[ReportChange]) -> str:
    kinds = dict.fromkeys(change.kind for change in changes)
    return ", ".join(f"{sum(change.kind == kind for change in changes)} {kind}" for kind in kinds)


def _report(change: ReportChange) -> str:
    report = change.report
    parts = [f"**{change.kind}** {escape_text(report.title)} — {format_code(f'/{urls.report(report.stem)}')}"]
    parts += [f"formerly {format_code(change.former_stem)}"] if change.former_stem else []
    parts += ["a draft, hidden from readers"] if report.status == "draft" else []
    keys = [key for key in change.keys if key != "events" or not change.events]  # the event counts replace the key
    parts += [", ".join(keys)] if keys else []
    parts += [f"events: {_counts(change.events)}"] if change.events else []
    parts += ["no visible changes"] if change.kind == "changed" and not change.keys else []
    return " · ".join(parts)


def _event(report: Report, event: Event) -> str:
    details = f"{format_code(event.type)}, {format_code(event.region)}, in {format_code(report.stem)}"
    return f"{escape_text(event.date.text)} {escape_text(event.summary)} — {details}"


def _entry(entry: Entry) -> str:
    return f"{format_code(entry.id)} {escape_text(entry.name)}"


def _changes(title: str, changes: Changes[Item], render: Callable[[Item], str]) -> Iterator[str]:
    lines = (f"**{kind}** {render(item)}" for kind, items in _by_kind(changes) for item in items)
    yield from _section(title, _counts(changes), lines)


def _counts(changes: Changes[Item]) -> str:
    return ", ".join(f"{len(items):,} {kind}" for kind, items in _by_kind(changes) if items)


def _by_kind(changes: Changes[Item]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    return zip(("added", "changed", "removed"), changes, strict=True)


def _section(title: str, counts: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a list with its heading; nothing if the list is empty."""
    bullets = [f"- {line}" for line in lines]
    yield from (f"### {title}: {counts}", "", *_limit(bullets), "") if bullets else ()


def _limit(lines: Sequence[str]) -> list[str]:
    """Return the first lines and the number of further ones."""
    return [*lines[:MAX_LINES], *([f"- … and {len(lines) - MAX_LINES:,} more"] if len(lines) > MAX_LINES else [])]


def format_code(text: str) -> str:
    """Format an id, address or path as code; escape all other text."""
    return f"`{text}`" if CODE.fullmatch(text) else escape_text(text)


def escape_text(text: str) -> str:
    """Return a text as a single line that neither Markdown nor GitHub interprets.

    >>> escape_text("[a](https://b.example)")
    '&#91;a&#93;(https&#58;&#47;&#47;b&#46;example)'
    """
    line = " ".join(text.split())
    visible = "".join(char for char in line if char in JOINERS or unicodedata.category(char)[0] != "C")
    shortened = visible if len(visible) <= MAX_TEXT else f"{visible[:MAX_TEXT].rstrip()} …"
    return "".join(map(_escape, shortened))


def _escape(char: str) -> str:
    """Escape punctuation as a character reference; a word joiner separates @ and # from the following word."""
    if char.isalnum() or char in SAFE_PUNCTUATION or ord(char) > 127:
        return char
    return f"&#{ord(char)};" + ("&#8288;" if char in "@#" else "")
