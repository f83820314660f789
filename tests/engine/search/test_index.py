"""The search index: what Pagefind made is what it was given, or the build fails."""

import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from plugins.archive import urls as paths
from plugins.engine.search.index import SearchIndexError, build_index, write_documents
from plugins.engine.search.pagefind_files import PagefindFormatError, fragment_files, fragment_names, read_fragment
from plugins.pages.outputs import SearchDocument, SearchRow


def document(
    name: str, *keys: tuple[str, str], bundle: str = "reports", body: str = " data-pagefind-body"
) -> SearchDocument:
    page = f"<!doctype html><html><head></head><body{body}><h1>{name}</h1></body></html>"
    row = SearchRow(name, f"reports.{name}.html", keys, date(2018, 4, 1), date(2018, 4, 1))
    return SearchDocument(bundle, row, page.encode())


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


def test_each_bundle_is_indexed_with_its_table(tmp_path: Path) -> None:
    """Every bundle has an index of its own, and a table that names the fragment of each document in its order."""
    assert build(tmp_path, SOME) == {"reports": 2, "events": 1}
    table = json.loads((tmp_path / "index/reports" / paths.SEARCH_TABLE).read_bytes())
    half = len(table["names"]) // 2
    names = (table["prefix"] + part.rstrip() for part in (table["names"][:half], table["names"][half:]))
    files = (tmp_path / f"index/reports/fragment/{name}.pf_fragment" for name in names)
    assert [read_fragment(file).url for file in files] == ["/reports.one.html", "/reports.two.html"]
    assert table["facets"] == {"actor": {"some": "_"}, "region": {"north": "_", "north/port": "^"}}
    assert list(fragment_names(fragment_files(tmp_path / "index/events"))) == ["reports.two.html"]


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
    assert names == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind", paths.SEARCH_TABLE}


def test_equal_documents_give_equal_bytes(tmp_path: Path) -> None:
    """An index made again is the same byte for byte."""
    many = [document(f"n{n}", *((kind, f"v{n % 7}") for kind in ("actor", "tag"))) for n in range(40)]
    for name in ("one", "two", "three"):
        build(tmp_path, many, name=name)
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")


def test_a_document_that_is_not_indexed_fails_the_build(tmp_path: Path) -> None:
    """Pagefind leaves out a page without its mark and says nothing; the comparison of counts does."""
    unmarked = document("three", ("region", "north"), body="")
    with pytest.raises(SearchIndexError, match=r"'reports' has 2 documents of 3: reports\.three\.html"):
        build(tmp_path, [*SOME, unmarked])


def test_a_failing_pagefind_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pagefind says when it fails is passed on."""
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(SearchIndexError, match="exit code 1"):
        build(tmp_path, SOME)


@pytest.mark.parametrize("data", [b"not packed", gzip.compress(b"other"), gzip.compress(b"pagefind_dcd{}")])
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """A fragment that is not gzip, lacks Pagefind's signature, or does not say what it is of, is an error."""
    (tmp_path / "x.pf_fragment").write_bytes(data)
    with pytest.raises(PagefindFormatError, match=r"x\.pf_fragment"):
        read_fragment(tmp_path / "x.pf_fragment")
