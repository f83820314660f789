"""Imports merge: an archive depends on the rows that it was given, and not on the files that they came in."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.import_ged import run
from plugins.importers.checksum import IMPORTED, is_unmodified
from plugins.importers.manifest import AddedEntry
from plugins.importers.merge import Merge
from plugins.importers.ucdp.ged_import import GedImport, Request

COLUMNS = (
    *("id", "country", "adm_1", "where_coordinates", "where_prec", "latitude", "longitude", "date_start", "date_end"),
    *("side_a", "side_b", "side_b_new_id", "source_article", "low", "best", "high"),
)
TODAY = date(2024, 5, 1)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Row = dict[str, str]


def row(number: int, day: str = "2014-08-29", **values: str) -> Row:
    """Return a row of an event with one death."""
    return {
        **{"id": str(number), "country": "Testland", "adm_1": "Beta oblast", "where_coordinates": "Alpha village"},
        **{"where_prec": "1", "latitude": "10", "longitude": "20", "date_start": day, "date_end": day},
        **{"side_a": "Government of Testland", "side_b": "Rebels", "side_b_new_id": "", "low": "1", "best": "1"},
        **{"source_article": '"Reuters,2014-08-29,Clash"', "high": "1"},
        **values,
    }


ROWS = st.builds(
    row,
    number=st.integers(1, 40),
    day=st.sampled_from(["2014-08-28", "2014-08-29", "2014-08-30"]),
    country=st.sampled_from(["Testland", "Testland (Old Testland)"]),
    adm_1=st.sampled_from(["Beta oblast", "Beta Oblast", "Gamma", "Page", ""]),
    where_coordinates=st.sampled_from(["Alpha village", "Gamma", "Beta oblast"]),
    side_b=st.sampled_from(["Rebels", "Red Rebels", "Rebels, Red Rebels", "Civilians"]),
    side_b_new_id=st.sampled_from(["", "7", "8"]),
    source_article=st.sampled_from(['"Reuters,2014-08-29,Clash"', '"REUTERS,2014-08-29,Clash"', '"AFP,2014-08-29,X"']),
    low=st.just("0"),
    best=st.sampled_from(["1", "2"]),
    high=st.just("2"),
)
TABLES = st.lists(ROWS, min_size=1, max_size=8, unique_by=lambda values: values["id"])


def archive(folder: Path) -> Path:
    """Create an archive without reports and registries."""
    folder.mkdir(exist_ok=True)
    (folder / "site.yaml").write_text("name: T\ndescription: A test.\nlang: en\n", encoding="utf-8")
    return folder


def ged_file(content: Path, rows: list[Row], name: str = "ged.csv") -> Path:
    """Write a GED file next to the archive, and return its path."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    path = content.parent / name
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return path


def import_rows(content: Path, rows: list[Row], name: str = "ged.csv", mode: str = "") -> None:
    """Write a GED file and import it."""
    assert run(content=content, file=ged_file(content, rows, name), today=TODAY, mode=mode) == 0


def snapshot(content: Path) -> dict[str, str]:
    """Return the text of all files except the list of imported files, which is the history of an archive."""
    paths = (path for path in content.rglob("*") if path.is_file() and path.name != "files.jsonl")
    return {path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def without_history(files: dict[str, str]) -> dict[str, str]:
    """Return the files without withdrawn reports and corrections."""
    published = {path: text for path, text in files.items() if "\nstatus: withdrawn\n" not in text}
    texts = {path: re.sub(r"\ncorrections:\n(?:  .*\n)+", "\n", text) for path, text in published.items()}
    return {path: IMPORTED.sub("", text) for path, text in texts.items()}


@FEW
@given(rows=TABLES, data=st.data())
def test_any_split_in_any_order_gives_the_same_bytes(
    rows: list[Row], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Reports, registries and the manifest are the same: names, ids and the order of entries, too."""
    shuffled = data.draw(st.permutations(rows))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(rows) - 1)), max_size=3)))
    parts = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True)]
    whole, split = (archive(tmp_path_factory.mktemp(name) / "content") for name in ("whole", "split"))
    import_rows(whole, rows)
    for part in filter(None, parts):
        import_rows(split, part)
    assert snapshot(split) == snapshot(whole)


@FEW
@given(old=TABLES, new=TABLES)
def test_a_later_release_gives_the_bytes_of_that_release_alone(
    old: list[Row], new: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Only withdrawn reports and corrections show that there was another release. What stays published is valid."""
    common = row(50, "2014-08-29")
    after, alone = (archive(tmp_path_factory.mktemp(name) / "content") for name in ("after", "alone"))
    import_rows(after, [*old, common])
    import_rows(after, [*new, common])
    import_rows(alone, [*new, common])
    found, expected = snapshot(after), snapshot(alone)
    if any("\nstatus: withdrawn\n" in text for text in found.values()):  # it needs the entry of its country
        found, expected = ({path: files[path] for path in files if "regist" not in path} for files in (found, expected))
    assert without_history(found) == without_history(expected)
    assert len(load_archive(after, Urls()).catalogue.events) == len(new) + 1


def test_a_day_split_over_two_files_keeps_all_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Importing both files again changes nothing."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(1), row(2)])
    import_rows(content, [row(3)])
    assert len(load_archive(content, Urls()).catalogue.events) == 3
    before = snapshot(content)
    import_rows(content, [row(1), row(2)])
    assert snapshot(content) == before
    lines = capsys.readouterr().out.splitlines()
    assert "Events: 1 added, 0 changed, 0 moved, 0 withdrawn, 2 kept." in lines
    assert lines[-2:] == [
        "Events: 0 added, 0 changed, 0 moved, 0 withdrawn, 3 kept.",
        "Reports: 0 written, 1 unchanged, 0 withdrawn, 0 not overwritten.",
    ]


def test_a_release_moves_changes_and_withdraws_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reports without events are withdrawn, changed ones have a correction, and both say what was there before."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(1), row(2, "2014-08-30"), row(3, "2014-08-31"), row(4, "2014-08-31")])
    capsys.readouterr()
    import_rows(content, [row(1, "2014-08-28"), row(3, "2014-08-31", best="2", high="9")])
    out = capsys.readouterr().out
    assert "Events: 0 added, 1 changed, 1 moved, 2 withdrawn, 0 kept." in out
    assert "Reports: 2 written, 0 unchanged, 2 withdrawn, 0 not overwritten." in out
    catalogue = load_archive(content, Urls()).catalogue
    assert {dated.event.id for dated in catalogue.events} == {"ucdp-1", "ucdp-3"}
    stem = "ucdp-digest-testland"
    assert {report.stem: report.reason for report in catalogue.withdrawn} == {
        f"2014-08-29-{stem}": f"The data set no longer has events here. Event 1 moved to 2014-08-28-{stem}.",
        f"2014-08-30-{stem}": "The data set no longer has events here. Event 2 was withdrawn.",
    }
    (changed,) = (report for report in catalogue.reports if report.stem == f"2014-08-31-{stem}")
    assert [(one.date, one.note) for one in changed.corrections] == [
        (TODAY, "The data set has changed. Event 3 changed: deaths were 1 (1 to 1). Event 4 was withdrawn.")
    ]
    before = snapshot(content)
    import_rows(content, [row(1, "2014-08-28"), row(3, "2014-08-31", best="2", high="9")])
    assert snapshot(content) == before


def test_an_extract_withdraws_most_events_only_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with few of the events that the archive has is either a part or a release: the user says which."""
    content = archive(tmp_path / "content")
    rows = [row(n) for n in range(1, 150)]
    import_rows(content, rows)
    before = snapshot(content)
    assert run(content=content, file=ged_file(content, rows[:20]), today=TODAY) == 1
    assert snapshot(content) == before
    what = "the file has 20 events, and lacks 129 of its years and countries — give --as part to keep them"
    assert what in capsys.readouterr().err
    import_rows(content, rows[:20], mode="part")
    assert snapshot(content) == before
    import_rows(content, rows[:20], mode="release")
    assert len(load_archive(content, Urls()).catalogue.events) == 20


def test_events_return_to_a_withdrawn_report(tmp_path: Path) -> None:
    """It is published again, with the reason of the withdrawal among its corrections."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(1), row(2, "2014-08-30")])
    import_rows(content, [row(1)])
    import_rows(content, [row(1), row(2, "2014-08-30", best="2", high="2")])
    catalogue = load_archive(content, Urls()).catalogue
    assert not catalogue.withdrawn
    (report,) = (report for report in catalogue.reports if report.date == date(2014, 8, 30))
    assert "withdrawn before" in report.corrections[0].note


def test_candidate_events_are_replaced_by_final_ones(tmp_path: Path) -> None:
    """Also if the final events have other ids. Candidate files of other months stay."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(101, "2024-01-05"), row(102, "2024-01-05")], "GEDEvent_v24_0_1.csv")
    import_rows(content, [row(103, "2024-02-05")], "GEDEvent_v24_0_2.csv")
    import_rows(content, [row(1, "2024-01-05")], "GEDEvent_v25_1.csv")
    import_rows(content, [row(101, "2024-01-05")], "GEDEvent_v24_0_1.csv", mode="part")
    ids = {dated.event.id for dated in load_archive(content, Urls()).catalogue.events}
    assert ids >= {"ucdp-1", "ucdp-103"}
    assert "ucdp-102" not in ids


def test_edited_files_are_kept_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report that somebody edited stays, also if its events are withdrawn; so do the entries that it needs."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(1), row(2, "2014-08-30", side_b="Blue Army")])
    path = content / "reports/2014/2014-08-30-ucdp-digest-testland.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Alpha village", "Alpha town"), encoding="utf-8")
    edited = path.read_bytes()
    import_rows(content, [row(1, best="2", high="2")])
    assert path.read_bytes() == edited
    message = (
        f"{path.relative_to(content)}: not overwritten, because it was edited, but its events were withdrawn or moved"
    )
    assert message in capsys.readouterr().out
    assert "blue-army" in load_archive(content, Urls()).registry.actors


def test_an_edit_that_the_import_agrees_with_is_no_edit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After a merge of two entries, the import writes the same ids as the merge did, and a new checksum."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(1)])
    (content / "registry/actors.yaml").write_text(
        "- id: militia\n  name: Militia\n  kind: armed-group\n  names:\n    - Rebels\n", encoding="utf-8"
    )
    path = content / "reports/2014/2014-08-29-ucdp-digest-testland.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("actors: [government-of-testland, rebels]", "actors: [government-of-testland, militia]")
    )
    import_rows(content, [row(1)])
    assert "1 written, 0 unchanged, 0 withdrawn, 0 not overwritten" in capsys.readouterr().out.splitlines()[-2]
    assert is_unmodified(path.read_text(encoding="utf-8"))


def test_entries_that_nothing_needs_are_removed(tmp_path: Path) -> None:
    """An entry that somebody edited, or that another report names, stays."""
    content = archive(tmp_path / "content")
    names = ("Blue Army", "Green Army", "Red Army", "White Army")
    import_rows(content, [row(1), *(row(n, side_b=name) for n, name in enumerate(names, 2))])
    actors = content / "registry/actors.yaml"
    text = actors.read_text(encoding="utf-8")
    actors.write_text(text.replace("name: Blue Army", "name: Blue Army of Testland"), encoding="utf-8")
    (content / "pages").mkdir()
    (content / "pages/about.md").write_text("---\ntitle: A\nsummary: B.\n---\n\nSee `red-army`.\n", encoding="utf-8")
    import_rows(content, [row(1)])
    found = set(load_archive(content, Urls()).registry.actors)
    assert found == {"blue-army", "red-army", "government-of-testland", "rebels"}


def test_a_report_of_an_older_program_keeps_its_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive without a manifest loses no event: the file has to be imported again first."""
    content = archive(tmp_path / "content")
    import_rows(content, [row(1), row(2)])
    for path in content.glob("imports/*/*"):
        path.unlink()
    before = (content / "reports/2014/2014-08-29-ucdp-digest-testland.md").read_bytes()
    import_rows(content, [row(3)])
    assert "it has ucdp-1, ucdp-2, which no imported file has; import its file again" in capsys.readouterr().out
    assert (content / "reports/2014/2014-08-29-ucdp-digest-testland.md").read_bytes() == before
    import_rows(content, [row(1), row(2)])
    assert len(load_archive(content, Urls()).catalogue.events) == 3


def test_a_day_with_too_many_actors_or_events_is_split(tmp_path: Path) -> None:
    """Each part is a valid report, no event is lost, and a part that is no longer needed is withdrawn."""
    content = archive(tmp_path / "content")
    sides = [row(n, side_a=f"Group {n} A", side_b=f"Group {n} B") for n in range(1, 50)]
    import_rows(content, [*sides, *(row(n) for n in range(1000, 1600))])
    catalogue = load_archive(content, Urls()).catalogue
    assert len(catalogue.events) == 649
    titles = [report.title for report in catalogue.reports]
    assert len(titles) > 2
    assert any(f"(part 2 of {len(titles)})" in title for title in titles)
    import_rows(content, sides[:5], mode="release")
    catalogue = load_archive(content, Urls()).catalogue
    assert (len(catalogue.events), len(catalogue.reports)) == (5, 1)
    assert len(catalogue.withdrawn) == len(titles) - 1


def test_the_files_of_the_manifest_are_made_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Together they have the size of the data set, which may be more than the memory."""
    content, made = archive(tmp_path / "content"), list[str]()
    manifest_files = Merge.manifest_files

    def recorded(merge: Merge, added: Sequence[AddedEntry]) -> Iterator[tuple[str, bytes | None]]:
        for path, data in manifest_files(merge, added):
            made.append(path)
            yield path, data

    monkeypatch.setattr(Merge, "manifest_files", recorded)
    file = ged_file(content, [row(1, "2013-08-29"), row(2, "2014-08-29")])
    for path, _ in GedImport(Request(content=content, file=file, today=TODAY)).outputs():
        assert path not in made[:-1]
        assert not made or path == made[-1]
    assert len(made) == 4
