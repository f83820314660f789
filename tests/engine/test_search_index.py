"""The search index: what Pagefind made is what it was given, or the build fails."""

import gzip
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

import pytest

from plugins.engine.pagefind_files import PagefindFormatError, decode, filter_counts, read_file
from plugins.engine.search_index import (
    SearchIndexError,
    differences,
    document_filters,
    index_written,
    write_documents,
)
from plugins.pages.output import SearchDocument


def document(
    name: str, *filters: tuple[str, str], bundle: str = "reports", body: str = " data-pagefind-body"
) -> SearchDocument:
    metas = (f'<meta data-pagefind-filter="{key}[content]" content="{escape(value)}">' for key, value in filters)
    page = f"<!doctype html><html><head>{''.join(metas)}</head><body{body}><h1>{name}</h1></body></html>"
    return SearchDocument(bundle, f"reports.{name}.html", page.encode())


SOME = [
    document("one", ("region", "north"), ("region", "north/port"), ("when", "2018")),
    document("two", ("region", "north"), ("actor", 'a "b" & <c>')),
    document("two", ("type", "storm"), bundle="events"),
]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(tmp_path: Path, documents: Iterable[SearchDocument], lang: str = "en", name: str = "index") -> dict[str, int]:
    workdir = tmp_path / f"{name}-work"
    return index_written(write_documents(documents, workdir), workdir, tmp_path / name, lang)


def test_each_bundle_is_indexed_and_counted(tmp_path: Path) -> None:
    """Every bundle has an index of its own that holds each of its documents and filter values as often as given."""
    assert build(tmp_path, SOME) == {"reports": 2, "events": 1}
    assert filter_counts(tmp_path / "index/reports") == {
        "region": {"north": 2, "north/port": 1},
        "actor": {'a "b" & <c>': 1},
        "when": {"2018": 1},
    }
    assert filter_counts(tmp_path / "index/events") == {"type": {"storm": 1}}


def test_a_bundle_without_documents_has_no_index(tmp_path: Path) -> None:
    """An archive without events builds; the search page knows that there are none."""
    assert build(tmp_path, SOME[:2]) == {"reports": 2}
    assert not (tmp_path / "index/events").exists()
    assert build(tmp_path, [], name="nothing") == {}


@pytest.mark.parametrize("lang", ["de", "ar", "fa", "en-GB", "zh-Hant"])
def test_any_language_is_indexed(tmp_path: Path, lang: str) -> None:
    """Languages that Pagefind has word stems for and those that it has not are indexed, each as one."""
    assert build(tmp_path, SOME, lang) == {"reports": 2, "events": 1}
    entry = json.loads((tmp_path / "index/reports/pagefind-entry.json").read_bytes())
    assert list(entry["languages"]) == [lang.partition("-")[0]]


def test_only_what_the_search_page_loads_is_published(tmp_path: Path) -> None:
    """Pagefind's own interfaces, and the WebAssembly of no language here, are taken away."""
    build(tmp_path, SOME)
    names = {path for path in files(tmp_path / "index/reports") if "/" not in path and not path.endswith(".pf_meta")}
    assert names == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"}


def test_equal_documents_give_equal_bytes(tmp_path: Path) -> None:
    """An index made again is the same byte for byte, in whatever order Pagefind came upon the filters."""
    many = [document(f"n{n}", *((kind, f"v{n % 7}") for kind in ("region", "actor", "tag"))) for n in range(40)]
    for name in ("one", "two", "three"):
        build(tmp_path, many, name=name)
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")


def test_a_document_that_is_not_indexed_fails_the_build(tmp_path: Path) -> None:
    """Pagefind leaves out a page without its mark and says nothing; the comparison of counts does."""
    unmarked = document("three", ("region", "north"), body="")
    with pytest.raises(SearchIndexError, match=r"'reports' .*2 documents of 3; region=north: 2 of 3"):
        build(tmp_path, [*SOME, unmarked])


def test_a_failing_pagefind_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pagefind says when it fails is passed on."""
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(SearchIndexError, match="exit code 1"):
        build(tmp_path, SOME)


def test_differences_name_each_value() -> None:
    """Values counted otherwise, missing, or never given are all told."""
    given = {"region": {"north": 2, "south": 1}}
    indexed = {"region": {"north": 1, "west": 3}}
    assert differences(given, indexed) == ["region=north: 1 of 2", "region=south: 0 of 1", "region=west: 3 of 0"]
    assert differences(given, given) == []


def test_filters_are_read_from_the_head_alone() -> None:
    """What a body says can't pass for a filter of ours."""
    page = SOME[1].data.replace(b"<h1>", b'<meta data-pagefind-filter="region[content]" content="x"><h1>')
    assert list(document_filters(page)) == [("region", "north"), ("actor", 'a "b" & <c>')]


def test_pagefinds_encoding_is_read() -> None:
    """Numbers of every size, text of any script, arrays and null, as RFC 8949 writes them."""
    samples = {
        "00": 0,
        "1864": 100,
        "1903e8": 1000,
        "1a000f4240": 1_000_000,
        "63" + "水".encode().hex(): "水",
        "8301820203f6": [1, [2, 3], None],
        "9818" + "01" * 24: [1] * 24,
    }
    for encoded, value in samples.items():
        data = bytes.fromhex(encoded)
        assert decode(data) == (value, len(data))


@pytest.mark.parametrize("data", [b"", b"\x82\x01", b"\xa1\x01\x02", b"\x9f\x01\xff", b"\x44abcd"])
def test_another_encoding_is_refused(data: bytes) -> None:
    """A file that ends too early or is of a form not known here is an error, not a wrong count."""
    with pytest.raises(PagefindFormatError):
        decode(data)


@pytest.mark.parametrize("data", [b"not packed", gzip.compress(b"other")])
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file that is not gzip, or lacks Pagefind's signature, is an error."""
    (tmp_path / "x.pf_filter").write_bytes(data)
    with pytest.raises(PagefindFormatError, match=r"x\.pf_filter"):
        read_file(tmp_path / "x.pf_filter")
