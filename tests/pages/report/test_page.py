"""Report pages: the page of a report, its related reports, redirects and pages of withdrawn reports."""

from datetime import date
from typing import Any

import msgspec

from plugins.archive.model.entries import Author
from plugins.archive.model.report import Citation, Correction, Report
from plugins.archive.model.repository import Repository
from plugins.pages.context import PageContext
from plugins.pages.outputs import Page
from plugins.pages.report.event_days import ordered_events
from plugins.pages.report.page import ReportView
from plugins.pages.report.pages import RedirectView, ReportPages, WithdrawnView
from plugins.pages.site.corrections import CorrectionsView, corrections_page
from tests.samples import REGISTRY, archive, event, report


def view_of(one: Report, *others: Report) -> ReportView:
    """Return the view of a report in an archive with others."""
    reports = [one, *(other for other in others if other != one)]
    view = ReportPages(PageContext(archive(reports))).page(one).view
    assert isinstance(view, ReportView)
    return view


def extra_views(*reports: Report) -> dict[str, Any]:
    """Return the views of the pages other than the reports' own, by path."""
    outputs = ReportPages(PageContext(archive(reports))).extra_outputs()
    return {output.path: output.view for output in outputs if isinstance(output, Page)}


def test_events_are_in_chronological_order() -> None:
    """The order in the file does not matter."""
    one = report("2020-01-09-one", event("c", "2020-01-03"), event("a", "2020-01-01"), event("b", "2020-01"))
    assert [dated.event.id for dated in ordered_events(one)] == ["b", "a", "c"]
    assert [card.anchor for day in view_of(one).days for card in day.events] == ["event-b", "event-a", "event-c"]


def test_actors_have_their_names_on_the_date_of_the_report() -> None:
    actors = view_of(report("2016-08-05-one", actors=("pilots",))).actors
    assert [(link.text, link.note) for link in actors] == [("Conquest Pilots", "United Pilots")]


def test_source_numbers_link_the_source_list() -> None:
    """Each item of the source list has an anchor."""
    citations = (Citation(publisher="gazette", title="One"), Citation(publisher="radio", title="Two"))
    view = view_of(report("2020-01-02-one", event(sources=(2, 1)), citations=citations))
    assert [source.anchor for source in view.sources] == ["source-1", "source-2"]
    assert [link.href.rpartition("#")[2] for link in view.days[0].events[0].cited] == ["source-2", "source-1"]


def test_previous_and_next_report_of_a_series() -> None:
    """They follow the dates of the series; a report without a series has none."""
    series = [report(f"2020-01-0{n}-r", series="log") for n in (3, 1, 2)]
    alone = report("2020-01-02-alone")
    first, middle, last = (view_of(one, *series, alone) for one in sorted(series, key=lambda r: r.stem))
    assert first.previous is None
    assert first.next
    assert first.next.href == "/reports/2020-01-02-r/"
    assert [link.href if link else "" for link in (middle.previous, middle.next)] == [
        "/reports/2020-01-01-r/",
        "/reports/2020-01-03-r/",
    ]
    assert last.next is None
    assert view_of(alone, *series).previous is view_of(alone, *series).next is None


def test_related_report_has_a_reason() -> None:
    """The reason has the shared event and entries, and the days between the reports."""
    shared = event("e", "2020-01-01", region="land/north/port", actors=("guard",))
    others = [report(f"201{n}-01-01-filler", regions=("land",)) for n in range(9)]
    (card,) = view_of(report("2020-01-02-one", shared), report("2020-01-05-two", shared), *others).related
    assert card.report.href == "/reports/2020-01-05-two/"
    assert card.reason.startswith("same event · ")
    assert "Guard" in card.reason
    assert card.reason.endswith(" · 3 days apart")


def test_former_urls_redirect_to_the_report() -> None:
    """Each former name has a redirect that is not listed."""
    redirects = extra_views(report("2020-01-02-new", formerly=("2020-01-02-old", "2020-01-02-older")))
    assert set(redirects) == {"reports/2020-01-02-old/", "reports/2020-01-02-older/"}
    for view in redirects.values():
        assert isinstance(view, RedirectView)
        assert view.target.href == "/reports/2020-01-02-new/"
        assert not view.head.listed


def test_page_of_a_withdrawn_report_has_the_reason() -> None:
    """It has the title and no other text, is not listed, and former URLs redirect to it."""
    withdrawn = report("2020-01-02-gone", status="withdrawn", reason="Wrong.", formerly=("2020-01-02-old",))
    views = extra_views(withdrawn, report("2020-01-03-here"))
    view = views["reports/2020-01-02-gone/"]
    assert isinstance(view, WithdrawnView)
    assert (view.head.title, view.reason, view.head.listed) == (withdrawn.title, "Wrong.", False)
    assert "Summary" not in str(view)
    assert isinstance(views["reports/2020-01-02-old/"], RedirectView)


def test_draft_is_marked_and_not_listed() -> None:
    sample = archive([report("2020-01-02-draft", status="draft"), report("2020-01-03-here")])
    pages = ReportPages(PageContext(sample))
    draft, published = (pages.page(one) for one in sample.catalogue.reports)
    assert (draft.listed, published.listed) == (False, True)
    assert draft.view.draft  # type: ignore[attr-defined]  # a report's view
    assert not draft.view.head.listed  # type: ignore[attr-defined]  # a report's view


def test_page_has_the_language_of_the_report() -> None:
    """The page of a report in Arabic is right to left."""
    head = view_of(report("2020-01-02-one", lang="ar")).head
    assert (head.lang, head.dir) == ("ar", "rtl")
    head = view_of(report("2020-01-02-one")).head
    assert (head.lang, head.dir) == ("en", "ltr")


def test_authors_with_and_without_a_biography() -> None:
    (box,) = view_of(report("2020-01-02-one", authors=("ada",))).authors
    assert (box.name, box.text) == ("Ada Sample", "Ada is made up.")
    registry = msgspec.structs.replace(REGISTRY, authors={"x": Author(id="x", name="X")})
    sample = archive([report("2020-01-02-one", authors=("x",))], registry=registry)
    view = ReportPages(PageContext(sample)).page(sample.catalogue.reports[0]).view
    assert isinstance(view, ReportView)
    assert [(box.name, box.text) for box in view.authors] == [("X", "")]


def test_corrections_are_on_the_report_and_on_one_page() -> None:
    """Corrections are listed newest first; the page of corrections also lists withdrawn reports."""
    sample = archive(
        [
            report(
                "2020-01-02-a", corrections=(Correction(date(2020, 1, 5), "A."), Correction(date(2020, 3, 1), "B."))
            ),
            report("2020-01-03-b", corrections=(Correction(date(2020, 2, 1), "C."),)),
            report("2020-01-04-gone", status="withdrawn", reason="Wrong."),
        ]
    )
    view = corrections_page(PageContext(sample)).view
    assert isinstance(view, CorrectionsView)
    assert [line.note for line in view.corrections] == ["B.", "C.", "A."]
    assert [line.report.text for line in view.corrections if line.report] == [
        "Title of 2020-01-02-a",
        "Title of 2020-01-03-b",
        "Title of 2020-01-02-a",
    ]
    assert [line.reason for line in view.withdrawn] == ["Wrong."]
    on_page = view_of(sample.catalogue.reports[0]).corrections
    assert [line.note for line in on_page] == ["B.", "A."]


def test_each_registry_entry_is_linked_once() -> None:
    """The page links the regions, actors and tags of the report and of its events."""
    one = report("2020-01-02-one", event(actors=("guard",), tags=("fog",)), actors=("guard",), tags=("fog",))
    view = view_of(one)
    assert [link.href for link in view.regions] == ["/regions/land/", "/regions/land/north/"]
    assert [link.href for link in view.actors] == ["/actors/guard/"]
    assert [link.href for link in view.tags] == ["/tags/fog/", "/tags/outage/"]
    assert set(REGISTRY.actors) >= {"guard"}


def test_repository_adds_links_to_edit_and_to_correct() -> None:
    """The links lead to the edit page of the file and to a new issue about the report."""
    one = report("2020-01-02-one", title="Fog & more")
    repository = Repository("https://github.com/o/r", branch="next")
    sample = archive([one], siteurl="https://a.org/x", repository=repository)
    view = ReportPages(PageContext(sample)).page(one).view
    assert isinstance(view, ReportView)
    assert view.edit_url == "https://github.com/o/r/edit/next/content/reports/2020/2020-01-02-one.md"
    page = "https%3A%2F%2Fa.org%2Fx%2Freports%2F2020-01-02-one%2F"
    assert view.correction_url.endswith(f"&title=Correction%3A%20Fog%20%26%20more&report={page}")
    assert (view_of(one).edit_url, view_of(one).correction_url) == ("", "")
