"""The home page's newest reports, and the list of all reports."""

from plugins.pages.context import PageContext
from plugins.pages.site.home import HomeView, home_page, report_pages
from tests.samples import archive, event, pages, report


def test_home_page_has_the_newest_reports() -> None:
    """The newest report comes first; totals, period and years cover the whole archive."""
    sample = archive([report(f"2020-01-0{n}-r", event(when=f"2020-01-0{n}")) for n in range(1, 10)])
    view = home_page(PageContext(sample)).view
    assert isinstance(view, HomeView)
    assert view.lead
    assert view.lead.href == "/reports/2020-01-09-r/"
    assert [card.href for card in view.reports] == [f"/reports/2020-01-0{n}-r/" for n in range(8, 2, -1)]
    assert (view.reports_total, view.events_total) == (9, 9)
    assert view.period == "1 January 2020 – 9 January 2020"
    assert [(link.text, link.count) for link in view.years] == [("2020", 18)]


def test_list_of_reports_is_complete() -> None:
    """The pages of the list have every report once, newest first."""
    sample = archive([report(f"20{n:02d}-01-01-r") for n in range(65)])
    lists = pages(report_pages(PageContext(sample)))
    listed = [card.href for page in lists for card in page.view.reports]  # type: ignore[attr-defined]  # a list's view
    assert listed == [f"/reports/20{n:02d}-01-01-r/" for n in range(64, -1, -1)]
    assert [page.path for page in lists] == ["reports/", "reports/page/2/", "reports/page/1/"]
