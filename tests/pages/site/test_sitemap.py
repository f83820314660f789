"""The sitemap: every address, in as many files as it takes."""

from xml.etree import ElementTree

from plugins.archive.urls import Urls
from plugins.pages.outputs import File
from plugins.pages.site.sitemap import MAX_ADDRESSES, robots_file, sitemap

URLS = Urls("https://host.example/a/")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(file: File) -> list[str]:
    """Return the addresses in one file."""
    return [loc.text or "" for loc in ElementTree.fromstring(file.data).iter(f"{SPACE}loc")]


def test_a_small_site_has_one_file() -> None:
    """Addresses are whole, sorted and each its own line; signs of XML are escaped."""
    (file,) = sitemap(["reports/", "", "reports/a&b/"], URLS)
    assert file.path == "sitemap.xml"
    assert addresses(file) == [f"https://host.example/a/{path}" for path in ("", "reports/", "reports/a&b/")]


def test_the_most_that_one_file_may_hold() -> None:
    """Fifty thousand addresses stand in one file; one more makes two, and an index of them."""
    pages = [f"p{n:06d}/" for n in range(MAX_ADDRESSES + 1)]
    assert len(list(sitemap(pages[:MAX_ADDRESSES], URLS))) == 1
    index, *parts = sitemap(pages, URLS)
    assert addresses(index) == [f"https://host.example/a/{part.path}" for part in parts]
    assert [len(addresses(part)) for part in parts] == [MAX_ADDRESSES, 1]
    assert [address for part in parts for address in addresses(part)] == [URLS.absolute(page) for page in pages]


def test_an_empty_sitemap_is_well_formed() -> None:
    """No page at all makes a file without addresses."""
    (file,) = sitemap([], URLS)
    assert addresses(file) == []


def test_robots_are_told_where_the_sitemap_is() -> None:
    """All is open, and the sitemap's address is whole."""
    assert robots_file(URLS).data.decode().splitlines()[-1] == "Sitemap: https://host.example/a/sitemap.xml"
