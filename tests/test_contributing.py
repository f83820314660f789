"""CONTRIBUTING.md: every command in it runs, in its order, and ends as it says."""

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
from tests.test_workflows import refusal, verbs

GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)(?P<rest>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
GITHUB = "https://github.com/YOUR-NAME/"
SERVED_WITHIN = 120
"""Seconds in which `serve` must show the site: far more than it takes, for a machine that has much else to do."""


class Block(NamedTuple):
    """A fenced block: its kind, what stands beside that, and its text."""

    kind: str
    rest: str
    text: str


def blocks(text: str) -> list[Block]:
    """List the fenced blocks of a Markdown text, those in lists without their indentation."""
    return [Block(m["kind"], m["rest"].strip(), textwrap.dedent(m["text"])) for m in FENCE.finditer(text)]


class Line(NamedTuple):
    """A line of the guide as it was run: its exit code, what it said, and what the guide promises that it says."""

    line: str
    code: int
    said: str
    promised: str


class Newcomer:
    """Somebody at a terminal who follows the guide; `home` holds nothing at first. GitHub is a folder."""

    def __init__(self, home: Path, github: Path) -> None:
        self.folder = home
        self.home = home
        self.environment = isolated_environment(home) | {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{github.as_uri()}/.insteadOf",
            "GIT_CONFIG_VALUE_0": GITHUB,
        }

    def type(self, line: str) -> tuple[int, str]:
        """Run a line in the folder where the one before it ended; return its exit code and what it said."""
        after = self.home / "where"
        script = f"{line}\ncode=$?\npwd -P > {shlex.quote(str(after))}\nexit $code\n"
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        self.folder = Path(after.read_text("utf-8").strip())
        if (self.folder / "tasks.py").exists() and not (self.folder / ".venv").exists():
            install_venv(self.folder)  # what the first command would fetch
        return done.returncode, done.stdout

    def serve(self, line: str, page: str) -> str:
        """Run the line that serves the site, on a free port; return one of its pages, and end it."""
        process = subprocess.Popen(
            ["bash", "-c", f"exec {line} --port 0"], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            end = time.monotonic() + SERVED_WITHIN
            for said in process.stdout:
                if match := re.search(r"http://\S+", said):
                    return str(urlopen(match[0] + page, timeout=30).read().decode())
                assert time.monotonic() < end
            raise AssertionError(f"'{line}' ended without serving")
        finally:
            process.send_signal(signal.SIGINT)  # Ctrl+C
            process.communicate(timeout=60)


Told = tuple[Newcomer, list[Line]]


WORKED = next(block.rest for block in blocks(GUIDE) if block.kind == "markdown")
"""The file of the report that the guide writes."""
STEM = Path(WORKED).stem


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Return a newcomer who has followed the whole guide, and what came of each line."""
    room = tmp_path_factory.mktemp("newcomer")
    (room / "home").mkdir()
    git(copy_project(room / "project"), "clone", "--quiet", "--bare", ".", str(room / "github/sitrep.git"))
    newcomer = Newcomer(room / "home", room / "github")
    return newcomer, list(follow(newcomer, blocks(GUIDE)))


def follow(newcomer: Newcomer, guide: list[Block]) -> Iterator[Line]:
    """Do what the guide says; what `.ci/run` has anyway is what runs this test, and is left to it."""
    others = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    for place, block in enumerate(guide):
        if block.kind == "markdown":
            (newcomer.folder / block.rest).write_text(block.text, "utf-8")
        promised = guide[place + 1].text if place + 1 < len(guide) and guide[place + 1].kind == "text" else ""
        for line in block.text.splitlines() if block.kind == "sh" else ():
            command = line.partition("  #")[0].strip()
            if " serve" in command:
                yield Line(line, 0, newcomer.serve(command, urls.report(STEM)), promised)
            elif command not in others:
                yield Line(line, *newcomer.type(command), promised)


def test_every_command_ends_as_it_says(told: Told) -> None:
    """A command passes, unless the guide shows which problems it finds: then it finds those and no others."""
    for line, code, said, promised in told[1]:
        problems = [part for part in said.splitlines() if " — " in part]
        assert (code, problems if promised else []) == (1 if promised else 0, promised.splitlines()), f"{line}\n{said}"


def test_the_newcomer_gets_to_a_green_check(told: Told) -> None:
    """The last check finds no problems, and the report is on the site that is served."""
    checks = [said for line, _, said, _ in told[1] if line.split()[2:] == ["check"]]
    assert checks[-1].rstrip().endswith("no problems.")
    (page,) = [said for line, _, said, _ in told[1] if line.endswith(" serve")]
    assert "Iraqi airstrikes in Deir ez-Zor" in page


def test_what_is_handed_in_arrives(told: Told) -> None:
    """The branch reaches GitHub with the report and nothing else."""
    newcomer, lines = told
    (branch,) = [line.split()[-1] for line, *_ in lines if line.startswith("git push")]
    changed = git(newcomer.folder, "diff", "--name-only", "main", f"origin/{branch}").splitlines()
    assert changed == [WORKED]


def test_the_summary_of_the_change_names_the_report(told: Told) -> None:
    """What the reviewer will read says what the newcomer did."""
    (said,) = [said for line, _, said, _ in told[1] if " changes " in line]
    assert "**added** Iraqi airstrikes in Deir ez-Zor — " in said


def test_every_verb_that_is_named_is_there() -> None:
    """Verbs that stand within the text, such as `lock`, are ours too, with flags that they have."""
    called = list(verbs(GUIDE))
    assert ["lock"] in called
    assert [words for words in called if refusal(words)] == []


def test_the_links_of_the_guide_lead_somewhere() -> None:
    """Files and headings that the guide links to are there; what it shows as code is no link of its own."""
    headings = {re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in re.findall(r"(?m)^#+ (.*)$", GUIDE)}
    for target in re.findall(r"\]\(([^)]*)\)", re.sub(r"`[^`\n]+`", "", GUIDE)):
        assert target.startswith("https://") or (ROOT / target).is_file() or target.removeprefix("#") in headings, (
            target
        )
