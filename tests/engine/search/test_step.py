"""The search step: the index is built again only if a document changed, and is that of a clean build."""

import shutil
from pathlib import Path

import pytest

from plugins.engine.search import step
from plugins.engine.search.index import SearchIndexError
from tests.archive_builder import ArchiveBuilder, matches_clean_build

ROOT = Path(__file__).resolve().parents[3]
LIGHT = "reports/2020/2020-01-15-migdalor.md"
INDEX = "pagefind/"


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveBuilder:
    """Return the archive of lighthouses, built with its search index."""
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    archive = ArchiveBuilder(tmp_path, search=True)
    archive.build()
    return archive


def has_index_files(paths: set[str]) -> bool:
    """Return whether files of the index are among `paths`."""
    return any(path.startswith(INDEX) for path in paths)


def test_index_is_reused_while_no_document_changes(archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind does not run after a change of a static page, of the site's name or of a text that is not searched."""
    monkeypatch.setattr(step, "build_index", lambda *_: pytest.fail("the index was built"))
    for path, old, new in (
        ("pages/about.md", "Ein Archiv zum Testen.", "Ein Archiv."),
        ("site.yaml", "name: Feuerbuch der Veldküste", "name: Lampenbuch"),
        ("registry/regions.yaml", "text: Eine erfundene Insel.", "text: Eine Insel."),
    ):
        archive.change(path, old, new)
        written = archive.build()
        assert written
        assert not has_index_files(written)
    monkeypatch.undo()
    assert matches_clean_build(archive)


def test_index_is_updated_with_its_documents(archive: ArchiveBuilder) -> None:
    """A changed report, a changed name in the registry and a withdrawn report change the index."""
    for path, old, new in (
        (LIGHT, "וחזר בבוקר", "וחזר בערב"),
        ("registry/actors.yaml", "name: Ada Probe", "name: Ada Beispiel"),
        (LIGHT, "lang: he", "lang: he\nstatus: withdrawn\nreason: Falsch."),
    ):
        archive.change(path, old, new)
        assert has_index_files(archive.build())
        assert matches_clean_build(archive)


def test_damaged_index_is_repaired(archive: ArchiveBuilder) -> None:
    """A modified or deleted file of the index is restored by the next build."""
    entry = archive.output / INDEX / "reports/pagefind-entry.json"
    entry.write_text("{}", "utf-8")
    assert archive.up_to_date_state() is None
    archive.build()
    assert matches_clean_build(archive)
    shutil.rmtree(archive.output / INDEX / "events")
    archive.build()
    assert matches_clean_build(archive)


def test_deferred_index_is_updated_later(archive: ArchiveBuilder) -> None:
    """A build can defer the index, so that pages are published earlier; the next normal build updates it."""
    archive.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    archive.defer_search = True
    written = archive.build()
    assert "reports/2020-01-15-migdalor/index.html" in written
    assert not has_index_files(written)
    assert (archive.output / INDEX / "reports/pagefind-entry.json").is_file()
    archive.defer_search = False
    assert archive.up_to_date_state() is None
    assert has_index_files(archive.build())
    assert matches_clean_build(archive)


def test_build_without_search_removes_the_index(archive: ArchiveBuilder) -> None:
    """The index comes back with the next build with search."""
    for search in (False, True):
        archive.search = search
        archive.build()
        assert (archive.output / INDEX).exists() == search
        assert matches_clean_build(archive)


def test_build_that_fails_while_indexing_changes_nothing(
    archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is built before the site and the previous output are touched, so the next build is incremental."""

    def fail(*_: object) -> None:
        raise SearchIndexError("Pagefind was ended")

    (previous,) = archive.folder.glob(".sitrep-previous.*")
    before = previous.stat().st_ino
    archive.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    monkeypatch.setattr(step, "build_index", fail)
    with pytest.raises(SearchIndexError, match="was ended"):
        archive.build()
    assert previous.stat().st_ino == before
    monkeypatch.undo()
    assert has_index_files(archive.build())
    assert matches_clean_build(archive)


def test_first_build_that_fails_while_indexing_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an output nor a workspace exists afterwards."""

    def fail(*_: object) -> None:
        raise SearchIndexError("Pagefind was ended")

    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    archive = ArchiveBuilder(tmp_path, search=True, jobs=2)
    monkeypatch.setattr(step, "build_index", fail)
    with pytest.raises(SearchIndexError, match="was ended"):
        archive.build()
    assert not archive.output.exists()
    assert not list(tmp_path.glob(".sitrep-output-*"))
