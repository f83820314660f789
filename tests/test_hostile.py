"""A build of a hostile archive: every output has the same structure as with harmless texts."""

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
    """A page's structure (elements, attribute names and comments), and separately its texts, addresses and scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shape: Shape = []
        self.addresses: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, [name for name, _ in attrs]))
        self.texts += [value for _, value in attrs if value]
        self.addresses += [(n, v or "") for n, v in attrs if n in ("href", "src", "action", "formaction", "srcset")]

    def handle_endtag(self, tag: str) -> None:
        self.shape.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        (self.scripts if self.cdata_elem == "script" else self.texts).append(data)

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
    """A built archive: its writer, its files, and the documents of the search index."""

    writer: ArchiveWriter
    files: dict[str, bytes]
    documents: dict[str, bytes]

    def pages(self) -> Iterator[tuple[str, Markup]]:
        """List the pages and the search documents, parsed."""
        for path, data in sorted((self.files | self.documents).items()):
            if path.endswith(".html"):
                yield path, Markup(data.decode())

    def all_texts(self) -> Iterator[str]:
        """List the texts of every output after parsing."""
        for _, page in self.pages():
            yield from page.texts
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


def _build(writer: ArchiveWriter, folder: Path) -> Built:
    content, output = folder / "content", folder / "output"
    write_archive(writer, content)
    assert build(make_options(content, output, SITEURL, cache=False)) == 0
    archive = load_archive(content, Urls(SITEURL))
    documents = render_outputs(search_documents(PageContext(archive)))
    read = {f"search:{d.bundle}:{d.path}": d.data for d in documents if isinstance(d, SearchDocument)}
    named = {
        path: data for path, data in file_contents(output).items() if not path.startswith((MANIFEST, PAGEFIND, STATIC))
    }
    return Built(writer, named, read)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Built:
    """Return a build of the archive with hostile texts."""
    return _build(hostile_writer(), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Built:
    """Return a build of the same archive with harmless texts."""
    return _build(plain_writer(), tmp_path_factory.mktemp("harmless"))


def test_same_files(hostile: Built, harmless: Built) -> None:
    """Texts do not change or add file paths."""
    assert hostile.files.keys() == harmless.files.keys()
    assert hostile.documents.keys() == harmless.documents.keys()


def test_same_elements_and_attributes(hostile: Built, harmless: Built) -> None:
    """Every page and search document has the same elements, attributes and comments as with harmless texts."""
    expected = dict(harmless.pages())
    for path, page in hostile.pages():
        assert page.shape == expected[path].shape, path


def test_same_addresses(hostile: Built, harmless: Built) -> None:
    """Texts do not change the scheme, host or path of any address."""
    expected = dict(harmless.pages())
    for path, page in hostile.pages():
        addresses = [(name, urlsplit(value)[:3]) for name, value in page.addresses]
        assert addresses == [(name, urlsplit(value)[:3]) for name, value in expected[path].addresses], path


def test_same_elements_in_feeds_and_sitemap(hostile: Built, harmless: Built) -> None:
    """Feeds and sitemap are XML with the same elements and attributes as with harmless texts."""
    paths = [path for path in hostile.files if path.endswith((".atom", ".xml"))]
    assert any(path.endswith(".atom") for path in paths)
    for path in paths:
        actual, expected = (
            [(node.tag, sorted(node.attrib)) for node in ElementTree.fromstring(built.files[path]).iter()]
            for built in (hostile, harmless)
        )
        assert actual == expected, path


def test_same_keys_in_data_files(hostile: Built, harmless: Built) -> None:
    """Data files are JSON with the same keys as with harmless texts."""
    for path in (path for path in hostile.files if path.endswith(".json")):
        actual, expected = (_keys(json.loads(built.files[path])) for built in (hostile, harmless))
        assert actual == expected, path


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _keys(part) for key, part in value.items()}
    return [_keys(part) for part in value] if isinstance(value, list) else type(value)


def test_every_text_is_shown_unchanged(hostile: Built) -> None:
    """Each field's text is shown whole; templates, entities and tags in it are not interpreted."""
    texts = "\n".join(hostile.all_texts())
    shown = {field for text, field in hostile.writer.texts.values() if text in texts}
    assert {field for _, field in hostile.writer.texts.values()} - shown == set()


def test_scripts_contain_no_text(hostile: Built) -> None:
    """Inline scripts are JSON data, which no text can close."""
    for path, page in hostile.pages():
        for script in page.scripts:
            assert isinstance(json.loads(script), dict), path


def test_texts_are_hostile() -> None:
    """The hostile text closes every context, with code that would run there."""
    for text in (
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
        assert text in CODE
