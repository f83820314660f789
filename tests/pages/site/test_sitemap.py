"""Sitemap: all addresses, in one or several files."""

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
    """Addresses are absolute, sorted and escaped."""
    (file,) = sitemap(["reports/", "", "reports/a&b/"], URLS)
    assert file.path == "sitemap.xml"
    assert addresses(file) == [f"https://host.example/a/{path}" for path in ("", "reports/", "reports/a&b/")]


def test_large_sitemap_is_split() -> None:
    """Fifty thousand addresses are in one file; one more gives two files and an index."""
    pages = [f"p{n:06d}/" for n in range(MAX_ADDRESSES + 1)]
    assert len(list(sitemap(pages[:MAX_ADDRESSES], URLS))) == 1
    index, *parts = sitemap(pages, URLS)
    assert addresses(index) == [f"https://host.example/a/{part.path}" for part in parts]
    assert [len(addresses(part)) for part in parts] == [MAX_ADDRESSES, 1]
    assert [address for part in parts for address in addresses(part)] == [URLS.absolute(page) for page in pages]


def test_empty_sitemap_is_well_formed() -> None:
    (file,) = sitemap([], URLS)
    assert addresses(file) == []


def test_robots_file_names_the_sitemap() -> None:
    """The address of the sitemap is absolute."""
    assert robots_file(URLS).data.decode().splitlines()[-1] == "Sitemap: https://host.example/a/sitemap.xml"
