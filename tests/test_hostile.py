"""A hostile archive built whole: what every output holds is what a harmless archive of the same shape makes it hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.urls import MANIFEST, PAGEFIND, STATIC, Urls
from plugins.commands.build import build, make_options
from plugins.pages.context import PageContext
from plugins.pages.outputs import SearchDocument
from plugins.pages.search.documents import search_documents
from tests.hostile_archive import CODE, ArchiveWriter, hostile_writer, plain_writer, write_archive
from tests.samples import render_outputs
from tests.site_pages import file_contents

SITEURL = "https://site.example/base"
Shape = list[Any]


class Markup(HTMLParser):
    """The elements of a page with the names of their attributes, its comments; and apart from these all its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shape: Shape = []
        self.addresses: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, [name for name, _ in attrs]))
        self.words += [value for _, value in attrs if value]
        self.addresses += [(n, v or "") for n, v in attrs if n in ("href", "src", "action", "formaction", "srcset")]

    def handle_endtag(self, tag: str) -> None:
        self.shape.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        (self.scripts if self.cdata_elem == "script" else self.words).append(data)

    def handle_comment(self, data: str) -> None:
        self.shape.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.shape.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.shape.append(("unknown", data))

    def handle_pi(self, data: str) -> None:
        self.shape.append(("instruction", data))


@dataclass
class Built:
    """A built archive: who wrote it, its files, and what the search index reads."""

    author: ArchiveWriter
    files: dict[str, bytes]
    documents: dict[str, bytes]

    def pages(self) -> Iterator[tuple[str, Markup]]:
        """List the pages and the search documents, parsed."""
        for path, data in sorted((self.files | self.documents).items()):
            if path.endswith(".html"):
                yield path, Markup(data.decode())

    def words(self) -> Iterator[str]:
        """List the words of every output as whoever parses it reads them."""
        for _, page in self.pages():
            yield from page.words
        for path, data in self.files.items():
            if path.endswith((".atom", ".xml")):
                yield from (
                    text
                    for node in ElementTree.fromstring(data).iter()
                    for text in (node.text, *node.attrib.values())
                    if text
                )
            elif path.endswith(".json"):
                yield from _strings(json.loads(data))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _strings(part))
    elif isinstance(value, str):
        yield value


def _build(author: ArchiveWriter, room: Path) -> Built:
    content, output = room / "content", room / "output"
    write_archive(author, content)
    assert build(make_options(content, output, SITEURL, cache=False)) == 0
    archive = load_archive(content, Urls(SITEURL))
    documents = render_outputs(search_documents(PageContext(archive)))
    read = {f"search:{d.bundle}:{d.path}": d.data for d in documents if isinstance(d, SearchDocument)}
    named = {
        path: data for path, data in file_contents(output).items() if not path.startswith((MANIFEST, PAGEFIND, STATIC))
    }
    return Built(author, named, read)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Built:
    """Return the archive whose every text is hostile, built."""
    return _build(hostile_writer(), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Built:
    """Return the same archive with harmless words, built."""
    return _build(plain_writer(), tmp_path_factory.mktemp("harmless"))


def test_the_same_files(hostile: Built, harmless: Built) -> None:
    """No text chooses where anything is written, or adds a file."""
    assert hostile.files.keys() == harmless.files.keys()
    assert hostile.documents.keys() == harmless.documents.keys()


def test_no_element_or_attribute_of_its_own(hostile: Built, harmless: Built) -> None:
    """Every page and search document has the elements, attributes and comments that harmless words give it."""
    ours = dict(harmless.pages())
    for path, page in hostile.pages():
        assert page.shape == ours[path].shape, path


def test_addresses_lead_where_ours_lead(hostile: Built, harmless: Built) -> None:
    """No word changes the scheme, the host or the path of any address."""
    ours = dict(harmless.pages())
    for path, page in hostile.pages():
        leads = [(name, urlsplit(value)[:3]) for name, value in page.addresses]
        assert leads == [(name, urlsplit(value)[:3]) for name, value in ours[path].addresses], path


def test_feeds_and_sitemap_have_our_elements(hostile: Built, harmless: Built) -> None:
    """Feeds and sitemap are XML with the elements and attributes that harmless words give them."""
    paths = [path for path in hostile.files if path.endswith((".atom", ".xml"))]
    assert any(path.endswith(".atom") for path in paths)
    for path in paths:
        theirs, ours = (
            [(node.tag, sorted(node.attrib)) for node in ElementTree.fromstring(built.files[path]).iter()]
            for built in (hostile, harmless)
        )
        assert theirs == ours, path


def test_data_files_have_our_keys(hostile: Built, harmless: Built) -> None:
    """Data files are JSON with the keys that harmless words give them."""
    for path in (path for path in hostile.files if path.endswith(".json")):
        theirs, ours = (_keys(json.loads(built.files[path])) for built in (hostile, harmless))
        assert theirs == ours, path


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _keys(part) for key, part in value.items()}
    return [_keys(part) for part in value] if isinstance(value, list) else type(value)


def test_every_text_is_shown_as_it_was_typed(hostile: Built) -> None:
    """Each field's text comes out whole and unchanged where it comes out; templates, entities and tags stay text."""
    told = "\n".join(hostile.words())
    shown = {place for text, place in hostile.author.texts.values() if text in told}
    assert {place for _, place in hostile.author.texts.values()} - shown == set()


def test_no_script_holds_a_word(hostile: Built) -> None:
    """A script is a file of the site, or data: JSON within the page, which no word of the content ends."""
    for path, page in hostile.pages():
        for script in page.scripts:
            assert isinstance(json.loads(script), dict), path


def test_the_texts_are_hostile() -> None:
    """The words end every context in which a text may stand, and say what would run there."""
    for sign in (
        '"',
        "'",
        "</script>",
        "</title>",
        "-->",
        "]]>",
        "{{",
        "{%",
        "onerror=",
        "javascript:",
        "data-pagefind",
    ):
        assert sign in CODE
