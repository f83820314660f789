"""Home page: its size is bounded for any number of reports."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins.archive.model.report import Report
from plugins.engine.render.renderer import Renderer
from plugins.pages.context import PageContext
from plugins.pages.outputs import Page
from plugins.pages.site.home import MAX_BARS, NEWEST_YEARS, HomeView, home_page
from plugins.pages.view_models import Layout
from tests.samples import archive, event, report
from tests.theme.hostile_views import hostile_view

THEME = Path(__file__).resolve().parents[3] / "theme"
SENTENCE = (
    "Six people were reported killed when a convoy came under fire west of the town, which the other side denied. "
)


def spread(count: int, days: int) -> list[Report]:
    """Return `count` reports of three events each, spread evenly over `days`, with texts of usual length."""
    reports = []
    for number in range(count):
        day = date(2019, 1, 1) + timedelta(number * days // count)
        events = (event(f"e{n}", str(day), summary=SENTENCE, actors=("guard", "pilots")) for n in range(3))
        reports.append(
            report(f"{day}-r{number}", *events, title=SENTENCE, summary=SENTENCE * 2, regions=("land", "land/north"))
        )
    return reports


def home_of(reports: list[Report]) -> tuple[Page, HomeView]:
    """Return the home page and its view-model."""
    page = home_page(PageContext(archive(reports)))
    assert isinstance(page.view, HomeView)
    return page, page.view


@pytest.mark.parametrize("days", [61, 8 * 365, 15 * 365], ids=["by day", "by month", "by year"])
def test_home_of_ten_thousand_reports_is_small(days: int, capsys: pytest.CaptureFixture[str]) -> None:
    """At most 60 kB of uncompressed HTML, with the largest histogram and long titles."""
    page, view = home_of(spread(10_000, days))
    assert view.histogram
    size = len(Renderer(THEME, hostile_view(Layout)).render(page).data)
    with capsys.disabled():
        print(
            f"[home of 10,000 reports, {len(view.histogram.bars)} bars by {view.histogram.unit}: {size:,} bytes] ",
            end="",
        )
    assert size <= 60_000


def test_bars_and_years_are_bounded() -> None:
    _, view = home_of([report(f"{year}-{month:02d}-01-r") for year in range(1980, 2020) for month in range(1, 13)])
    assert view.histogram
    assert len(view.histogram.bars) <= MAX_BARS
    assert [year.text for year in view.years] == [str(2019 - n) for n in range(NEWEST_YEARS)]
