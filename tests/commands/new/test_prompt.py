"""Prompts at a pseudo-terminal: missing values are prompted for, completed and validated."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.new.prompt import matching_suggestions
from plugins.commands.new.questions import Suggestion

ROOT = Path(__file__).resolve().parents[3]
ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])")
"""Control sequences of terminals (ECMA-48)."""
TIMEOUT = 60.0
"""Seconds; enough on a slow machine under load."""
Copy = Callable[[str], Path]


class Terminal:
    """A program in its own terminal."""

    def __init__(self, *arguments: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        self._program = subprocess.Popen(
            [sys.executable, "-m", "invoke", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            start_new_session=True,
        )
        os.close(slave)
        self._bytes = b""

    @property
    def text(self) -> str:
        """The text since the last `wait_for`."""
        return ESCAPES.sub("", self._bytes.decode("utf-8", "replace"))

    def wait_for(self, text: str) -> None:
        """Read until `text` appears after the last match."""
        end = time.monotonic() + TIMEOUT
        while text not in self.text:
            assert time.monotonic() < end, f"{text!r} did not appear in: {self.text}"
            self._read()
        self._bytes = b""

    def type(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self._master, keys.encode())

    def _read(self) -> None:
        ready, _, _ = select.select([self._master], [], [], 1)
        self._bytes += os.read(self._master, 65536) if ready else b""

    def end(self) -> int:
        """Read until the program ends and return its exit code."""
        while True:
            try:
                self._read()
            except OSError:  # the program has closed the terminal
                return self._program.wait(TIMEOUT)

    def close(self) -> None:
        """Stop the program."""
        if self._program.poll() is None:
            self._program.kill()
        self._program.wait(TIMEOUT)
        os.close(self._master)


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    """Yield a function that starts a command in a terminal."""
    terminals: list[Terminal] = []

    def start_command(*arguments: str) -> Terminal:
        terminals.append(Terminal(*arguments))
        return terminals[-1]

    yield start_command
    for terminal in terminals:
        terminal.close()


def test_prompts_for_a_report(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """Title, date, regions and actors are prompted for, validated at once, and completed from names to ids."""
    content = small_site("small")
    terminal = start("new", "--content", str(content))
    terminal.wait_for("Title:")
    terminal.type("\r")
    terminal.wait_for("is missing")
    terminal.type("Fog\r")
    terminal.wait_for("Date:")
    terminal.type("\x152020-05-06\r")
    terminal.wait_for("Regions (comma-separated):")
    terminal.type("nortland\r")
    terminal.wait_for("did you mean 'northland'?")
    terminal.type("\x15almond")
    terminal.wait_for("Almondhaven")
    terminal.type("\t")
    terminal.wait_for("northland/port-almond")
    terminal.type("\r")
    terminal.wait_for("Actors (comma-separated, optional):")
    terminal.type("port auth")
    terminal.wait_for("Port Authority")
    terminal.type("\t")
    terminal.wait_for("harbour-office")
    terminal.type("\r")
    assert terminal.end() == 0
    assert "2020-05-06-fog.md" in terminal.text
    report = load_archive(content, Urls(), drafts=True).catalogue.reports[-1]
    assert (report.stem, report.regions, report.actors) == (
        "2020-05-06-fog",
        ("northland/port-almond",),
        ("harbour-office",),
    )


def test_flags_are_not_prompted_for(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """With all flags, nothing is prompted for, even at a terminal."""
    content = small_site("small")
    flags = ("--title", "Fog", "--date", "2020-05-06", "--region", "northland", "--actor", "harbour-office")
    terminal = start("new", "--content", str(content), *flags)
    assert terminal.end() == 0
    assert "Title" not in terminal.text
    assert (content / "reports/2020/2020-05-06-fog.md").is_file()


def test_invalid_flags_fail_before_the_first_prompt(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """Invalid flags end the command before anything is typed."""
    terminal = start("new", "--content", str(small_site("small")), "--region", "nortland")
    assert terminal.end() == 2
    assert "did you mean 'northland'?" in terminal.text
    assert "Title" not in terminal.text


def test_prompts_for_an_entry(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """An actor's kind is completed from the known kinds, and its default id is made from its name."""
    content = small_site("small")
    terminal = start("new-actor", "--content", str(content))
    terminal.wait_for("Name:")
    terminal.type("Port Authority\r")
    terminal.wait_for("is already a name of 'harbour-office'")
    terminal.type("\x15Coast Guard\r")
    terminal.wait_for("Kind (optional):")
    terminal.type("state-f")
    terminal.wait_for("state-force")
    terminal.type("\t")
    terminal.wait_for("orce")
    terminal.type("\r")
    for question in ("Parent", "Other names", "Text"):
        terminal.wait_for(question)
        terminal.type("\r")
    terminal.wait_for("Id: coast-guard")
    terminal.type("\r")
    assert terminal.end() == 0
    actor = load_archive(content, Urls()).registry.actors["coast-guard"]
    assert (actor.name, actor.kind, actor.names) == ("Coast Guard", "state-force", ())


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["interrupt", "end of file"])
def test_cancelling_writes_no_file(key: str, small_site: Copy, start: Callable[..., Terminal]) -> None:
    """Ctrl-C and Ctrl-D end the command with a message and without a file."""
    content = small_site("small")
    before = sorted(content.rglob("*"))
    terminal = start("new", "--content", str(content))
    terminal.wait_for("Title:")
    terminal.type(key)
    assert terminal.end() == 130
    assert "Cancelled; no file was written." in terminal.text
    assert sorted(content.rglob("*")) == before


def test_matching_suggestions() -> None:
    """Any part of an id or name matches, ignoring case and accents; matches at the beginning come first."""
    suggestions = (
        Suggestion("syria/homs", ("Homs", "حمص")),
        Suggestion("homs-guard", ("Guard",)),
        Suggestion("hama", ("Ḥamāh",)),
    )
    assert [each.value for each in matching_suggestions(suggestions, "homs")] == ["syria/homs", "homs-guard"]
    assert [each.value for each in matching_suggestions(suggestions, "guard")] == ["homs-guard"]
    assert [each.value for each in matching_suggestions(suggestions, "HAMAH")] == ["hama"]
    assert [each.value for each in matching_suggestions(suggestions, "حمص")] == ["syria/homs"]
    assert [each.value for each in matching_suggestions(suggestions, "ho")] == ["syria/homs", "homs-guard"]
    assert [each.value for each in matching_suggestions(suggestions, "ar")] == ["homs-guard"]
    assert len(matching_suggestions(suggestions, "")) == 3
    assert matching_suggestions(suggestions, "zz") == []
