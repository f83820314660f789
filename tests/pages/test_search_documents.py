"""What is searched of an archive: its documents, and the words by which dates are found."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.archive import Archive, load_archive
from plugins.archive.catalogue import event_keys, report_keys
from plugins.archive.dates import parse_when
from plugins.archive.urls import Urls
from plugins.pages.labels import Labels
from plugins.pages.output import SearchDocument
from plugins.pages.search_dates import calendar_parts, when_words
from plugins.pages.search_documents import FACETS, MARKER, search_documents, tied
from tests.samples import made

REPORT = "reports/2020/2020-01-01-first-light.md"


class Reading(HTMLParser):
    """A document as Pagefind reads it: filters, metas, sort keys, the ids of headings, and the words of the body."""

    def __init__(self, document: SearchDocument) -> None:
        super().__init__()
        self.filters: set[tuple[str, str]] = set()
        self.metas: dict[str, str] = {}
        self.sorts: dict[str, str] = {}
        self.headings: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(document.data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        for kind in ("filter", "meta", "sort"):
            if name := values.get(f"data-pagefind-{kind}", "").removesuffix("[content]"):
                self.note(kind, name, values["content"])
        if tag in ("h2", "h3") and "id" in values:
            self.headings.append(values["id"])

    def note(self, kind: str, name: str, value: str) -> None:
        if kind == "filter":
            self.filters.add((name, value))
        else:
            (self.metas if kind == "meta" else self.sorts)[name] = value

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
    plans = list(search_documents(archive, Labels(archive)))
    whole = [document for document in made(plans) if isinstance(document, SearchDocument)]
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
    """A document carries every entry under which its report or event stands, regions with all around them."""
    archive = edited()
    report, (dated,) = archive.catalogue.reports[0], archive.catalogue.events
    of_report, of_event = read(archive, "reports")[0].filters, read(archive, "events")[0].filters
    assert {f for f in of_report if f[0] in FACETS} == {key for key in report_keys(report) if key[0] in FACETS}
    assert {f for f in of_event if f[0] in FACETS} == event_keys(report, dated.event)
    assert ("region", "northland") in of_event
    assert ("type", "outage") in of_event
    assert "type" not in dict(of_report)


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
        assert ("region", "moon") not in document.filters
        assert "script" not in document.tags
        assert document.words.count("<script>alert(1)</script>") >= 2
    assert read(archive, "reports")[0].metas["summary"] == HOSTILE
    assert HOSTILE in read(archive, "events")[0].metas["place"]


def test_every_document_can_be_found_without_a_word_and_sorted(edited: Callable[..., Archive]) -> None:
    """All carry the marker and a key to sort by; a page without a key would be missing from sorted results."""
    archive = edited()
    for document in (*read(archive, "reports"), *read(archive, "events")):
        assert document.metas["marker"] == MARKER
        assert document.sorts["date"].startswith("2020-01-01 ")


def test_events_sort_as_the_archive_orders_them(root: Path) -> None:
    """The keys of a bundle are all different, and sorted as text they give the order of the catalogue."""
    archive = load_archive(root / "tests/sites/valid/lighthouses", Urls(""))
    for bundle in ("reports", "events"):
        keys = [document.sorts["date"] for document in read(archive, bundle)]
        assert keys == sorted(set(keys))


def test_a_report_is_found_by_its_own_date(edited: Callable[..., Archive]) -> None:
    """The dates of a report's events do not make it a report of that time."""
    archive = edited(("    date: 2020-01-01", "    date: 2019-07"))
    assert {value for name, value in read(archive, "reports")[0].filters if name == "when"} == {
        "2020",
        "2020-01",
        "2020-01-01",
    }
    assert ("when", "2019-07~") in read(archive, "events")[0].filters


def asked(first: date, last: date) -> set[str]:
    """Return what the search page asks for in a range of dates (theme/static/js/search-dates.js)."""
    parts = set(calendar_parts(first, last))
    return parts | {f"{part[:length]}~" for part in parts for length in (4, 7) if length < len(part)}


DAYS = st.dates(date(2015, 11, 1), date(2019, 3, 1))
SPANS = st.tuples(DAYS, st.sampled_from([0, 1, 5, 27, 30, 31, 59, 364, 365, 366, 800])).map(
    lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1]))
)


@given(SPANS, SPANS)
def test_a_range_finds_what_it_touches_and_nothing_else(span: tuple[date, date], wanted: tuple[date, date]) -> None:
    """Whatever the precision of either, a range finds a span exactly if they have a day in common."""
    touches = span[0] <= wanted[1] and wanted[0] <= span[1]
    assert bool(set(when_words(*span)) & asked(*wanted)) == touches


@given(SPANS)
def test_parts_make_up_a_span(span: tuple[date, date]) -> None:
    """The parts of a span follow one another without a gap and cover it exactly."""
    parts = [parse_when(part) for part in calendar_parts(*span)]
    assert (parts[0].first, parts[-1].last) == span
    assert all(one.last + timedelta(days=1) == next_.first for one, next_ in itertools.pairwise(parts))


def test_a_vague_date_costs_few_words() -> None:
    """A year takes two words, a month three, a day three: never one for each of its days."""
    spans = [parse_when(text) for text in ("2018", "2018-04", "2018-04-22", "9999")]
    assert [len(when_words(span.first, span.last)) for span in spans] == [2, 3, 3, 2]


def test_short_words_are_tied_too() -> None:
    """A name written 'ez Zor' is found by 'ez-Zor', which the index takes for one word; longer words are not tied."""
    assert list(tied("Deir ez Zor")) == ["ez-Zor"]
    assert list(tied("Islamic State")) == []
