"""Search documents: the document of each report and event, with its row of the search table."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.model.catalogue import event_entry_keys, report_entry_keys
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.outputs import SearchDocument
from plugins.pages.search.documents import search_documents
from plugins.pages.search.facets import facet_for
from plugins.pages.search.hit import Hit
from tests.samples import render_outputs

REPORT = "reports/2020/2020-01-01-first-light.md"


class ParsedDocument(HTMLParser):
    """A document: its row, its hit, and the tags and texts of the HTML that Pagefind reads."""

    def __init__(self, document: SearchDocument) -> None:
        super().__init__()
        self.row = document.row
        self.hit = msgspec.json.decode(document.hit, type=Hit)
        self.words = document.words
        self.tags: set[str] = set()
        self.text = ""
        self.feed(document.data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def edited(small_site: Callable[[str], Path]) -> Callable[..., Archive]:
    """Return a function that loads the small archive after replacing texts of its one report."""

    def load(*changes: tuple[str, str]) -> Archive:
        folder = small_site("small")
        text = (folder / REPORT).read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / REPORT).write_text(text, "utf-8")
        return load_archive(folder, Urls(""))

    return load


def documents_of(archive: Archive) -> list[SearchDocument]:
    """Return the documents of an archive; each has the bundle of its plan."""
    plans = list(search_documents(PageContext(archive)))
    whole = [document for document in render_outputs(plans) if isinstance(document, SearchDocument)]
    assert [plan.bundle for plan in plans] == [document.bundle for document in whole]
    return whole


def read(archive: Archive, bundle: str) -> list[ParsedDocument]:
    return [ParsedDocument(document) for document in documents_of(archive) if document.bundle == bundle]


def test_every_published_report_and_event_has_one_document(edited: Callable[..., Archive]) -> None:
    """A document has the name of its page, an event's also that of its anchor."""
    documents = documents_of(edited())
    assert [(document.bundle, document.path) for document in documents] == [
        ("reports", "reports.2020-01-01-first-light.html"),
        ("events", "reports.2020-01-01-first-light.event-lamp-failed.html"),
    ]


def test_unpublished_reports_have_no_documents(root: Path) -> None:
    """Withdrawn reports have no documents, drafts only where drafts are shown; the same holds for their events."""
    folder = root / "tests/sites/valid/lighthouses"
    hidden, shown = (load_archive(folder, Urls(""), drafts=drafts) for drafts in (False, True))
    (withdrawn,) = hidden.catalogue.withdrawn
    (draft,) = (report for report in shown.catalogue.reports if report.status == "draft")
    for archive, stem, expected in (
        (hidden, withdrawn.stem, False),
        (hidden, draft.stem, False),
        (shown, draft.stem, True),
    ):
        assert any(stem in document.path for document in documents_of(archive)) == expected


def test_facets_match_the_catalogue(edited: Callable[..., Archive]) -> None:
    """A row has every entry of its report or event, with the ancestors of regions; a type is not also a tag."""
    archive = edited()
    report, (dated,) = archive.catalogue.reports[0], archive.catalogue.events
    of_report, of_event = set(read(archive, "reports")[0].row.keys), set(read(archive, "events")[0].row.keys)
    assert of_report == {key for key in report_entry_keys(report) if facet_for(key[0])}
    assert of_event == event_entry_keys(report, dated.event) - {("tag", "outage")} | {("type", "outage")}
    assert ("region", "northland") in of_event


def test_documents_have_all_names(edited: Callable[..., Archive]) -> None:
    """Documents of reports and events have the other names of their entries."""
    archive = edited()
    for document in (*read(archive, "reports"), *read(archive, "events")):
        for name in ("Port Authority", "Almondhaven", "Northland", "The Almond Gazette", "Outage"):
            assert any(name in fact for fact in document.hit.facts)


def test_parts_have_the_ids_of_the_page(edited: Callable[..., Archive]) -> None:
    """Parts of the body, events and sources have the ids of the report's page, so that results can link to them."""
    archive = edited(("---\n\nThe lamp failed", "---\n\n## What happened\n\nThe lamp failed"))
    anchors = [part.anchor for part in read(archive, "reports")[0].hit.parts]
    assert anchors == ["what-happened", "event-lamp-failed", "source-1"]


def test_words_of_sources_places_and_attributions_are_found(edited: Callable[..., Archive]) -> None:
    """A report and its event are found by the titles, publishers, authors and notes of their sources."""
    archive = edited(
        ("title: Harbour notes", "title: Keepers of Ghouta, author: Ada Quill, note: Retold twice."),
        (
            "summary: The lamp failed for an hour.",
            "summary: The lamp failed for an hour.\n    place: near Quern",
        ),
    )
    for document in (*read(archive, "reports"), *read(archive, "events")):
        assert {"ghouta", "keepers", "quill", "retold", "quern", "almond", "gazette"} <= document.words
        assert {"ghouta", "quern", "gazette"} <= set(document.text.split())


HOSTILE = '</title>"><script>alert(1)</script><meta data-pagefind-filter="region[content]" content="moon">&lt;'


def test_text_never_becomes_markup(edited: Callable[..., Archive]) -> None:
    """Text that looks like markup stays text in every field, and cannot add facets."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    archive = edited(
        ("title: First light", f"title: {quoted}"),
        ("summary: The lamp failed and was lit again.", f"summary: {quoted}"),
        ("summary: The lamp failed for an hour.", f"summary: {quoted}\n    place: {quoted}"),
        ("---\n\nThe lamp failed", f"---\n\n{HOSTILE}\n\nThe lamp failed"),
    )
    for document in (*read(archive, "reports"), *read(archive, "events")):
        assert ("region", "moon") not in document.row.keys
        assert document.tags <= {"html", "head", "meta", "body", "h1", "h3", "p"}
        assert document.text.count("script alert 1 script") >= 2
    assert read(archive, "reports")[0].hit.summary == HOSTILE
    assert HOSTILE in read(archive, "events")[0].hit.lines[1]


def test_row_keys_sort_like_the_catalogue(root: Path) -> None:
    """The sort keys of a bundle are unique, and in the order of the catalogue."""
    archive = load_archive(root / "tests/sites/valid/lighthouses", Urls(""))
    for bundle in ("reports", "events"):
        keys = [document.row.order for document in read(archive, bundle)]
        assert keys == sorted(set(keys))


def test_report_has_its_own_date(edited: Callable[..., Archive]) -> None:
    """A report's row has its own date only; an event's row has all days of its date."""
    archive = edited(("    date: 2020-01-01", "    date: 2019-07"))
    (report,), (event,) = read(archive, "reports"), read(archive, "events")
    assert (report.row.first, report.row.last) == (date(2020, 1, 1), date(2020, 1, 1))
    assert (event.row.first, event.row.last) == (date(2019, 7, 1), date(2019, 7, 31))
