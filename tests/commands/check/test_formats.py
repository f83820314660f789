"""The formats of a check: text, GitHub's annotations, JSON; and which files it shows."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.archive.problems import Problem
from plugins.commands.check.check import run
from plugins.commands.check.formats import FORMATS, CheckResult, as_annotations
from tests.archive.test_sites import INVALID, SITES, lay_over

Copy = Callable[[str], Path]
REPORT = "reports/2020/2020-01-02-faulty.md"
ANNOTATION = re.compile(r"::(error|warning) file=([^,:]*),line=([0-9]+),col=([0-9]+),title=([^,:]*)::(.*)")


def outcome_of(*errors: Problem, content: Path = Path("content")) -> CheckResult:
    """Return the outcome of a check that found these errors."""
    return CheckResult(content, errors, (), (), (), 0, 0, 1, 0)


def plain(text: str) -> str:
    """Return what a workflow command's escapes stand for."""
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def said(form: str, content: Path, capsys: pytest.CaptureFixture[str], *files: str) -> str:
    """Return what a check of a faulty archive writes to standard output."""
    assert run(content=content, files=files, format=form) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("name", INVALID)
def test_every_problem_in_each_format(name: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """All formats tell the same problems, each with its place, field, fault and remedy."""
    content = small_site("small")
    lay_over(content, SITES / "invalid" / name)
    expected = (SITES / "invalid" / name / "expected.txt").read_text("utf-8").splitlines()
    assert [line for line in said("text", content, capsys).splitlines() if ": warning: " not in line] == expected
    annotations = [ANNOTATION.fullmatch(line) for line in said("github", content, capsys).splitlines()]
    assert all(annotations)
    errors = [match for match in annotations if match and match[1] == "error"]
    assert [plain(match[6]) for match in errors] == expected
    found = json.loads(said("json", content, capsys))
    problems = [problem for problem in found["problems"] if problem["severity"] == "error"]
    assert [as_line(problem, content) for problem in problems] == expected
    assert found["errors"] == len(expected)
    places = [(p["path"], p["line"], p["column"], p["field"]) for p in problems]
    assert [(plain(m[2]), int(m[3]), int(m[4]), plain(m[5])) for m in errors] == places


def as_line(problem: dict[str, Any], content: Path) -> str:
    """Return a problem of the JSON format as the text format has it."""
    path = os.path.relpath(problem["path"], content)
    place = f"{path}:{problem['line']}:{problem['column']}"
    return f"{place}: {problem['field']}: {problem['message']} — {problem['hint']}"


def test_annotations_are_escaped() -> None:
    """No path, field or message can end its part of a workflow command, or begin a command of its own."""
    path = "reports/2020/a,line=9::b%\n::add-mask::x.md"
    (line,) = as_annotations(outcome_of(Problem(path, 1, 2, "k,title=::", "100 %\r\n::error::no", "mend it: now")))
    match = ANNOTATION.fullmatch(line)
    assert match
    assert plain(match[2]) == "content/reports/2020/a,line=9::b%\\u000a::add-mask::x.md"
    assert plain(match[5]) == "k,title=::"
    assert "%" not in re.sub("%(25|2C|3A|0A|0D)", "", line)
    assert plain(match[6]).endswith("100 %\\u000d\\u000a::error::no — mend it: now")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_hostile_key_starts_no_command(form: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """In no format does a line of content become a line of its own, which a workflow would obey."""
    content = small_site("small")
    key = r'"x\n::set-output name=a::b\u001b[31m\u2028\ud800"'
    (content / REPORT).write_text(f"---\n{key}: 1\n---\n", "utf-8")
    lines = re.split("[\n\r\u2028]", said(form, content, capsys))
    assert not any(line.lstrip().startswith("::") and not ANNOTATION.fullmatch(line) for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_paths_lead_there_from_where_one_stands(
    small_site: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Annotations and JSON name files from the working directory, and from the root when they lie elsewhere."""
    content = small_site("small")
    (content / REPORT).write_text("no head", "utf-8")
    monkeypatch.chdir(content.parent)
    assert f"file=small/{REPORT}," in said("github", content, capsys)
    (content / "reports/2020/nearby").mkdir()
    monkeypatch.chdir(content / "reports/2020/nearby")
    assert json.loads(said("json", content, capsys))["problems"][0]["path"] == (content / REPORT).as_posix()


def test_what_can_be_mended_is_marked(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor learns which problems `--fix` would put right, and afterwards what it did."""
    content = small_site("small")
    head = "---\ntitle: A\ndate: 2.3.2020\nregion: Northland\nsummary: B\nacters: []\n---\n"
    (content / REPORT).write_text(head, "utf-8")
    found = json.loads(said("json", content, capsys))
    fixable = {problem["field"]: problem["fixable"] for problem in found["problems"]}
    assert fixable == {"date": False, "region[1]": True, "acters": True}
    assert found["mended"] == []
    assert run(content=content, format="json", fix=True) == 1
    found = json.loads(capsys.readouterr().out)
    assert [problem["field"] for problem in found["problems"]] == ["date"]
    assert [(mend["field"], mend["before"], mend["after"]) for mend in found["mended"][:2]] == [
        ("region[1]", "Northland", "northland"),
        ("acters", "acters", "actors"),
    ]


def test_a_format_that_is_not_known(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Another word for the format is refused with those there are."""
    assert run(content=small_site("small"), format="xml") == 2
    assert capsys.readouterr().err == "Error: --format xml is unknown — use one of text, github, json\n"
