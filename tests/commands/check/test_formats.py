"""The output formats of a check: text, GitHub's annotations and JSON."""

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


def result_of(*errors: Problem, content: Path = Path("content")) -> CheckResult:
    """Return the result of a check with these errors."""
    return CheckResult(content, errors, (), (), (), 0, 0, 1, 0)


def unescape(text: str) -> str:
    """Return a workflow command without its escapes."""
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def check_output(form: str, content: Path, capsys: pytest.CaptureFixture[str], *files: str) -> str:
    """Return what a check of an invalid archive writes to standard output."""
    assert run(content=content, files=files, format=form) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("name", INVALID)
def test_every_format_has_every_problem(name: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Each problem has its position, field, message and hint."""
    content = small_site("small")
    lay_over(content, SITES / "invalid" / name)
    expected = (SITES / "invalid" / name / "expected.txt").read_text("utf-8").splitlines()
    assert [
        line for line in check_output("text", content, capsys).splitlines() if ": warning: " not in line
    ] == expected
    annotations = [ANNOTATION.fullmatch(line) for line in check_output("github", content, capsys).splitlines()]
    assert all(annotations)
    errors = [match for match in annotations if match and match[1] == "error"]
    assert [unescape(match[6]) for match in errors] == expected
    found = json.loads(check_output("json", content, capsys))
    problems = [problem for problem in found["problems"] if problem["severity"] == "error"]
    assert [as_line(problem, content) for problem in problems] == expected
    assert found["errors"] == len(expected)
    places = [(p["path"], p["line"], p["column"], p["field"]) for p in problems]
    assert [(unescape(m[2]), int(m[3]), int(m[4]), unescape(m[5])) for m in errors] == places


def as_line(problem: dict[str, Any], content: Path) -> str:
    """Return a problem of the JSON format as in the text format."""
    path = os.path.relpath(problem["path"], content)
    position = f"{path}:{problem['line']}:{problem['column']}"
    return f"{position}: {problem['field']}: {problem['message']} — {problem['hint']}"


def test_annotations_are_escaped() -> None:
    """No path, field or message can end its part of a workflow command, or start another command."""
    path = "reports/2020/a,line=9::b%\n::add-mask::x.md"
    (line,) = as_annotations(result_of(Problem(path, 1, 2, "k,title=::", "100 %\r\n::error::no", "fix it: now")))
    match = ANNOTATION.fullmatch(line)
    assert match
    assert unescape(match[2]) == "content/reports/2020/a,line=9::b%\\u000a::add-mask::x.md"
    assert unescape(match[5]) == "k,title=::"
    assert "%" not in re.sub("%(25|2C|3A|0A|0D)", "", line)
    assert unescape(match[6]).endswith("100 %\\u000d\\u000a::error::no — fix it: now")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_hostile_key_starts_no_command(form: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """In no format does content become a line of its own, which a workflow would execute."""
    content = small_site("small")
    key = r'"x\n::set-output name=a::b\u001b[31m\u2028\ud800"'
    (content / REPORT).write_text(f"---\n{key}: 1\n---\n", "utf-8")
    lines = re.split("[\n\r\u2028]", check_output(form, content, capsys))
    assert not any(line.lstrip().startswith("::") and not ANNOTATION.fullmatch(line) for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_paths_are_relative_to_the_working_directory(
    small_site: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Annotations and JSON have absolute paths for files outside it."""
    content = small_site("small")
    (content / REPORT).write_text("no head", "utf-8")
    monkeypatch.chdir(content.parent)
    assert f"file=small/{REPORT}," in check_output("github", content, capsys)
    (content / "reports/2020/nearby").mkdir()
    monkeypatch.chdir(content / "reports/2020/nearby")
    assert json.loads(check_output("json", content, capsys))["problems"][0]["path"] == (content / REPORT).as_posix()


def test_fixable_problems_are_marked(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON shows which problems `--fix` would correct, and afterwards what it did."""
    content = small_site("small")
    head = "---\ntitle: A\ndate: 2.3.2020\nregion: Northland\nsummary: B\nacters: []\n---\n"
    (content / REPORT).write_text(head, "utf-8")
    found = json.loads(check_output("json", content, capsys))
    fixable = {problem["field"]: problem["fixable"] for problem in found["problems"]}
    assert fixable == {"date": False, "region[1]": True, "acters": True}
    assert found["fixed"] == []
    assert run(content=content, format="json", fix=True) == 1
    found = json.loads(capsys.readouterr().out)
    assert [problem["field"] for problem in found["problems"]] == ["date"]
    assert [(fix["field"], fix["before"], fix["after"]) for fix in found["fixed"][:2]] == [
        ("region[1]", "Northland", "northland"),
        ("acters", "acters", "actors"),
    ]


def test_unknown_format_is_an_error(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """The message lists the formats."""
    assert run(content=small_site("small"), format="xml") == 2
    assert capsys.readouterr().err == "Error: --format xml is unknown — use one of text, github, json\n"
