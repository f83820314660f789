"""The link check: it finds exactly the dead links."""

from pathlib import Path

import pytest

from tests.site_pages import dead_link_messages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small site: home, one report with an anchor, a style sheet and an image."""
    for name, text in {
        "index.html": '<a href="/base/reports/a/#part">a</a>',
        "reports/a/index.html": '<h2 id="part">x</h2><h2 id="دير">y</h2><a href="#part">up</a>',
        "static/site.css": "",
        "reports/a/my lamp.png": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_valid_site_has_no_dead_links(folder: Path) -> None:
    """Links to pages and to elements are valid."""
    assert dead_link_messages(folder, "/base/") == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/nowhere">x</a>',
        '<a href="mailto:x@example.org">x</a>',
        '<a href="/base/?q=x">x</a>',
        '<a href="/base/reports/a/?q=x#part">x</a>',
        '<a href="/base/reports/a/#%D8%AF%D9%8A%D8%B1">x</a>',
        '<img src="/base/reports/a/my%20lamp.png">',
        '<img srcset="/base/reports/a/my%20lamp.png 480w, /base/reports/a/my%20lamp.png 960w">',
        '<link rel="stylesheet" href="/base/static/site.css">',
        '<form action="/base/"></form>',
        '<a name="x">no link</a>',
        '<a href="//example.org/x">x</a>',
        '<p>&lt;a href="/nowhere/"&gt; and  src="/nowhere.png" id="x"</p>',
        "<p title='<a href=\"/nowhere/\">'>x</p>",
        '<!-- <a href="/nowhere/">x</a> -->',
        "<script>const link = '<a href=\"/nowhere/\">'</script>",
    ],
)
def test_valid_links(html: str, folder: Path) -> None:
    """Links to other sites, with queries and with escaped characters, are valid."""
    (folder / "page.html").write_text(html, "utf-8")
    assert dead_link_messages(folder, "/base/") == []


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ('<a href="/base/reports/b/">x</a>', "/base/reports/b/"),
        ('<a href="/base/reports/a/#other">x</a>', "/base/reports/a/#other"),
        ('<a href="#other">x</a>', "#other"),
        ('<a href="/reports/a/">x</a>', "/reports/a/"),
        ('<img src="/base/reports/a/lamp.png" alt="">', "/base/reports/a/lamp.png"),
        ('<img srcset="/base/reports/a/my%20lamp.png 480w, /base/lamp.png 960w">', "/base/lamp.png"),
        ('<script src="/base/x.js"></script>', "/base/x.js"),
        ('<link rel="icon" href="/base/icon.svg">', "/base/icon.svg"),
        ('<form action="/base/search/"></form>', "/base/search/"),
        ('<a href="/base/reports/a">x</a>', "/base/reports/a"),
        ("<a href=/base/plain/>x</a>", "/base/plain/"),
        ("<A class='x' HREF = '/base/q/?a=b&amp;c'>x</A>", "/base/q/?a=b&c"),
        ('<template><a href="/base/inner/">x</a></template>', "/base/inner/"),
        ('<p>id="other"</p><a href="#other">x</a>', "#other"),
    ],
    ids=str,
)
def test_dead_links(html: str, link: str, folder: Path) -> None:
    """A missing page, a missing element and a missing base path are reported with the page of the link."""
    (folder / "page.html").write_text(html, "utf-8")
    assert dead_link_messages(folder, "/base/") == [f"page.html: {link}"]
