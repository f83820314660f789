"""Report pages: what a report's page says, its neighbours and relatives, and what stands at its other addresses."""

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
    made = archive([one, *(other for other in others if other != one)])
    view = ReportPages(PageContext(made)).page(one).view
    assert isinstance(view, ReportView)
    return view


def beside(*reports: Report) -> dict[str, Any]:
    """Return the views that stand beside the reports' pages, by path."""
    made = archive(reports)
    return {o.path: o.view for o in ReportPages(PageContext(made)).extra_outputs() if isinstance(o, Page)}


def test_events_in_the_order_of_time() -> None:
    """A report's events are shown in the order in which they happened, however they are written down."""
    told = report("2020-01-09-one", event("c", "2020-01-03"), event("a", "2020-01-01"), event("b", "2020-01"))
    assert [dated.event.id for dated in ordered_events(told)] == ["b", "a", "c"]
    assert [card.anchor for day in view_of(told).days for card in day.events] == ["event-b", "event-a", "event-c"]


def test_actors_by_the_name_of_the_report_s_day() -> None:
    """The report names its actors as they were called on its day."""
    actors = view_of(report("2016-08-05-one", actors=("pilots",))).actors
    assert [(link.text, link.note) for link in actors] == [("Conquest Pilots", "United Pilots")]


def test_numbers_lead_to_sources() -> None:
    """An event's source numbers lead to the items of the list, each with its own anchor."""
    citations = (Citation(publisher="gazette", title="One"), Citation(publisher="radio", title="Two"))
    view = view_of(report("2020-01-02-one", event(sources=(2, 1)), citations=citations))
    assert [source.anchor for source in view.sources] == ["source-1", "source-2"]
    assert [link.href.rpartition("#")[2] for link in view.days[0].events[0].cited] == ["source-2", "source-1"]


def test_neighbours_of_a_series() -> None:
    """The next and the previous report are those of the series, by date; a report without a series has none."""
    run = [report(f"2020-01-0{n}-r", series="log") for n in (3, 1, 2)]
    alone = report("2020-01-02-alone")
    first, middle, last = (view_of(one, *run, alone) for one in sorted(run, key=lambda r: r.stem))
    assert first.previous is None
    assert first.next
    assert first.next.href == "/reports/2020-01-02-r/"
    assert [link.href if link else "" for link in (middle.previous, middle.next)] == [
        "/reports/2020-01-01-r/",
        "/reports/2020-01-03-r/",
    ]
    assert last.next is None
    assert view_of(alone, *run).previous is view_of(alone, *run).next is None


def test_a_relative_says_why_it_is_one() -> None:
    """'Check also' names what is shared, and how far apart the reports are."""
    told = event("e", "2020-01-01", region="land/north/port", actors=("guard",))
    others = [report(f"201{n}-01-01-filler", regions=("land",)) for n in range(9)]
    (card,) = view_of(report("2020-01-02-one", told), report("2020-01-05-two", told), *others).related
    assert card.report.href == "/reports/2020-01-05-two/"
    assert card.reason.startswith("same event · ")
    assert "Guard" in card.reason
    assert card.reason.endswith(" · 3 days apart")


def test_former_addresses_lead_to_the_present_one() -> None:
    """Each former name has a stub that leads to the report and is in no search engine."""
    stubs = beside(report("2020-01-02-new", formerly=("2020-01-02-old", "2020-01-02-older")))
    assert set(stubs) == {"reports/2020-01-02-old/", "reports/2020-01-02-older/"}
    for view in stubs.values():
        assert isinstance(view, RedirectView)
        assert view.target.href == "/reports/2020-01-02-new/"
        assert not view.head.listed


def test_a_withdrawn_report_leaves_its_reason() -> None:
    """Where a withdrawn report stood is its title and the reason; its former addresses lead there."""
    gone = report("2020-01-02-gone", status="withdrawn", reason="Wrong.", formerly=("2020-01-02-old",))
    views = beside(gone, report("2020-01-03-here"))
    tomb = views["reports/2020-01-02-gone/"]
    assert isinstance(tomb, WithdrawnView)
    assert (tomb.title, tomb.reason, tomb.head.listed) == (gone.title, "Wrong.", False)
    assert "Summary" not in str(tomb)
    assert isinstance(views["reports/2020-01-02-old/"], RedirectView)


def test_drafts_and_withdrawn_reports_are_not_listed() -> None:
    """Neither is told to search engines; a draft says that it is one."""
    made = archive([report("2020-01-02-draft", status="draft"), report("2020-01-03-here")])
    pages = ReportPages(PageContext(made))
    draft, here = (pages.page(one) for one in made.catalogue.reports)
    assert (draft.listed, here.listed) == (False, True)
    assert draft.view.draft  # type: ignore[attr-defined]  # a report's view
    assert not draft.view.head.listed  # type: ignore[attr-defined]  # a report's view


def test_a_report_in_another_language() -> None:
    """The page of a report in Arabic is one in Arabic, from right to left."""
    head = view_of(report("2020-01-02-one", lang="ar")).head
    assert (head.lang, head.dir) == ("ar", "rtl")
    head = view_of(report("2020-01-02-one")).head
    assert (head.lang, head.dir) == ("en", "ltr")


def test_authors_with_and_without_a_biography() -> None:
    """An author's biography stands on the page if the registry has one."""
    (box,) = view_of(report("2020-01-02-one", authors=("ada",))).authors
    assert (box.name, box.text) == ("Ada Sample", "Ada is made up.")
    registry = msgspec.structs.replace(REGISTRY, authors={"x": Author(id="x", name="X")})
    made = archive([report("2020-01-02-one", authors=("x",))], registry=registry)
    view = ReportPages(PageContext(made)).page(made.catalogue.reports[0]).view
    assert isinstance(view, ReportView)
    assert [(box.name, box.text) for box in view.authors] == [("X", "")]


def test_corrections_stand_on_the_report_and_together() -> None:
    """A report's corrections stand on it, and all on the page of corrections with what was withdrawn, newest first."""
    made = archive(
        [
            report(
                "2020-01-02-a", corrections=(Correction(date(2020, 1, 5), "A."), Correction(date(2020, 3, 1), "B."))
            ),
            report("2020-01-03-b", corrections=(Correction(date(2020, 2, 1), "C."),)),
            report("2020-01-04-gone", status="withdrawn", reason="Wrong."),
        ]
    )
    view = corrections_page(PageContext(made)).view
    assert isinstance(view, CorrectionsView)
    assert [line.note for line in view.corrections] == ["B.", "C.", "A."]
    assert [line.report.text for line in view.corrections if line.report] == [
        "Title of 2020-01-02-a",
        "Title of 2020-01-03-b",
        "Title of 2020-01-02-a",
    ]
    assert [line.reason for line in view.withdrawn] == ["Wrong."]
    on_page = view_of(made.catalogue.reports[0]).corrections
    assert [line.note for line in on_page] == ["B.", "A."]


def test_everything_named_is_linked_once() -> None:
    """Regions, actors and tags of the report and of its events are linked, each once."""
    one = report("2020-01-02-one", event(actors=("guard",), tags=("fog",)), actors=("guard",), tags=("fog",))
    view = view_of(one)
    assert [link.href for link in view.regions] == ["/regions/land/", "/regions/land/north/"]
    assert [link.href for link in view.actors] == ["/actors/guard/"]
    assert [link.href for link in view.tags] == ["/tags/fog/", "/tags/outage/"]
    assert set(REGISTRY.actors) >= {"guard"}


def test_a_repository_gives_ways_to_edit_and_to_correct() -> None:
    """With a repository, a report leads to its file's edit page and to an issue about it; without one, nowhere."""
    one = report("2020-01-02-one", title="Fog & more")
    repository = Repository("https://github.com/o/r", branch="next")
    made = archive([one], siteurl="https://a.org/x", repository=repository)
    view = ReportPages(PageContext(made)).page(one).view
    assert isinstance(view, ReportView)
    assert view.edit_url == "https://github.com/o/r/edit/next/content/reports/2020/2020-01-02-one.md"
    page = "https%3A%2F%2Fa.org%2Fx%2Freports%2F2020-01-02-one%2F"
    assert view.correction_url.endswith(f"&title=Correction%3A%20Fog%20%26%20more&report={page}")
    assert (view_of(one).edit_url, view_of(one).correction_url) == ("", "")
