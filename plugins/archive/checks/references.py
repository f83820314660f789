"""References: registry ids, links and addresses, checked across the whole archive, even in files with errors."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

import yaml

from plugins.archive import urls as paths
from plugins.archive.body import Body, render
from plugins.archive.body.parts import BodyLink
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import REGISTRY, REPORTS, Folder, registry_path
from plugins.archive.model.entries import EntryId
from plugins.archive.model.entry_ids import Reference, find_entry_ids
from plugins.archive.model.page import ContentPage
from plugins.archive.model.registry import REGISTRY_FILES, Registry, unknown_id
from plugins.archive.model.report import REPORT, REPORT_ID_FIELDS, Report
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.front_matter import read_markdown
from plugins.archive.schema.positions import Finding, add_findings, front_matter_root
from plugins.archive.schema.reader import Reader
from plugins.archive.schema.record import walk
from plugins.archive.text.spelling import closest_match
from plugins.archive.urls import Urls

COMMON_ANCHORS = frozenset({"content", "title"})
"""Anchors of every page."""


def check_references(
    reports: list[Report], registry: Registry, folder: Folder, problems: list[Problem], verified: Container[str] = ()
) -> None:
    """Check the registry ids and the addresses of reports.

    `verified` has the paths of reports whose ids are known to be in the registry.
    """
    owners = _owners(reports, folder)
    disputed = {path for paths in owners.values() if len(paths) > 1 for path in paths}
    unread = unreadable_kinds(registry, problems)
    for report in reports:
        if report.path in verified and report.path not in disputed:
            continue
        references = () if report.path in verified else find_entry_ids(report, REPORT_ID_FIELDS)
        found = itertools.chain(_duplicate_addresses(report, owners), unknown_references(references, registry, unread))
        if first := next(found, None):
            root = front_matter_root(report.path, folder.read(report.path))
            # Lazily, because suggestions are expensive and `add_findings` stops at the limit.
            add_findings(itertools.chain([first], found), root, report.path, problems)


def check_links(
    documents: list[Report | ContentPage],
    unreadable: list[ContentPage],
    public: set[str],
    folder: Folder,
    problems: list[Problem],
) -> None:
    """Check the links of every body, and that attachments exist.

    `unreadable` has the bodies of files with errors; links to them are not checked. `public` has the paths of published
    files; other files may link to each other.
    """
    readable = {document.path: document for document in documents}
    known = readable.keys() | {page.path for page in unreadable}
    public = public | (known - readable.keys())
    targets = _Targets(readable, known)
    for document in (*documents, *unreadable):
        allowed = public if document.path in public else known
        problems.extend(limit_problems(_wrong_links(document, allowed, targets, folder)))


def _wrong_links(
    document: Report | ContentPage, allowed: Set[str], targets: _Targets, folder: Folder
) -> Iterator[Problem]:
    is_withdrawn = isinstance(document, Report) and document.status == "withdrawn"
    for link in document.body.links:
        if link.target not in allowed:
            yield _broken_link(document.path, link, targets)
        elif link.fragment and link.target in targets.readable and not is_withdrawn:
            yield from _unknown_anchor(document.path, link, targets)
    own = document.path.removesuffix(".md")
    for file in document.body.attachments:
        if f"{own}/{file.name}" not in folder.attachments:
            what, remedy = f"there is no file {own}/{file.name}", "add the file or correct the link"
            yield Problem(document.path, file.line, file.column, "body", what, remedy)


class _Targets:
    """The targets of links: all `known` files, and those that are `readable`, which have anchors.

    Suggestions are made only for the first broken links of a run, because each compares all targets.
    """

    MAX_SUGGESTIONS = 100

    def __init__(self, readable: Mapping[str, Report | ContentPage], known: Set[str]) -> None:
        self.readable = readable
        self.known = known
        self._suggestions_left = self.MAX_SUGGESTIONS
        self._anchors: dict[str, frozenset[str]] = {}

    @cached_property
    def stems(self) -> dict[str, str]:
        """The known files by stem."""
        return {paths.stem_of(name): name for name in sorted(self.known)}

    def anchors(self, target: str) -> frozenset[str]:
        """Return the anchors of a readable file's page."""
        if target not in self._anchors:
            self._anchors[target] = _anchors(self.readable[target])
        return self._anchors[target]

    def suggest(self, name: str, known: Iterable[str]) -> str | None:
        """Return the `known` word most similar to `name`; None if there is none, or no suggestions are left."""
        self._suggestions_left -= 1
        return closest_match(name, sorted(known)) if self._suggestions_left >= 0 else None


def _broken_link(path: str, link: BodyLink, targets: _Targets) -> Problem:
    what, remedy = f"the link leads to {link.target}, which is not published", "link to a published report"
    if link.target not in targets.known:
        near = targets.suggest(paths.stem_of(link.target), targets.stems)
        remedy = f"did you mean {targets.stems[near]}?" if near else "correct the link"
        what = f"the link leads to {link.target}, which does not exist"
    return Problem(path, link.line, link.column, "body", what, remedy)


def _anchors(document: Report | ContentPage) -> frozenset[str]:
    """Return the anchors of a document's page. A withdrawn report has only a few."""
    headings = {heading.id for heading in document.body.headings}
    if isinstance(document, ContentPage):
        return COMMON_ANCHORS | headings
    sections: dict[str, Sequence[object]] = {"corrections": document.corrections}
    if document.status == "withdrawn":
        return COMMON_ANCHORS | {name for name, items in sections.items() if items}
    sections |= {"authors": document.authors, "events": document.events, "sources": document.citations}
    ids = {"cite", *(name for name, items in sections.items() if items)}
    ids |= {paths.event_anchor(event.id) for event in document.events}
    ids |= {paths.source_anchor(n + 1) for n in range(len(document.citations))}
    return COMMON_ANCHORS | headings | ids


def _unknown_anchor(path: str, link: BodyLink, targets: _Targets) -> Iterator[Problem]:
    if link.fragment not in targets.anchors(link.target):
        near = targets.suggest(link.fragment, targets.anchors(link.target))
        remedy = f"did you mean #{near}?" if near else "link to the id of a heading, or to #event-<id>"
        what = f"{link.target} has no anchor #{link.fragment}"
        yield Problem(path, link.line, link.column, "body", what, remedy)


def _owners(reports: list[Report], folder: Folder) -> dict[str, list[str]]:
    """Map every current and former name to the paths of its reports. A file with errors owns its current name."""
    owners: dict[str, list[str]] = {}
    for path in sorted(set(folder.reports) - {report.path for report in reports}):
        owners[paths.stem_of(path).casefold()] = [path]
    for report in reports:
        for name in (report.stem, *report.formerly):
            owners.setdefault(name.casefold(), []).append(report.path)
    return owners


def _duplicate_addresses(report: Report, owners: Mapping[str, list[str]]) -> Iterator[Finding]:
    for index, name in ((-1, report.stem), *enumerate(report.formerly)):
        claims = owners[name.casefold()]
        others = [path for path in claims if path != report.path]
        if others:
            path = ("formerly", index) if index >= 0 else ()
            yield Finding(path, f"'{name}' is also the address of {others[0]}", "rename one of the two")
        elif index >= 0 and len(claims) > 1:
            yield Finding(("formerly", index), f"'{name}' is already an address of this report", "remove it")


def unreadable_kinds(registry: Registry, problems: list[Problem]) -> set[EntryKind]:
    """Return the kinds whose registry file could not be read at all."""
    faulty = {problem.path for problem in problems}
    return {kind for kind in REGISTRY_FILES if not registry.entries(kind) and faulty & {REGISTRY, registry_path(kind)}}


def unknown_references(
    references: Iterable[Reference], registry: Registry, unread: Set[EntryKind] = frozenset()
) -> Iterator[Finding]:
    """List the references to missing entries, and to entries of the wrong kind. The kinds `unread` are skipped."""
    for path, id_type, entry_id in references:
        entries = registry.entries(id_type.kind)
        if id_type.kind in unread:
            continue
        if entry_id not in entries:
            yield Finding(path, *unknown_id(entries, entry_id))
        elif id_type.required_kind not in ("", entries[entry_id].kind):
            what = f"'{entry_id}' is a {id_type.kind}, but not of the kind {id_type.required_kind}"
            yield Finding(path, what, f"use a {id_type.kind} of the kind {id_type.required_kind}")


def has_known_references(report: Report, registry: Registry) -> bool:
    """Return whether the registry has every id that a report names."""
    return not any(unknown_references(find_entry_ids(report, REPORT_ID_FIELDS), registry))


def check_unreadable(
    paths: Iterable[str], registry: Registry, folder: Folder, problems: list[Problem]
) -> list[ContentPage]:
    """Check the registry ids in the files at `paths`, of which all other problems have been reported.

    Return their bodies as pages, so that links can be checked.
    """
    unread = unreadable_kinds(registry, problems)
    pages = []
    for path in sorted(paths):
        data = folder.read(path)
        root = front_matter_root(path, data)
        references = _references(root) if path.startswith(f"{REPORTS}/") else ()
        add_findings(unknown_references(references, registry, unread), root, path, problems)
        parts = read_markdown(data, path, [])
        body = render(path, parts.body, parts.lines_before_body, Urls(), []) if parts else Body()
        pages.append(ContentPage(path=path, title="", body=body))
    return pages


def _references(root: yaml.Node | None) -> Iterator[Reference]:
    """List the registry ids in the front matter `root`, whatever its other errors."""
    for path, field_type, node in walk(root, REPORT) if root else ():
        if isinstance(field_type, EntryId) and (word := field_type.read(node, Reader(""), "")):
            yield path, field_type, str(word)
