"""URLs: everything has one address, which works under any base path."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import urls as paths
from plugins.archive.urls import Urls


@pytest.mark.parametrize(
    ("siteurl", "base", "absolute"),
    [
        ("", "/", "/reports/"),
        ("https://host.example", "/", "https://host.example/reports/"),
        ("https://host.example/", "/", "https://host.example/reports/"),
        ("https://host.example/archive", "/archive/", "https://host.example/archive/reports/"),
        ("https://host.example/a/b/", "/a/b/", "https://host.example/a/b/reports/"),
    ],
)
def test_a_site_stands_anywhere(siteurl: str, base: str, absolute: str) -> None:
    """Links carry the path of the site's address, with or without a slash at its end."""
    urls = Urls(siteurl)
    assert urls.base_path == base
    assert urls.href(paths.REPORTS) == f"{base}reports/"
    assert urls.absolute(paths.REPORTS) == absolute


@given(st.dates())
def test_addresses_of_time(day: date) -> None:
    """A day's address stands below its month's, and that below its year's."""
    assert paths.day(day).startswith(paths.month(day.year, day.month))
    assert paths.month(day.year, day.month).startswith(paths.year(day.year))
    assert paths.day(day) == f"timeline/{day.year:04d}/{day:%m/%d}/"


def test_the_documented_addresses() -> None:
    """Addresses are for ever: these are those that were promised."""
    assert paths.report("2018-04-22-x") == "reports/2018-04-22-x/"
    assert paths.event("2018-04-22-x", "y") == "reports/2018-04-22-x/#event-y"
    assert paths.entry("region", "land/north") == "regions/land/north/"
    assert paths.entry("actor", "guard") == "actors/guard/"
    assert paths.month(2018, 4) == "timeline/2018/04/"
    assert paths.day_anchor(date(2018, 4, 2)) == "d02"
    assert paths.list_page(paths.REPORTS, 1) == "reports/page/1/"
    assert paths.list_page(paths.older_events("region", "land"), 3) == "regions/land/events/page/3/"
    assert paths.feed("actor", "guard") == "feeds/actors/guard.atom"
    assert paths.page("about") == "about/"
    assert paths.social_card("2018-04-22-x") == "cards/2018-04-22-x.png"
    assert paths.resized_image("2018-04-22-x", "y.jpg", 480) == "pictures/480/2018-04-22-x/y.jpg"
    assert paths.support() == "#support"


def test_files_of_addresses() -> None:
    """A path with a slash at its end is a folder's index; any other is a file."""
    assert paths.output_file("") == "index.html"
    assert paths.output_file("reports/") == "reports/index.html"
    assert paths.output_file(paths.NOT_FOUND) == "404.html"


def test_no_page_takes_a_reserved_name() -> None:
    """Everything that the site puts at its top is closed to the content's own pages."""
    taken = {"reports", "regions", "actors", "tags", "sources", "series", "timeline", "search", "corrections"}
    assert taken | {"feeds", "static", "pagefind", "data", "404", "cards", "pictures"} <= paths.RESERVED_NAMES
