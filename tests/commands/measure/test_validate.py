"""The validate command: what it builds, what it makes of the checker's words, and how it ends."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.commands.measure import validate
from plugins.commands.measure.external_tools import ExternalToolError
from plugins.engine.options import Options

FOLDER = Path("/made")
BAD = {"url": "file:/made/a%20b/index.html", "lastLine": 3, "firstColumn": 7, "message": "Stray end tag “p”."}
POLICY = "Resource violates Content Security Policy (meta tag): {} “{}” blocked by “{}” directive."


def answer(*messages: dict[str, Any]) -> str:
    return json.dumps({"messages": messages})


def test_a_fault_has_its_place() -> None:
    """A message comes out with its file, line and column, one of a whole file without the two."""
    whole = {"url": "file:/made/site.css", "message": "Broken."}
    assert [str(fault) for fault in validate.parse_messages(answer(BAD, whole), FOLDER)] == [
        "a b/index.html:3:7: Stray end tag “p”.",
        "site.css:0:0: Broken.",
    ]


@pytest.mark.parametrize(
    ("what", "address", "tolerated"),
    [
        ("external stylesheet", "/archive/static/0123/site.css", True),
        ("image", "/archive/reports/2020-01-01-a/pictu...", True),
        ("external script", "https://elsewhere.example/x.js", False),
        ("inline script", "alert(1)", False),
    ],
)
def test_only_what_is_the_sites_own_is_tolerated(what: str, address: str, tolerated: bool) -> None:
    """That the policy forbids a file of the site is an error of the checker's; that it forbids another is ours."""
    message = {**BAD, "message": POLICY.format(what, address, "some-src")}
    assert (list(validate.parse_messages(answer(message), FOLDER)) == []) is tolerated


@pytest.mark.parametrize(
    ("quoted", "tolerated"), [("highlight(found){color", True), ("other(found){", False), ("", False)]
)
def test_what_the_checker_does_not_know_is_tolerated_there_alone(quoted: str, tolerated: bool) -> None:
    """A message that says little is let pass only beside the text that it is known to be wrong about."""
    message = {"url": "file:/made/site.css", "lastLine": 1, "message": "CSS: Parse Error.", "extract": quoted}
    assert (list(validate.parse_messages(answer(message), FOLDER)) == []) is tolerated


@pytest.mark.parametrize(("messages", "code"), [([], 0), ([BAD], 1)])
def test_the_verdict_is_the_exit_code(
    messages: list[dict[str, Any]], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fault is printed, and one is enough to fail."""
    done = subprocess.CompletedProcess([], 0, answer(*messages), "")
    monkeypatch.setattr(validate, "build_all", lambda _: 12)
    for name, value in (("java", Path("java")), ("packages", Path("node_modules"))):
        monkeypatch.setattr(validate, name, lambda *_, value=value: value)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    assert validate.run() == code
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1 + len(messages)
    assert said[-1].startswith("12 pages")


def test_no_answer_is_no_praise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checker that broke down ends in an error with its own words, not in 'no faults'."""
    for name in ("java", "packages"):
        monkeypatch.setattr(validate, name, lambda *_: Path("x"))
    broken = subprocess.CompletedProcess([], 1, "", "Exception in thread main")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: broken)
    with pytest.raises(ExternalToolError, match="Exception in thread main"):
        validate.validate_folder(FOLDER)


def test_all_archives_are_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example and each valid fixture site are built whole, with drafts, each into its own folder."""
    built: list[Options] = []
    monkeypatch.setattr(validate, "build_site", built.append)
    assert validate.build_all(tmp_path) == 0
    assert {options.output.name for options in built} == {"content"} | {site.name for site in validate.SITES.iterdir()}
    assert all(options.drafts for options in built)
