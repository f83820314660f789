"""`merge`: all uses of an entry move to another one, nothing else changes, and a refused merge changes nothing."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.check.check import check
from plugins.commands.registry.merge import run
from plugins.importers.checksum import ZEROS, is_unmodified, with_checksum

Copy = Callable[[str], Path]
SMALL = Path(__file__).resolve().parents[2] / "sites/valid/small"
ACTORS = """# actors
- id: bears
  name: Bears   # first
  kind: armed-group
  predecessors: [lions-2]
# about lions
- id: lions
  name: Lions
  kind: armed-group # a guess
  names:
    - {name: Löwen, kind: former, from: 1990, to: 1995}
  identifiers: {ucdp-actor: "12", other: "7"}
  text: >
    A group
    of lions.

- {id: lions-2, name: Lions II, kind: armed-group, parent: lions, successors: [bears]}

# about tigers
- id: tigers
  name: Tigers
  kind: organisation
  names: Tiger Force
  identifiers: {ucdp-actor: "3"}   # theirs
  text: A group of tigers.
# the end
"""
MERGED = """# actors
- id: bears
  name: Bears   # first
  kind: armed-group
  predecessors: [lions-2]
# about lions

- {id: lions-2, name: Lions II, kind: armed-group, parent: tigers, successors: [bears]}

# about tigers
- id: tigers
  name: Tigers
  kind: organisation
  names: [Tiger Force, {name: Lions, kind: alias}, {name: Löwen, kind: former, from: 1990, to: 1995}]
  identifiers: {ucdp-actor: "3, 12", other: "7"}   # theirs
  text: A group of tigers.
  formerly: [lions]
  # lions: kind: armed-group
  # lions: text: A group of lions.
  # a guess
# the end
"""
REPORT = """---
title: A day of {n}
date: 2020-02-0{n}
region: northland/port-almond
actors: {actors}
tags: [fog] # lions
summary: Lions, lions and tigers.
{events}---

lions: [lions], *tigers*
"""


def write_archive(content: Path, reports: dict[int, str]) -> None:
    """Write the small archive with these actors and reports."""
    shutil.copytree(SMALL, content, dirs_exist_ok=True)
    with (content / "registry/actors.yaml").open("a", encoding="utf-8", newline="") as file:
        file.write(ACTORS)
    for number, text in reports.items():
        (content / f"reports/2020/2020-02-0{number}-day.md").write_bytes(text.encode())


def snapshot(content: Path) -> dict[str, bytes]:
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return an archive with one report of lions and tigers."""
    events = "events:\n  - {id: a, date: 2020-02-01, type: outage, region: northland, summary: B., actors: [lions]}\n"
    write_archive(tmp_path / "content", {1: REPORT.format(n=1, actors="[lions, tigers]", events=events)})
    return tmp_path / "content"


def merge(content: Path, old: str, into: str, kind: str = "actor") -> int:
    return run(content=content, kind=kind, old_id=old, into_id=into)


def test_entry_is_merged(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The registry file has the names, values, comments and id of both, and the summary lists them."""
    before = (content / "registry/actors.yaml").read_text("utf-8")
    assert merge(content, "lions", "tigers") == 0
    assert (content / "registry/actors.yaml").read_text("utf-8") == before.replace(ACTORS, MERGED)
    text = (content / "reports/2020/2020-02-01-day.md").read_text("utf-8")
    assert "\nactors: [tigers]\n" in text
    assert "summary: B., actors: [tigers]}" in text
    assert capsys.readouterr().out.splitlines() == [
        "Merged actor lions into tigers: 3 uses replaced, 1 report changed, 0 events named both.",
        "  added to tigers: names: [{name: Lions, kind: alias}, {name: Löwen, kind: former, from: 1990, to: 1995}]",
        "  added to tigers: formerly: [lions]",
        '  added to tigers: identifiers: {other: "7", ucdp-actor: "3, 12"}',
        "  not carried over, but written as a comment of tigers: kind: armed-group",
        "  not carried over, but written as a comment of tigers: text: A group of lions.",
        "  If tigers had one of the added names at a certain time, give that name 'kind: former' and dates.",
    ]
    assert check(content, (), "text", fix=False).errors == ()


def test_second_merge_is_refused(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written, and the message says that the first one was done."""
    merge(content, "lions", "tigers")
    before = snapshot(content)
    assert merge(content, "lions", "tigers") == 2
    assert "'lions' was already merged into 'tigers'" in capsys.readouterr().err
    assert snapshot(content) == before


@pytest.mark.parametrize(
    ("kind", "old", "into", "message"),
    [
        ("actor", "lyons", "tigers", "'lyons' is not in the registry — did you mean 'lions'?"),
        ("actor", "lions", "lions", "'lions' is given twice"),
        ("actor", "lions-2", "lions", "'lions-2' is a part of 'lions' (lions-2 → lions)"),
        ("actor", "bears", "lions-2", "'lions-2' became 'bears'"),
        ("tag", "fog", "outage", "'fog' and 'outage' have a different kind"),
        ("region", "northland", "northland/port-almond", "merge northland/port-almond into northland instead"),
        ("planet", "a", "b", "'planet' is not a kind of entry"),
    ],
)
def test_refused_merge_changes_nothing(
    kind: str, old: str, into: str, message: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(content)
    assert merge(content, old, into, kind) == 2
    assert message in capsys.readouterr().err
    assert snapshot(content) == before


def test_archive_with_errors_is_not_changed(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its problems are listed, because a merge could hide them."""
    with (content / "reports/2020/2020-02-01-day.md").open("a", encoding="utf-8") as file:
        file.write("[broken](2020-01-01-nothing.md)\n")
    before = snapshot(content)
    assert merge(content, "lions", "tigers") == 1
    assert "does not exist" in (error := capsys.readouterr().err)
    assert error.endswith("Nothing was changed.\n")
    assert snapshot(content) == before


def test_failed_write_changes_nothing(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the registry nor a report."""

    def full(*_: object) -> None:
        raise OSError("disk full")

    before = snapshot(content)
    monkeypatch.setattr("shutil.copymode", full)
    assert merge(content, "lions", "tigers") == 1
    assert snapshot(content) == before


def test_regions_within_a_region_move_with_it(content: Path) -> None:
    """Reports name their new ids, and the old ones are former ids."""
    with (content / "registry/regions.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: southland, name: Southland, kind: country, names: [Südland]}\n")
    assert merge(content, "northland", "southland", "region") == 0
    assert check(content, (), "text", fix=False).errors == ()
    archive = load_archive(content, Urls())
    assert {key: entry.formerly for key, entry in archive.registry.regions.items()} == {
        "southland/port-almond": ("northland/port-almond",),
        "southland": ("northland",),
    }
    regions = {region for report in archive.catalogue.reports for region in report.regions}
    assert regions == {"southland", "southland/port-almond"}


def test_imported_report_stays_unmodified(content: Path) -> None:
    """A later import still recognises it as its own."""
    path = content / "reports/2020/2020-02-02-day.md"
    own = f"imported: {{dataset: set-1, digest: {ZEROS}}}\n"
    path.write_text(with_checksum(REPORT.format(n=2, actors="[lions]", events=own)), "utf-8")
    assert merge(content, "lions", "tigers") == 0
    assert "actors: [tigers]" in path.read_text("utf-8")
    assert is_unmodified(path.read_text("utf-8"))


def test_report_on_another_branch_is_fixed(content: Path) -> None:
    """A report that still has the former id gets the new one with `check --fix`."""
    merge(content, "lions", "tigers")
    path = content / "reports/2020/2020-02-03-day.md"
    path.write_text(REPORT.format(n=3, actors="[lions]", events=""), "utf-8")
    assert [fix.after for fix in check(content, (), "text", fix=True).fixed] == ["tigers"]


IDS = st.lists(st.sampled_from(["lions", "tigers", "lions-2", "bears"]), min_size=1, unique=True)


@st.composite
def written_lists(draw: st.DrawFn, indent: str) -> str:
    """Generate a list of actors in brackets or on lines, some quoted, some with comments."""
    written = [draw(st.sampled_from(["{}", "'{}'", '"{}"'])).format(actor) for actor in draw(IDS)]
    if draw(st.booleans()):
        return f"[{draw(st.sampled_from([', ', ' ,', ' ,  '])).join(written)}]"
    return "".join(f"\n{indent}- {actor}{draw(st.sampled_from(['', '  # why']))}" for actor in written)


@st.composite
def written_reports(draw: st.DrawFn, number: int) -> str:
    """Generate a report with some events, and one of two line ends."""
    parts = "type: outage\n    region: northland\n    summary: lions."
    events = [
        f"  - id: e{n}\n    date: 2020-01-0{n + 1}\n    actors: {draw(written_lists('    '))}\n    {parts}\n"
        for n in range(draw(st.integers(0, 3)))
    ]
    text = REPORT.format(n=number, actors=draw(written_lists("")), events="events:\n" * bool(events) + "".join(events))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def uses(content: Path) -> Iterator[tuple[str, str, str]]:
    """List the report, the event and the id of each use of an actor."""
    for path in sorted(content.glob("reports/2020/*.md")):
        front_matter = yaml.safe_load(path.read_text("utf-8").split("---")[1])
        yield from ((path.name, "", actor) for actor in front_matter["actors"])
        for event in front_matter.get("events", ()):
            yield from ((path.name, event["id"], actor) for actor in event["actors"])


def other_lines(data: bytes) -> list[bytes]:
    """Return the lines of a file that have neither of the ids, with their line ends."""
    return [line for line in data.splitlines(keepends=True) if not re.search(rb"\b(lions|tigers)\b(?!-)", line)]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({number: written_reports(number) for number in (1, 2, 3)}))
def test_all_uses_move_and_all_else_stays(reports: dict[int, str]) -> None:
    """No use of the old id is left, the uses of the other are the union, and other lines are byte for byte the same."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        write_archive(content, reports)
        before, expected = snapshot(content), set(uses(content))
        assert merge(content, "lions", "tigers") == 0
        after, found = snapshot(content), Counter(uses(content))
        assert set(found) == {(path, event, "tigers" if actor == "lions" else actor) for path, event, actor in expected}
        assert set(found.values()) == {1}
        assert before.keys() == after.keys()
        for path in before.keys() - {"registry/actors.yaml"}:
            assert other_lines(before[path]) == [line for line in other_lines(after[path]) if line.strip() != b"# why"]
            assert before[path].split(b"---")[2:] == after[path].split(b"---")[2:]
            assert before[path].count(b"# why") == after[path].count(b"# why")
        assert check(content, (), "text", fix=False).errors == ()
