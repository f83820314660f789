"""URLs: paths of the site, and links that work under any base path."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import urls as paths
from plugins.archive.urls import Urls


@pytest.mark.parametrize(
    ("siteurl", "base_path", "absolute"),
    [
        ("", "/", "/reports/"),
        ("https://host.example", "/", "https://host.example/reports/"),
        ("https://host.example/", "/", "https://host.example/reports/"),
        ("https://host.example/archive", "/archive/", "https://host.example/archive/reports/"),
        ("https://host.example/a/b/", "/a/b/", "https://host.example/a/b/reports/"),
    ],
)
def test_links_include_the_base_path(siteurl: str, base_path: str, absolute: str) -> None:
    """With or without a slash at the end of `siteurl`."""
    urls = Urls(siteurl)
    assert urls.base_path == base_path
    assert urls.href(paths.REPORTS) == f"{base_path}reports/"
    assert urls.absolute(paths.REPORTS) == absolute


@given(st.dates())
def test_paths_of_the_timeline(day: date) -> None:
    """The path of a day is below that of its month, and both are below that of the year."""
    assert paths.day(day).startswith(paths.month(day.year, day.month))
    assert paths.month(day.year, day.month).startswith(paths.year(day.year))
    assert paths.day(day) == f"timeline/{day.year:04d}/{day:%m/%d}/"


def test_documented_paths() -> None:
    """Published addresses never change."""
    assert paths.report("2018-04-22-x") == "reports/2018-04-22-x/"
    assert paths.event("2018-04-22-x", "y") == "reports/2018-04-22-x/#event-y"
    assert paths.entry("region", "land/north") == "regions/land/north/"
    assert paths.entry("actor", "guard") == "actors/guard/"
    assert paths.month(2018, 4) == "timeline/2018/04/"
    assert paths.day_anchor(date(2018, 4, 2)) == "d02"
    assert paths.list_page(paths.REPORTS, 1) == "reports/page/1/"
    assert paths.list_page(paths.older("events", "region", "land"), 3) == "regions/land/events/page/3/"
    assert paths.feed("actor", "guard") == "feeds/actors/guard.atom"
    assert paths.page("about") == "about/"
    assert paths.social_card("2018-04-22-x") == "cards/2018-04-22-x.png"
    assert paths.resized_image("2018-04-22-x", "y.jpg", 480) == "pictures/480/2018-04-22-x/y.jpg"
    assert paths.SUPPORT == "#support"


def test_output_files() -> None:
    """A path that ends with a slash is served from `index.html` in that folder."""
    assert paths.output_file("") == "index.html"
    assert paths.output_file("reports/") == "reports/index.html"
    assert paths.output_file(paths.NOT_FOUND) == "404.html"


def test_names_at_the_root_of_the_site_are_reserved() -> None:
    names = {"reports", "regions", "actors", "tags", "sources", "series", "timeline", "search", "corrections"}
    assert names | {"feeds", "static", "pagefind", "data", "404", "cards", "pictures"} <= paths.RESERVED_NAMES
