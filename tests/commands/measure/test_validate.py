"""The `validate` command: what it builds, which messages count, and its exit code."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.commands.environment import ExternalToolError
from plugins.commands.measure import validate
from plugins.engine.options import Options

FOLDER = Path("/made")
STRAY_TAG = {"url": "file:/made/a%20b/index.html", "lastLine": 3, "firstColumn": 7, "message": "Stray end tag “p”."}
POLICY = "Resource violates Content Security Policy (meta tag): {} “{}” blocked by “{}” directive."


def result(*messages: dict[str, Any]) -> str:
    return json.dumps({"messages": messages})


def test_messages_have_a_position() -> None:
    """A message has a file, line and column; these are 0 if it concerns the whole file."""
    whole_file = {"url": "file:/made/site.css", "message": "Broken."}
    assert [str(message) for message in validate.parse_messages(result(STRAY_TAG, whole_file), FOLDER)] == [
        "a b/index.html:3:7: Stray end tag “p”.",
        "site.css:0:0: Broken.",
    ]


@pytest.mark.parametrize(
    ("resource", "address", "ignored"),
    [
        ("external stylesheet", "/archive/static/0123/site.css", True),
        ("image", "/archive/reports/2020-01-01-a/pictu...", True),
        ("external script", "https://elsewhere.example/x.js", False),
        ("inline script", "alert(1)", False),
    ],
)
def test_policy_violations_by_site_files_are_ignored(resource: str, address: str, ignored: bool) -> None:
    """The checker wrongly reports files of the site; other violations of the policy count."""
    message = {**STRAY_TAG, "message": POLICY.format(resource, address, "some-src")}
    assert (list(validate.parse_messages(result(message), FOLDER)) == []) is ignored


@pytest.mark.parametrize(
    ("extract", "ignored"), [("highlight(found){color", True), ("other(found){", False), ("", False)]
)
def test_parse_errors_are_ignored_by_extract(extract: str, ignored: bool) -> None:
    """The unspecific message 'Parse Error' is only ignored for the text that the checker does not know."""
    message = {"url": "file:/made/site.css", "lastLine": 1, "message": "CSS: Parse Error.", "extract": extract}
    assert (list(validate.parse_messages(result(message), FOLDER)) == []) is ignored


@pytest.mark.parametrize(("messages", "code"), [([], 0), ([STRAY_TAG], 1)])
def test_any_message_fails(
    messages: list[dict[str, Any]], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All messages are printed, and a single one fails the command."""
    done = subprocess.CompletedProcess([], 0, result(*messages), "")
    monkeypatch.setattr(validate, "build_all", lambda _: 12)
    for name, value in (("java_path", Path("java")), ("node_modules", Path("node_modules"))):
        monkeypatch.setattr(validate, name, lambda *_, value=value: value)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    assert validate.run() == code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(messages)
    assert lines[-1].startswith("12 pages")


def test_a_crash_of_the_checker_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the checker crashes, the command fails with the checker's output instead of reporting 'no errors'."""
    for name in ("java_path", "node_modules"):
        monkeypatch.setattr(validate, name, lambda *_: Path("x"))
    crash = subprocess.CompletedProcess([], 1, "", "Exception in thread main")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: crash)
    with pytest.raises(ExternalToolError, match="Exception in thread main"):
        validate.validate_folder(FOLDER)


def test_all_archives_are_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example and all valid fixture sites are built with drafts, each into its own folder."""
    built: list[Options] = []
    monkeypatch.setattr(validate, "build_site", built.append)
    assert validate.build_all(tmp_path) == 0
    sites = {"content"} | {site.name for site in validate.FIXTURE_SITES.iterdir()}
    assert {options.output.name for options in built} == sites
    assert all(options.drafts for options in built)
