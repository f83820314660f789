"""The search index: Pagefind indexes exactly the given documents, or the build fails."""

import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from plugins.archive import urls as paths
from plugins.engine.search import index
from plugins.engine.search.index import SearchIndexError, build_index, write_documents
from plugins.engine.search.pagefind_files import PagefindFormatError, fragment_files, read_fragment
from plugins.pages.outputs import SearchDocument, SearchRow


def document(
    name: str, *keys: tuple[str, str], bundle: str = "reports", body: str = " data-pagefind-body"
) -> SearchDocument:
    page = f"<!doctype html><html><head></head><body{body}><h1>{name}</h1></body></html>"
    row = SearchRow(name, f"reports.{name}.html", keys, date(2018, 4, 1), date(2018, 4, 1))
    return SearchDocument(bundle, row, page.encode(), f'{{"title":"{name}"}}'.encode(), frozenset({name}))


SOME = [
    document("two", ("region", "north"), ("actor", "some")),
    document("one", ("region", "north"), ("region", "north/port")),
    document("two", ("type", "storm"), bundle="events"),
]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(tmp_path: Path, documents: Iterable[SearchDocument], lang: str = "en", name: str = "index") -> dict[str, int]:
    workdir = tmp_path / f"{name}-work"
    written = write_documents(documents, workdir)
    build_index(written, workdir, tmp_path / name, lang)
    return {bundle: len(rows) for bundle, rows in written.rows.items()}


def test_each_bundle_has_an_index_with_a_table(tmp_path: Path) -> None:
    """The table names the file of each document's hit, in the order of the documents."""
    assert build(tmp_path, SOME) == {"reports": 2, "events": 1}
    table = json.loads((tmp_path / "index/reports" / paths.SEARCH_TABLE).read_bytes())
    half = len(table["names"]) // 2
    names = (table["prefix"] + part.rstrip() for part in (table["names"][:half], table["names"][half:]))
    files = (tmp_path / f"index/reports/fragment/{name}.pf_fragment" for name in names)
    assert [json.loads(gzip.decompress(file.read_bytes())) for file in files] == [{"title": "one"}, {"title": "two"}]
    assert table["facets"] == {"actor": {"some": "_"}, "region": {"north": "_", "north/port": "^"}}
    assert len(fragment_files(tmp_path / "index/events")) == 1
    assert json.loads((tmp_path / "index/words/0.json").read_bytes()) == ["one 1", "two 2"]


def test_bundle_without_documents_has_no_index(tmp_path: Path) -> None:
    """An archive without events builds."""
    assert build(tmp_path, SOME[:2]) == {"reports": 2}
    assert not (tmp_path / "index/events").exists()
    assert build(tmp_path, [], name="nothing") == {}


@pytest.mark.parametrize("lang", ["de", "ar", "fa", "en-GB", "zh-Hant"])
def test_any_language_is_indexed(tmp_path: Path, lang: str) -> None:
    """Pagefind indexes languages with and without stemming rules as one language each."""
    assert build(tmp_path, SOME, lang) == {"reports": 2, "events": 1}
    entry = json.loads((tmp_path / "index/reports/pagefind-entry.json").read_bytes())
    assert list(entry["languages"]) == [lang.partition("-")[0]]


def test_only_files_that_the_search_page_loads_are_published(tmp_path: Path) -> None:
    """Pagefind's own interfaces and unused WebAssembly are deleted."""
    build(tmp_path, SOME)
    names = {path for path in files(tmp_path / "index/reports") if "/" not in path and not path.endswith(".pf_meta")}
    assert names == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind", paths.SEARCH_TABLE}


def test_equal_documents_give_equal_bytes(tmp_path: Path) -> None:
    """Building the index again gives the same bytes."""
    many = [document(f"n{n}", *((kind, f"v{n % 7}") for kind in ("actor", "tag"))) for n in range(40)]
    for name in ("one", "two", "three"):
        build(tmp_path, many, name=name)
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")


def test_document_missing_in_the_index_fails_the_build(tmp_path: Path) -> None:
    """Pagefind silently skips a page without its attribute; comparing the numbers of documents finds it."""
    unmarked = document("three", ("region", "north"), body="")
    with pytest.raises(SearchIndexError, match=r"'reports' has 2 documents of 3: reports\.three\.html"):
        build(tmp_path, [*SOME, unmarked])


def test_failure_of_pagefind_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message contains the output of Pagefind."""
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(SearchIndexError, match="exit code 1"):
        build(tmp_path, SOME)


def test_hanging_pagefind_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended after a time that grows with the number of documents."""
    hanging = tmp_path / "hanging"
    hanging.write_text("#!/bin/sh\nexec sleep 600\n", "utf-8")
    hanging.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(hanging))
    monkeypatch.setattr(index, "MIN_SECONDS", 0.1)
    monkeypatch.setattr(index, "SECONDS_PER_DOCUMENT", 0.2)
    with pytest.raises(SearchIndexError, match=r"did not index 1 document within 0\.3 s.* — build again, or without"):
        build(tmp_path, SOME[:1])


@pytest.mark.parametrize(
    "data", [b"not packed", gzip.compress(b"other", mtime=0), gzip.compress(b"pagefind_dcd{}", mtime=0)]
)
def test_file_of_another_format_is_an_error(tmp_path: Path, data: bytes) -> None:
    """A fragment must be gzip, and have Pagefind's signature and a document path."""
    (tmp_path / "x.pf_fragment").write_bytes(data)
    with pytest.raises(PagefindFormatError, match=r"x\.pf_fragment"):
        read_fragment(tmp_path / "x.pf_fragment")
