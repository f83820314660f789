"""Searching: the index is made anew when what is searched changed, and only then; it is that of a clean build."""

import shutil
from pathlib import Path

import pytest

from plugins.engine.search import step
from plugins.engine.search.index import SearchIndexError
from tests.archive_builder import TestArchive, matches_clean_build

ROOT = Path(__file__).resolve().parents[3]
LIGHT = "reports/2020/2020-01-15-migdalor.md"
INDEX = "pagefind/"


@pytest.fixture
def found(tmp_path: Path) -> TestArchive:
    """Return the archive of lighthouses, built with its search index."""
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    living = TestArchive(tmp_path, search=True)
    living.build()
    return living


def indexed(made: set[str]) -> bool:
    """Tell whether files of the index are among those that were made."""
    return any(path.startswith(INDEX) for path in made)


def test_the_index_stays_while_no_document_changes(found: TestArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind is not run for a page of words, a name of the site, or a report that lost nothing but its place."""
    monkeypatch.setattr(step, "build_index", lambda *_: pytest.fail("the index was made"))
    for path, old, new in (
        ("pages/about.md", "Ein Archiv zum Testen.", "Ein Archiv."),
        ("site.yaml", "name: Feuerbuch der Veldküste", "name: Lampenbuch"),
        ("registry/regions.yaml", "text: Eine erfundene Insel.", "text: Eine Insel."),
    ):
        found.change(path, old, new)
        made = found.build()
        assert made
        assert not indexed(made)
    monkeypatch.undo()
    assert matches_clean_build(found)


def test_the_index_follows_its_documents(found: TestArchive) -> None:
    """A word of a report, a name in the registry and a report that goes change the index."""
    for path, old, new in (
        (LIGHT, "וחזר בבוקר", "וחזר בערב"),
        ("registry/actors.yaml", "name: Ada Probe", "name: Ada Beispiel"),
        (LIGHT, "lang: he", "lang: he\nstatus: withdrawn\nreason: Falsch."),
    ):
        found.change(path, old, new)
        assert indexed(found.build())
        assert matches_clean_build(found)


def test_an_index_that_was_harmed_is_repaired(found: TestArchive) -> None:
    """A file of the index that was changed or deleted by hand is right after the next build."""
    entry = found.output / INDEX / "reports/pagefind-entry.json"
    entry.write_text("{}", "utf-8")
    assert found.up_to_date_state() is None
    found.build()
    assert matches_clean_build(found)
    shutil.rmtree(found.output / INDEX / "events")
    found.build()
    assert matches_clean_build(found)


def test_an_index_put_off_is_made_up_for(found: TestArchive) -> None:
    """A build may leave the index as it was, for pages to be there sooner; the next one that does not, makes it."""
    found.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    found.defer_search = True
    made = found.build()
    assert "reports/2020-01-15-migdalor/index.html" in made
    assert not indexed(made)
    assert (found.output / INDEX / "reports/pagefind-entry.json").is_file()
    found.defer_search = False
    assert found.up_to_date_state() is None
    assert indexed(found.build())
    assert matches_clean_build(found)


def test_without_an_index_none_is_left(found: TestArchive) -> None:
    """A site that is built without search has no index, and gets one when it is built with it again."""
    for search in (False, True):
        found.search = search
        found.build()
        assert (found.output / INDEX).exists() == search
        assert matches_clean_build(found)


def test_a_build_that_ends_while_indexing_leaves_all_as_it_was(
    found: TestArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the site nor its twin is touched before the index is made; the next build is as quick as ever."""

    def fail(*_: object) -> None:
        raise SearchIndexError("Pagefind was ended")

    (twin,) = found.folder.glob(".sitrep-twin.*")
    before = twin.stat().st_ino
    found.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    monkeypatch.setattr(step, "build_index", fail)
    with pytest.raises(SearchIndexError, match="was ended"):
        found.build()
    assert twin.stat().st_ino == before
    monkeypatch.undo()
    assert indexed(found.build())
    assert matches_clean_build(found)


def test_a_first_build_without_its_index_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that can't be made fails the first build, and leaves nothing."""

    def fail(*_: object) -> None:
        raise SearchIndexError("Pagefind was ended")

    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    living = TestArchive(tmp_path, search=True, jobs=2)
    monkeypatch.setattr(step, "build_index", fail)
    with pytest.raises(SearchIndexError, match="was ended"):
        living.build()
    assert not living.output.exists()
    assert not list(tmp_path.glob(".sitrep-output-*"))
