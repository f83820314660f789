"""What is searched of an archive: its documents, each with its row."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.model.catalogue import event_entry_keys, report_entry_keys
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.outputs import SearchDocument
from plugins.pages.search.documents import FACETS, hyphenated, search_documents
from tests.samples import render_outputs

REPORT = "reports/2020/2020-01-01-first-light.md"


class Reading(HTMLParser):
    """A document as Pagefind reads it: metas, the ids of headings, and the words of the body; and its row."""

    def __init__(self, document: SearchDocument) -> None:
        super().__init__()
        self.row = document.row
        self.metas: dict[str, str] = {}
        self.headings: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(document.data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if name := values.get("data-pagefind-meta", "").removesuffix("[content]"):
            self.metas[name] = values["content"]
        if tag in ("h2", "h3") and "id" in values:
            self.headings.append(values["id"])

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def edited(small_site: Callable[[str], Path]) -> Callable[..., Archive]:
    """Return a function that loads the small archive after replacing words of its one report."""

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
    """Return the documents of an archive, made, each for the bundle that its plan names."""
    plans = list(search_documents(PageContext(archive)))
    whole = [document for document in render_outputs(plans) if isinstance(document, SearchDocument)]
    assert [plan.bundle for plan in plans] == [document.bundle for document in whole]
    return whole


def read(archive: Archive, bundle: str) -> list[Reading]:
    return [Reading(document) for document in documents_of(archive) if document.bundle == bundle]


def test_every_published_report_and_event_has_one_document(edited: Callable[..., Archive]) -> None:
    """A document is called as the page it leads to, an event's with the name of its anchor."""
    documents = documents_of(edited())
    assert [(document.bundle, document.path) for document in documents] == [
        ("reports", "reports.2020-01-01-first-light.html"),
        ("events", "reports.2020-01-01-first-light.event-lamp-failed.html"),
    ]


def test_what_is_not_published_is_not_searched(root: Path) -> None:
    """A withdrawn report is never searched, a draft only where drafts are shown; nor are their events."""
    folder = root / "tests/sites/valid/lighthouses"
    hidden, shown = (load_archive(folder, Urls(""), drafts=drafts) for drafts in (False, True))
    (withdrawn,) = hidden.catalogue.withdrawn
    (draft,) = (report for report in shown.catalogue.reports if report.status == "draft")
    for archive, stem, there in (
        (hidden, withdrawn.stem, False),
        (hidden, draft.stem, False),
        (shown, draft.stem, True),
    ):
        assert any(stem in document.path for document in documents_of(archive)) == there


def test_facets_are_what_the_catalogue_says(edited: Callable[..., Archive]) -> None:
    """A row has every entry under which its report or event stands, regions with all around them; a type once."""
    archive = edited()
    report, (dated,) = archive.catalogue.reports[0], archive.catalogue.events
    of_report, of_event = set(read(archive, "reports")[0].row.keys), set(read(archive, "events")[0].row.keys)
    assert of_report == {key for key in report_entry_keys(report) if key[0] in FACETS}
    assert of_event == event_entry_keys(report, dated.event) - {("tag", "outage")} | {("type", "outage")}
    assert ("region", "northland") in of_event


def test_every_name_is_found(edited: Callable[..., Archive]) -> None:
    """The other names of regions and actors stand in the documents of reports and of events."""
    archive = edited()
    for document in (*read(archive, "reports"), *read(archive, "events")):
        for name in ("Port Authority", "Almondhaven", "Northland", "The Almond Gazette", "Outage"):
            assert name in document.metas["names"]


def test_an_event_is_a_heading_of_its_report(edited: Callable[..., Archive]) -> None:
    """The headings of the body and the events have the ids that they have on the page, so that hits lead there."""
    archive = edited(("---\n\nThe lamp failed", "---\n\n## What happened\n\nThe lamp failed"))
    assert read(archive, "reports")[0].headings == ["what-happened", "event-lamp-failed"]


HOSTILE = '</title>"><script>alert(1)</script><meta data-pagefind-filter="region[content]" content="moon">&lt;'


def test_no_text_becomes_markup(edited: Callable[..., Archive]) -> None:
    """Text that looks like markup is searched and shown as text, wherever it stands; no facet can be smuggled in."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    archive = edited(
        ("title: First light", f"title: {quoted}"),
        ("summary: The lamp failed and was lit again.", f"summary: {quoted}"),
        ("summary: The lamp failed for an hour.", f"summary: {quoted}\n    place: {quoted}"),
        ("---\n\nThe lamp failed", f"---\n\n{HOSTILE}\n\nThe lamp failed"),
    )
    for document in (*read(archive, "reports"), *read(archive, "events")):
        assert ("region", "moon") not in document.row.keys
        assert "script" not in document.tags
        assert document.words.count("<script>alert(1)</script>") >= 2
    assert read(archive, "reports")[0].metas["summary"] == HOSTILE
    assert HOSTILE in read(archive, "events")[0].metas["place"]


def test_rows_are_in_the_order_of_the_archive(root: Path) -> None:
    """The keys of a bundle are all different, and sorted as text they give the order of the catalogue."""
    archive = load_archive(root / "tests/sites/valid/lighthouses", Urls(""))
    for bundle in ("reports", "events"):
        keys = [document.row.order for document in read(archive, bundle)]
        assert keys == sorted(set(keys))


def test_a_report_has_its_own_date(edited: Callable[..., Archive]) -> None:
    """The dates of a report's events do not make it a report of that time; an event has every day that it may be of."""
    archive = edited(("    date: 2020-01-01", "    date: 2019-07"))
    (report,), (event,) = read(archive, "reports"), read(archive, "events")
    assert (report.row.first, report.row.last) == (date(2020, 1, 1), date(2020, 1, 1))
    assert (event.row.first, event.row.last) == (date(2019, 7, 1), date(2019, 7, 31))


def test_short_words_are_tied_too() -> None:
    """A name written 'ez Zor' is found by 'ez-Zor', which the index takes for one word; longer words are not tied."""
    assert list(hyphenated("Deir ez Zor")) == ["ez-Zor"]
    assert list(hyphenated("Islamic State")) == []
