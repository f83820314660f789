"""A hostile body in a built site: pages, search index and feeds show it as text, and load nothing."""

import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.text.search_folding import index_key, search_words
from plugins.archive.urls import Urls
from plugins.commands.build import build, make_options
from plugins.pages.context import PageContext
from plugins.pages.outputs import SearchDocument
from plugins.pages.search.documents import search_documents
from tests.archive.images.samples import SECRET, jpeg

SMALL = Path(__file__).resolve().parents[2] / "sites/valid/small"
STEM = "2020-01-02-hostile"
TEXTS = [
    "{{ 7 * 7 }} {{ view.title }} {% include 'base.html' %} {# a comment #}",
    "## Title {#content .site-header onclick=alert(1)}",
    "{: .site-header onclick=alert(1)}",
    '<h1 data-pagefind-meta="title">Other</h1> <p data-pagefind-ignore="all">',
    '<div data-pagefind-filter="actor[content]" content="all"></div>',
    '</body></html><script src="https://evil.example/x.js"></script>',
    "]]> --> </article></main><style>body{display:none}</style>",
    '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
]
"""Texts that would have an effect in a template, in the index or in a browser; each must be shown as typed."""
HEAD = "---\ntitle: Hostile\ndate: 2020-01-02\nregion: northland\nsummary: Words.\n---\n"
PAGEFIND_ATTRIBUTES = [("meta", "meta"), ("body", "body")]
"""The attributes of search documents for Pagefind."""
LOADED = dict.fromkeys(("img", "script", "iframe", "video", "audio", "source", "embed"), "src") | {"object": "data"}
"""The attributes with URLs that a browser loads."""


class PageContent(HTMLParser):
    """A page as a browser sees it: its text, the URLs that it loads, and its attributes by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.loaded: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.loaded += [value or "" for name, value in attrs if name == LOADED.get(tag)]
        rel = dict(attrs).get("rel") or ""
        if tag == "link" and {"stylesheet", "preload", "icon", "prefetch"} & set(rel.split()):
            self.loaded += [value or "" for name, value in attrs if name == "href"]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site with a report of hostile texts, and an image with a position in its metadata."""
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("hostile") / "content"))
    own = folder / "reports/2020" / STEM
    own.mkdir()
    (own / "photo.jpg").write_bytes(jpeg(orientation=6))
    body = "\n\n".join([*TEXTS, f"![A photo]({STEM}/photo.jpg){{onerror=alert(1)}}"])
    (folder / f"reports/2020/{STEM}.md").write_text(f"{HEAD}{body}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(content: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this site, built."""
    output = tmp_path_factory.mktemp("hostile-site") / "output"
    assert build(make_options(content, output, "", search=False)) == 0
    return output


@pytest.fixture(scope="module")
def page(site: Path) -> PageContent:
    """Return the content of the hostile report's page."""
    return PageContent((site / "reports" / STEM / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("text", TEXTS)
def test_page_shows_the_text_as_typed(text: str, page: PageContent) -> None:
    """Template code, HTML and attributes are text, without effect."""
    assert text.removeprefix("## ") in page.text
    assert "49" not in page.text


def test_page_loads_nothing_from_other_sites(site: Path) -> None:
    """No page loads anything but the site's own files, and no attribute runs code."""
    for file in site.rglob("*.html"):
        parsed = PageContent(file.read_text("utf-8"))
        assert [address for address in parsed.loaded if not address.startswith("/") or address.startswith("//")] == []
        assert [name for _, name, _ in parsed.attributes if name.startswith("on") or name in ("style", "srcset")] == []


def test_body_uses_no_id_or_class_of_the_page(page: PageContent) -> None:
    """The body can't imitate parts of the page."""
    assert [value for _, name, value in page.attributes if name == "id"].count("content") == 1
    assert [tag for tag, name, value in page.attributes if (name, value) == ("class", "site-header")] in (
        [],
        ["header"],
    )


def test_search_document_has_only_its_own_attributes(content: Path) -> None:
    """The body is text in the document that Pagefind reads: all its words, folded."""
    archive = load_archive(content, Urls())
    outputs = [plan.create() for plan in search_documents(PageContext(archive))]
    documents = [document for document in outputs if isinstance(document, SearchDocument) and STEM in document.path]
    assert documents
    for document in documents:
        parsed = PageContent(document.data.decode())
        attributes = {(tag, name) for tag, name, _ in parsed.attributes if name.startswith("data-pagefind")}
        assert attributes == {(tag, f"data-pagefind-{name}") for tag, name in PAGEFIND_ATTRIBUTES}
        words = {index_key(word.word) for text in TEXTS for word in search_words(text)}
        assert words <= set(parsed.text.split())


def test_image_has_no_metadata(site: Path, page: PageContent) -> None:
    """The published image has no position and no author, and the page has its upright size."""
    data = (site / "reports" / STEM / "photo.jpg").read_bytes()
    assert SECRET not in data
    sizes = {name: value for tag, name, value in page.attributes if tag == "img" and name in ("width", "height")}
    assert sizes == {"width": "16", "height": "24"}


def test_no_output_has_the_position_of_the_photo(site: Path) -> None:
    """It is in no published file."""
    assert [file.name for file in site.rglob("*") if file.is_file() and SECRET in file.read_bytes()] == []
