"""References: what reports point to, in the registry and among each other, checked over the whole archive."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from plugins.archive import urls as paths
from plugins.archive.body.parts import BodyLink
from plugins.archive.document import ContentPage
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import REGISTRY, Folder, registry_path
from plugins.archive.model.registry import REGISTRY_FILES, Registry, unknown_id
from plugins.archive.model.report import Event, Report
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.positions import Finding, add_findings, front_matter_root
from plugins.archive.text.spelling import closest_match

ALWAYS = frozenset({"content", "title"})
"""Parts that every page has."""
Reference = tuple[tuple[str | int, ...], EntryKind, str]


def check_references(
    reports: list[Report], registry: Registry, folder: Folder, problems: list[Problem], verified: Container[str] = ()
) -> None:
    """Note every reference of a report that leads nowhere or is not unique.

    `sound` holds the paths of reports of which it is known that the registry has all they name.
    """
    owners = _owners(reports, folder)
    unread = unreadable_kinds(registry, problems)
    for report in reports:
        named = () if report.path in verified else report_references(report)
        found = itertools.chain(_clashes(report, owners), unknown_references(named, registry, unread))
        # What may have been meant is sought only for those that will be told.
        if first := next(found, None):
            head = front_matter_root(report.path, folder.read(report.path))
            add_findings(itertools.chain([first], found), head, report.path, problems)


def check_links(
    documents: list[Report | ContentPage],
    faulty: list[ContentPage],
    public: set[str],
    folder: Folder,
    problems: list[Problem],
) -> None:
    """Note every link of a body that leads nowhere, and every attachment that is missing.

    `faulty` holds the bodies of files that are not whole: what links to them is let be. `public` holds the paths of
    what is published; a document that is not may link to its like.
    """
    whole = {document.path: document for document in documents}
    known = whole.keys() | {page.path for page in faulty}
    public = public | (known - whole.keys())
    targets = _Targets(whole, known)
    for document in (*documents, *faulty):
        allowed = public if document.path in public else known
        problems.extend(limit_problems(_wrong_in(document, allowed, targets, folder)))


def _wrong_in(
    document: Report | ContentPage, allowed: Set[str], targets: _Targets, folder: Folder
) -> Iterator[Problem]:
    for link in document.body.links:
        if link.target not in allowed:
            yield _broken(document.path, link, targets)
        elif link.fragment and link.target in targets.whole and not _unseen(document):
            yield from _lost(document.path, link, targets)
    own = document.path.removesuffix(".md")
    for file in document.body.attachments:
        if f"{own}/{file.name}" not in folder.attachments:
            what, remedy = f"there is no file {own}/{file.name}", "add the file or correct the link"
            yield Problem(document.path, file.line, file.column, "body", what, remedy)


def _unseen(document: Report | ContentPage) -> bool:
    """Tell whether a document's body is not published: then its links lead readers nowhere."""
    return isinstance(document, Report) and document.status == "withdrawn"


class _Targets:
    """What links can lead to: the files `known`, of which those that are `whole` have parts.

    What a link may have meant is told of the first broken ones of a run, as each guess looks through all there is.
    """

    GUESSES = 100

    def __init__(self, whole: Mapping[str, Report | ContentPage], known: Set[str]) -> None:
        self.whole = whole
        self.known = known
        self._left = self.GUESSES
        self._parts: dict[str, frozenset[str]] = {}

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {name.rpartition("/")[2].removesuffix(".md"): name for name in sorted(self.known)}

    def parts(self, target: str) -> frozenset[str]:
        """Return the parts of a whole file's page."""
        if target not in self._parts:
            self._parts[target] = _anchors(self.whole[target])
        return self._parts[target]

    def file_like(self, target: str) -> str | None:
        """Return the path that is most like `target`; None when none is, or too many were asked for."""
        near = self._like(target.rpartition("/")[2].removesuffix(".md"), self._stems)
        return self._stems[near] if near else None

    def part_like(self, target: str, fragment: str) -> str | None:
        """Return the part of `target` that is most like `fragment`; None as above."""
        return self._like(fragment, self.parts(target))

    def _like(self, name: str, known: Iterable[str]) -> str | None:
        self._left -= 1
        return closest_match(name, sorted(known)) if self._left >= 0 else None


def _broken(path: str, link: BodyLink, targets: _Targets) -> Problem:
    what, remedy = f"the link leads to {link.target}, which is not published", "link to a published report"
    if link.target not in targets.known:
        near = targets.file_like(link.target)
        remedy = f"did you mean {near}?" if near else "correct the link"
        what = f"the link leads to {link.target}, which is not there"
    return Problem(path, link.line, link.column, "body", what, remedy)


def _anchors(document: Report | ContentPage) -> frozenset[str]:
    """Return what a link to a document can lead to on its page; a withdrawn report has little left."""
    headings = {heading.id for heading in document.body.headings}
    if isinstance(document, ContentPage):
        return ALWAYS | headings
    parts: dict[str, Sequence[object]] = {"corrections": document.corrections}
    if document.status == "withdrawn":
        return ALWAYS | {name for name, items in parts.items() if items}
    parts |= {"authors": document.authors, "events": document.events, "sources": document.citations}
    named = {"cite", *(name for name, items in parts.items() if items)}
    events = {paths.event_anchor(event.id) for event in document.events}
    return ALWAYS | headings | named | events | {paths.source_anchor(n + 1) for n in range(len(document.citations))}


def _lost(path: str, link: BodyLink, targets: _Targets) -> Iterator[Problem]:
    if link.fragment not in targets.parts(link.target):
        near = targets.part_like(link.target, link.fragment)
        remedy = f"did you mean #{near}?" if near else "link to the id of a heading, or to #event-<id>"
        what = f"{link.target} has no part #{link.fragment}"
        yield Problem(path, link.line, link.column, "body", what, remedy)


def _owners(reports: list[Report], folder: Folder) -> dict[str, list[str]]:
    """Map every name that a report has or had to the files that claim it; a faulty file claims its own name."""
    owners: dict[str, list[str]] = {}
    for path in sorted(set(folder.reports) - {report.path for report in reports}):
        owners[posixpath.basename(path).removesuffix(".md").casefold()] = [path]
    for report in reports:
        for name in (report.stem, *report.formerly):
            owners.setdefault(name.casefold(), []).append(report.path)
    return owners


def _clashes(report: Report, owners: Mapping[str, list[str]]) -> Iterator[Finding]:
    for place, name in ((-1, report.stem), *enumerate(report.formerly)):
        claims = owners[name.casefold()]
        others = [path for path in claims if path != report.path]
        if others:
            steps = ("formerly", place) if place >= 0 else ()
            yield Finding(steps, f"'{name}' is the address of {others[0]} too", "give one of the two another name")
        elif place >= 0 and len(claims) > 1:
            yield Finding(("formerly", place), f"'{name}' is an address of this report already", "take it away")


def unreadable_kinds(registry: Registry, problems: list[Problem]) -> set[EntryKind]:
    """Return the vocabularies whose file is faulty as a whole: what is not in them may well be in the file."""
    faulty = {problem.path for problem in problems}
    return {kind for kind in REGISTRY_FILES if not registry.entries(kind) and faulty & {REGISTRY, registry_path(kind)}}


def unknown_references(
    references: Iterable[Reference], registry: Registry, unread: set[EntryKind]
) -> Iterator[Finding]:
    """List the references to what is not in the registry; the kinds `unread` are passed over."""
    for steps, kind, entry_id in references:
        entries = registry.entries(kind)
        if kind in unread:
            continue
        if entry_id not in entries:
            yield Finding(steps, *unknown_id(entries, entry_id))
        elif steps[-1] == "type" and entries[entry_id].kind != "event-type":
            yield Finding(steps, f"'{entry_id}' is a tag, but no type of event", "use a tag of the kind event-type")


def report_references(report: Report) -> Iterator[Reference]:
    """List the registry ids that a report names, each with the steps to it."""
    lists: tuple[tuple[str, EntryKind, tuple[str, ...]], ...] = (
        ("region", "region", report.regions),
        ("actors", "actor", report.actors),
        ("tags", "tag", report.tags),
        ("authors", "author", report.authors),
    )
    for key, kind, ids in lists:
        yield from (((key, place), kind, entry_id) for place, entry_id in enumerate(ids))
    if report.series:
        yield ("series",), "series", report.series
    for place, citation in enumerate(report.citations):
        yield ("sources", place, "publisher"), "source", citation.publisher
    for place, event in enumerate(report.events):
        yield from _event_references(place, event)


def _event_references(place: int, event: Event) -> Iterator[Reference]:
    yield ("events", place, "type"), "tag", event.type
    yield ("events", place, "region"), "region", event.region
    lists: tuple[tuple[str, EntryKind, tuple[str, ...]], ...] = (
        ("actors", "actor", event.actors),
        ("tags", "tag", event.tags),
        ("attributed_to", "source", event.attributed_to),
    )
    for key, kind, ids in lists:
        yield from ((("events", place, key, position), kind, entry_id) for position, entry_id in enumerate(ids))
