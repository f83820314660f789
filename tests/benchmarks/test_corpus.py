"""The generated archive: reproducible, valid, of a known size, and with the same reports for every tool."""

from pathlib import Path

import pytest

from benchmarks.corpus import Corpus
from benchmarks.formats import SITEURL, write_all
from benchmarks.random_text import CHOICES
from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls

SIZE = 50


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites")
    write_all(Corpus(SIZE), folder)
    return folder


@pytest.fixture(scope="module")
def archive(sites: Path) -> Archive:
    return load_archive(sites / "sitrep", Urls(SITEURL))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_archive_is_reproducible(sites: Path, tmp_path: Path) -> None:
    write_all(Corpus(SIZE), tmp_path)
    assert contents(tmp_path) == contents(sites)


def test_the_archive_is_valid_and_complete(archive: Archive) -> None:
    assert len(archive.catalogue.reports) == SIZE
    assert {len(report.events) for report in archive.catalogue.reports} == {2}


def test_the_registry_has_a_fixed_size(archive: Archive) -> None:
    registry = archive.registry
    assert [len(registry.regions), len(registry.actors), len(registry.tags)] == [40, 200, 25]


def test_the_archive_spans_fourteen_years(archive: Archive) -> None:
    assert len({report.date.year for report in archive.catalogue.reports}) == 14


def test_a_report_has_about_600_words() -> None:
    words = [len(report.body.split()) for report in Corpus(200).reports()]
    assert 570 < sum(words) / len(words) < 630
    assert min(words) > 450


def test_all_tools_get_the_same_bodies(sites: Path) -> None:
    for report in Corpus(SIZE).reports():
        name = f"{report.date.year}/{report.stem}.md"
        for folder in ("sitrep/reports", "hugo/content/reports", "pelican/content"):
            assert (sites / folder / name).read_text("utf-8").endswith(f"\n\n{report.body}\n")


def test_hugo_gets_the_values_that_sitrep_derives(sites: Path, archive: Archive) -> None:
    derived = {report.stem: report for report in archive.catalogue.reports}
    for report in Corpus(SIZE).reports():
        archived = derived[report.stem]
        assert report.all_actors == archived.entry_ids("actor")
        assert report.all_tags == archived.entry_ids("tag")
        assert report.all_sources == archived.entry_ids("source")
        assert set(archived.entry_ids("region")) <= set(report.all_regions)


def test_codes_are_unique() -> None:
    codes = [report.code for report in Corpus(300).reports()]
    assert len(set(codes)) == 300


def test_lists_of_phrases_have_no_duplicates() -> None:
    for words in CHOICES.values():
        assert all(words)
        assert len(set(words)) == len(words)
