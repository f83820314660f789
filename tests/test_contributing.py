"""CONTRIBUTING.md: all of its commands run in their order, with the documented results."""

import re
import shlex
import signal
import subprocess
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest

from plugins.archive import urls
from tests.checkouts import ROOT, copy_project, git, install_venv, isolated_environment
from tests.test_workflows import parse_error, task_calls

GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)(?P<rest>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
GITHUB = "https://github.com/YOUR-NAME/"
SERVE_TIMEOUT = 120
"""Seconds for `serve` to start, on a busy machine."""


class Block(NamedTuple):
    """A fenced block: its language, the rest of the opening line, and its text."""

    kind: str
    rest: str
    text: str


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a Markdown text without indentation."""
    return [Block(m["kind"], m["rest"].strip(), textwrap.dedent(m["text"])) for m in FENCE.finditer(text)]


class Result(NamedTuple):
    """The result of a command line of the guide: exit code, output, and the documented problems."""

    line: str
    code: int
    output: str
    documented: str


class Shell:
    """A shell of a newcomer with the empty home folder `home`; the folder `github` replaces GitHub."""

    def __init__(self, home: Path, github: Path) -> None:
        self.folder = home
        self.home = home
        self.environment = isolated_environment(home) | {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{github.as_uri()}/.insteadOf",
            "GIT_CONFIG_VALUE_0": GITHUB,
        }

    def run(self, line: str) -> tuple[int, str]:
        """Run a line in the current folder, which it may change; return its exit code and output."""
        folder = self.home / "folder"
        script = f"{line}\ncode=$?\npwd -P > {shlex.quote(str(folder))}\nexit $code\n"
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        self.folder = Path(folder.read_text("utf-8").strip())
        if (self.folder / "tasks.py").exists() and not (self.folder / ".venv").exists():
            install_venv(self.folder)  # the first command would download this
        return done.returncode, done.stdout

    def serve(self, line: str, page: str) -> str:
        """Run the line that serves the site, on a free port; return a page and stop the server."""
        process = subprocess.Popen(
            ["bash", "-c", f"exec {line} --port 0"], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            # A shell's background job ignores Ctrl+C, and so would its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        try:
            assert process.stdout is not None
            end = time.monotonic() + SERVE_TIMEOUT
            for output in process.stdout:
                if match := re.search(r"http://\S+", output):
                    return str(urlopen(match[0] + page, timeout=30).read().decode())
                assert time.monotonic() < end
            raise AssertionError(f"'{line}' ended without serving")
        finally:
            process.send_signal(signal.SIGINT)  # Ctrl+C
            process.communicate(timeout=60)


Walkthrough = tuple[Shell, list[Result]]
REPORT_FILE = next(block.rest for block in blocks(GUIDE) if block.kind == "markdown")
"""The file of the guide's example report."""
STEM = Path(REPORT_FILE).stem


@pytest.fixture(scope="module")
def walkthrough(tmp_path_factory: pytest.TempPathFactory) -> Walkthrough:
    """Follow the whole guide; return the shell and the result of each line."""
    workspace = tmp_path_factory.mktemp("newcomer")
    (workspace / "home").mkdir()
    git(copy_project(workspace / "project"), "clone", "--quiet", "--bare", ".", str(workspace / "github/sitrep.git"))
    shell = Shell(workspace / "home", workspace / "github")
    return shell, list(follow(shell, blocks(GUIDE)))


def follow(shell: Shell, guide: list[Block]) -> Iterator[Result]:
    """Run the commands of the guide, except those of `.ci/run`, which run this test."""
    skipped = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    for index, block in enumerate(guide):
        if block.kind == "markdown":
            (shell.folder / block.rest).write_text(block.text, "utf-8")
        documented = guide[index + 1].text if index + 1 < len(guide) and guide[index + 1].kind == "text" else ""
        for line in block.text.splitlines() if block.kind == "sh" else ():
            command = line.partition("  #")[0].strip()
            if " serve" in command:
                yield Result(line, 0, shell.serve(command, urls.report(STEM)), documented)
            elif command not in skipped:
                yield Result(line, *shell.run(command), documented)


def test_commands_have_the_documented_results(walkthrough: Walkthrough) -> None:
    """Each command succeeds, or prints exactly the problems that the guide shows."""
    for line, code, output, documented in walkthrough[1]:
        problems = [part for part in output.splitlines() if " — " in part]
        assert (code, problems if documented else []) == (1 if documented else 0, documented.splitlines()), (
            f"{line}\n{output}"
        )


def test_the_report_is_valid_and_served(walkthrough: Walkthrough) -> None:
    """The last check finds no problems, and the served site contains the report."""
    checks = [output for line, _, output, _ in walkthrough[1] if line.split()[2:] == ["check"]]
    assert checks[-1].rstrip().endswith("no problems.")
    (page,) = [output for line, _, output, _ in walkthrough[1] if line.endswith(" serve")]
    assert "Iraqi airstrikes in Deir ez-Zor" in page


def test_only_the_report_is_pushed(walkthrough: Walkthrough) -> None:
    """The pushed branch contains the report and no other change."""
    shell, results = walkthrough
    (branch,) = [line.split()[-1] for line, *_ in results if line.startswith("git push")]
    changed = git(shell.folder, "diff", "--name-only", "main", f"origin/{branch}").splitlines()
    assert changed == [REPORT_FILE]


def test_the_summary_contains_the_report(walkthrough: Walkthrough) -> None:
    """The summary for reviewers lists the new report."""
    (summary,) = [output for line, _, output, _ in walkthrough[1] if " changes " in line]
    assert "**added** Iraqi airstrikes in Deir ez-Zor — " in summary


def test_named_commands_exist() -> None:
    """All commands in the text, such as `lock`, exist with their flags."""
    calls = list(task_calls(GUIDE))
    assert ["lock"] in calls
    assert [words for words in calls if parse_error(words)] == []


def test_links_have_targets() -> None:
    """Files and headings that the guide links to exist; links in code are ignored."""
    headings = {re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in re.findall(r"(?m)^#+ (.*)$", GUIDE)}
    for target in re.findall(r"\]\(([^)]*)\)", re.sub(r"`[^`\n]+`", "", GUIDE)):
        assert target.startswith("https://") or (ROOT / target).is_file() or target.removeprefix("#") in headings, (
            target
        )
