"""`check --fix`: certain problems are corrected, nothing else changes, and fixing twice equals fixing once."""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.commands.check.check import check, run
from plugins.commands.check.formats import CheckResult

Copy = Callable[[str], Path]
SMALL = Path(__file__).resolve().parents[2] / "sites/valid/small"
PAIRS = json.loads((Path(__file__).resolve().parents[2] / "archive/text/name_pairs.json").read_text("utf-8"))
REPORT = "reports/2020/2020-01-02-faulty.md"
VALID = """---
title: "Ḥimṣ 🚢: a day"   # as they call it
date: 2020-01-02
region: [northland/port-almond]
actors: [harbour-office]
tags: [fog]
summary: A report of two events.
sources:
  - {publisher: gazette, title: Notes, published: 2020-01}
events:
  - id: port-almond-outage
    date: 2019-12-31
    type: outage
    region: northland/port-almond
    summary: The lamp failed.
    actors: [harbour-office]
  - {id: northland-outage, date: 2020-01-02, type: outage, region: northland, summary: 'It failed, again.'}
---

The lamp  failed at [port](<https://example.org/Port Authority>).

---
titel: no key, and Port Authority no actor
"""
FRONT_MATTER = "---\ntitle: A\ndate: 2020-01-02\nregion: northland\nsummary: B.\n"
INVALID_FORMS = {
    "region: [northland/port-almond]": ["region: [Port Almond]", "region: Almondhaven", "region:\n- 'PORT ALMOND'"],
    "actors: [harbour-office]\ntags": ['actors: ["Port Authority"]\ntags', "acters: [Harbour Office]\ntags"],
    "tags: [fog]": ["tags: [Fog]", "tgas: [fog]", "Tags: [FOG]"],
    "publisher: gazette": ["publisher: The Almond Gazette", "publsher: 'the almond gazette'"],
    "published: 2020-01}": ["published: January 2020}"],
    "date: 2020-01-02\nregion": ["date: 2 January 2020\nregion", "date: 2020/1/2\nregion", "Date: '20200102'\nregion"],
    "date: 2019-12-31": ["date: 31.12.2019", "dates: 12/31/2019"],
    "  - id: port-almond-outage\n    date": ["  - date", "  -\n    date"],
    "{id: northland-outage, ": ["{", "{ "],
}
"""Pieces of a valid report, each with invalid forms."""
OTHER_FIXES = {
    "region: Almondhaven": ["region: northland/port-almond"],
    "region:\n- 'PORT ALMOND'": ["region:\n- 'northland/port-almond'"],
    'actors: ["Port Authority"]\ntags': ['actors: ["harbour-office"]\ntags'],
    "publsher: 'the almond gazette'": ["publisher: 'gazette'"],
    "Date: '20200102'\nregion": ["date: '2020-01-02'\nregion"],
    "  -\n    date": ["  -\n    id: port-almond-outage\n    date"],
    "{ ": ["{id: northland-outage,  "],
}
"""The fixes of values in another form, which is preserved."""


def fix(content: Path, *files: str) -> CheckResult:
    """Correct the certain problems of an archive."""
    return check(content, files, "text", fix=True)


def write(content: Path, text: str) -> Path:
    """Write the report."""
    file = content / REPORT
    file.write_bytes(text.encode())
    return file


def test_valid_report_is_not_written(small_site: Copy) -> None:
    """A file without problems is not touched."""
    content = small_site("small")
    file = write(content, VALID)
    before = file.stat()
    outcome = fix(content)
    assert (outcome.errors, outcome.warnings, outcome.fixed) == ((), (), ())
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(
    ("valid", "invalid"), [(valid, invalid) for valid, all_ in INVALID_FORMS.items() for invalid in all_]
)
def test_each_certain_problem_is_fixed(valid: str, invalid: str, small_site: Copy) -> None:
    """Names, dates, keys and missing ids are corrected; the rest of the file stays byte for byte."""
    content = small_site("small")
    assert VALID.count(valid) == 1
    file = write(content, VALID.replace(valid, invalid))
    outcome = fix(content)
    assert (outcome.errors, outcome.warnings) == ((), ())
    assert outcome.fixed
    allowed = {valid, *OTHER_FIXES.get(invalid, [])}
    assert file.read_text("utf-8") in {VALID.replace(valid, spelling) for spelling in allowed}


@pytest.mark.parametrize(
    ("valid", "invalid"),
    [
        ("date: 2019-12-31", "date: 3.4.2019"),
        ("actors: [harbour-office]\ntags", "actors: [harbor-offices]\ntags"),
        ("tags: [fog]", "tagss: [fog]\ntgas: [fog]"),
        ("tags: [fog]", "tags: [fog]\ntagss: [fog]"),
        ("tags: [fog]", "tags: [fog]\nslug: fog"),
        ("tags: [fog]", "tags: |\n  Fog"),
        ("title: Notes", "title: Notes\u0007"),
    ],
    ids=[
        "two-readings",
        "near-an-id",
        "two-typos-of-one-key",
        "existing-key",
        "a-refused-key",
        "block-text",
        "control",
    ],
)
def test_uncertain_problems_are_reported_and_not_fixed(valid: str, invalid: str, small_site: Copy) -> None:
    """Ambiguous values, and those that only the author can know, stay."""
    content = small_site("small")
    text = VALID.replace(valid, invalid)
    file = write(content, text)
    outcome = fix(content)
    assert outcome.errors
    assert outcome.fixed == ()
    assert file.read_bytes() == text.encode()


def test_name_of_two_entries_is_not_replaced(small_site: Copy) -> None:
    """A name is replaced by an id only if it belongs to one entry."""
    content = small_site("small")
    with (content / "registry/actors.yaml").open("a", encoding="utf-8") as file:
        file.write("- id: port-office\n  name: Port Office\n  kind: organisation\n  names: [port authority]\n")
    write(content, VALID.replace("actors: [harbour-office]\ntags", "actors: [Port Authority]\ntags"))
    outcome = fix(content)
    assert outcome.fixed == ()
    assert [problem.remedy for problem in outcome.errors] == ["write the id of one of them"]


def test_a_name_that_differs_in_any_language_is_not_replaced(small_site: Copy) -> None:
    """With one name of each pair in the registry, the other one stays, as does a name with another number."""
    content = small_site("small")
    names = list(dict.fromkeys(pair[0] for pair in PAIRS["different"]))
    entries = [{"id": f"group-{n}", "name": name, "kind": "organisation"} for n, name in enumerate(names)]
    others = [pair[1] for pair in PAIRS["different"] if pair[1] not in names]
    with (content / "registry/actors.yaml").open("a", encoding="utf-8") as registry:
        registry.writelines(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    listed = json.dumps(others, ensure_ascii=False)
    file = write(content, VALID.replace("actors: [harbour-office]\ntags", f"actors: {listed}\ntags"))
    outcome = fix(content)
    assert outcome.fixed == ()
    assert {problem.field for problem in outcome.errors} == {f"actors[{n + 1}]" for n in range(len(others))}
    assert listed in file.read_text("utf-8")


def test_forms_of_one_name_are_replaced(small_site: Copy) -> None:
    """Such as another case, NFD, other dashes and full width."""
    content = small_site("small")
    forms = {other: one for one, other, _ in [*PAIRS["equal"], *PAIRS["equal in other forms"]]}
    names = list(dict.fromkeys(forms.values()))
    entries = [{"id": f"group-{n}", "name": name, "kind": "organisation"} for n, name in enumerate(names)]
    with (content / "registry/actors.yaml").open("a", encoding="utf-8") as registry:
        registry.writelines(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    listed = json.dumps(list(forms), ensure_ascii=False)
    file = write(content, VALID.replace("actors: [harbour-office]\ntags", f"actors: {listed}\ntags"))
    assert len(fix(content).fixed) == len(forms)
    text = file.read_text("utf-8")
    assert all(f'"group-{names.index(one)}"' in text for one in forms.values())


def test_generated_event_ids_are_unique(small_site: Copy) -> None:
    """Events of one type in one region are numbered, and existing ids are skipped."""
    content = small_site("small")
    text = VALID.replace("{id: northland-outage, ", "{").replace(
        "region: northland, ", "region: northland/port-almond, "
    )
    more = "  - date: 2020-01-01\n    summary: What, and where?\n"
    file = write(content, text.replace("\n---\n\nThe", f"\n{more}---\n\nThe"))
    outcome = fix(content)
    assert {problem.field for problem in outcome.errors} == {"events[3].type", "events[3].region"}
    assert "  - {id: port-almond-outage-2, date: 2020-01-02" in file.read_text("utf-8")
    assert "  - id: event\n    date: 2020-01-01\n" in file.read_text("utf-8")


def test_registries_pages_and_settings_are_fixed(small_site: Copy) -> None:
    """Keys and dates are corrected in every file with a schema, and so are references within a registry."""
    content = small_site("small")
    (content / "site.yaml").write_text((content / "site.yaml").read_text("utf-8").replace("lang:", "Lang:"), "utf-8")
    (content / "pages/help.md").write_text("---\ntitel: Help\n---\n\nHelp.\n", "utf-8")
    actor = "- id: rowers\n  nmae: Rowers\n  kind: organisation\n  parent: Port Authority # theirs\n"
    actor += "  predecessors: [Harbour Office]\n  successors: port-authority\n"
    names = "  names:\n    - {name: Oars, kind: former, to: 1 May 1990}\n"
    with (content / "registry/actors.yaml").open("a", encoding="utf-8") as file:
        file.write(actor + names)
    outcome = fix(content)
    assert [str(problem) for problem in outcome.errors] == []
    assert (content / "pages/help.md").read_text("utf-8") == "---\ntitle: Help\n---\n\nHelp.\n"
    assert "parent: harbour-office # theirs" in (content / "registry/actors.yaml").read_text("utf-8")
    assert "predecessors: [harbour-office]\n  successors: harbour-office\n" in (
        content / "registry/actors.yaml"
    ).read_text("utf-8")
    assert "to: 1990-05-01}" in (content / "registry/actors.yaml").read_text("utf-8")


def test_only_selected_files_are_fixed(small_site: Copy) -> None:
    """With `--file`, no other file is written."""
    content = small_site("small")
    file = write(content, VALID.replace("tags: [fog]", "tags: [Fog]"))
    other = content / "reports/2020/2020-01-01-first-light.md"
    text = other.read_text("utf-8").replace("tags: [fog]", "tags: [Fog]")
    other.write_text(text, "utf-8")
    assert len(fix(content, str(file)).fixed) == 1
    assert file.read_text("utf-8") == VALID
    assert other.read_text("utf-8") == text


def test_fixes_are_listed(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fix is listed with the old and the new text, followed by the problems that are left."""
    content = small_site("small")
    write(content, VALID.replace("tags: [fog]", "tags: [Fog, mist]"))
    assert run(content=content, fix=True) == 1
    output = capsys.readouterr()
    assert output.out.splitlines() == [
        f"{REPORT}:6:8: tags[1]: fixed: Fog → fog",
        f"{REPORT}:6:13: tags[2]: 'mist' is not in the registry — add it to the registry, or use an existing id",
    ]
    assert output.err == "1 problem.\n"


def test_links_and_file_modes_are_preserved(small_site: Copy, tmp_path: Path) -> None:
    """A file keeps its permissions, and a link is never written through."""
    content = small_site("small")
    file = write(content, VALID.replace("tags: [fog]", "tags: [Fog]"))
    file.chmod(0o640)
    target = (content / "registry/tags.yaml").rename(tmp_path / "tags.yaml")
    target.write_text(target.read_text("utf-8").replace("name: Fog", "nmae: Fog"), "utf-8")
    before = target.read_bytes()
    os.symlink(target, content / "registry/tags.yaml")
    fix(content)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert target.read_bytes() == before
    assert (content / "registry/tags.yaml").is_symlink()


def test_failed_write_leaves_no_partial_file(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a file can't be replaced, neither a partial nor a temporary file is left."""
    content = small_site("small")
    file = write(content, VALID.replace("tags: [fog]", "tags: [Fog]"))

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("shutil.copymode", full)
    assert run(content=content, fix=True) == 1
    assert "tags: [Fog]" in file.read_text("utf-8")
    assert sorted(path.name for path in file.parent.iterdir()) == ["2020-01-01-first-light.md", file.name]


@st.composite
def invalid_reports(draw: st.DrawFn) -> str:
    """Generate the report with some invalid pieces, maybe with another order of keys and other line ends."""
    text = VALID
    for valid, invalid in INVALID_FORMS.items():
        text = text.replace(valid, draw(st.sampled_from([valid, *invalid])))
    head, body = text.removeprefix("---\n").split("---\n", 1)
    pieces = draw(st.permutations(list(_pieces(head)))) if draw(st.booleans()) else list(_pieces(head))
    ending, bom = draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from(["", "\ufeff"]))
    return bom + f"---\n{''.join(pieces)}---\n{body}".replace("\n", ending)


def _pieces(head: str) -> Iterator[str]:
    """Return front matter by key, each with the lines that belong to it."""
    piece = ""
    for line in head.splitlines(keepends=True):
        if piece and line[0].isalpha():
            yield piece
            piece = ""
        piece += line
    yield piece


@settings(deadline=None)
@given(invalid_reports())
def test_any_combination_of_problems_is_fixed(text: str) -> None:
    """Body, comments and line ends stay, and a second run changes nothing."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "small"
        shutil.copytree(SMALL, content)
        file = write(content, text)
        outcome = fix(content)
        assert [*outcome.errors, *outcome.warnings] == []
        fixed = file.read_bytes().decode()
        assert fix(content).fixed == ()
        assert file.read_bytes().decode() == fixed
        ending = "\r\n" if "\r\n" in text else "\n"
        assert fixed.count("\n") == fixed.count(ending)
        assert fixed.startswith("\ufeff") == text.startswith("\ufeff")
        assert fixed.split(f"{ending}---{ending}", 1)[1] == text.split(f"{ending}---{ending}", 1)[1]
        assert '"Ḥimṣ 🚢: a day"   # as they call it' in fixed


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Whatever a file contains, fixing neither fails nor adds problems, and a second run changes nothing."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "small"
        shutil.copytree(SMALL, content)
        file = content / REPORT
        file.write_bytes(b"---\n" + data + b"\n---\n")
        before = len(check(content, (), "text", fix=False).errors)
        after = fix(content)
        fixed = file.read_bytes()
        assert bool(after.errors) <= bool(before)
        assert fix(content).fixed == ()
        assert file.read_bytes() == fixed


def test_file_beyond_the_limits_is_not_fixed(small_site: Copy) -> None:
    """It is reported, and is neither read completely nor written."""
    content = small_site("small")
    many = "".join(f"  - {{date: 2020-01-01, type: outage, region: northland, s{n}: a}}\n" for n in range(2000))
    keys = "".join(f"summry{n}: a\n" for n in range(5000))
    for text in (VALID + "x" * 600_000, f"{FRONT_MATTER}events:\n{many}---\n", f"{FRONT_MATTER}{keys}---\n"):
        file = write(content, text)
        outcome = fix(content)
        assert outcome.errors
        assert outcome.fixed == ()
        assert file.read_text("utf-8") == text
    attachments = content / "reports/2020/2020-01-01-first-light"
    attachments.mkdir()
    (attachments / "notes.txt").write_text("titel: not a YAML file\n", "utf-8")
    assert fix(content).fixed == ()
