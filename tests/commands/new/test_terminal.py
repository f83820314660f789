"""Prompts, at a real (pseudo-)terminal: what is not given is asked for, completed, and asked again if it can't be."""

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
from plugins.commands.new.questions import Suggestion
from plugins.commands.new.terminal import matching_suggestions

ROOT = Path(__file__).resolve().parents[3]
ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])")
"""What steers a terminal (ECMA-48), which is no text."""
PATIENCE = 60.0
"""Seconds that a person waits, on a slow machine under load."""
Copy = Callable[[str], Path]


class Terminal:
    """A program at a terminal of its own, and whoever types there."""

    def __init__(self, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        self._program = subprocess.Popen(
            [sys.executable, "-m", "invoke", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            start_new_session=True,
        )
        os.close(theirs)
        self._bytes = b""

    @property
    def shown(self) -> str:
        """What was shown since the last words that were waited for."""
        return ESCAPES.sub("", self._bytes.decode("utf-8", "replace"))

    def wait_for(self, words: str) -> None:
        """Read until `words` are shown after what was waited for before."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, f"never saw {words!r}, but: {self.shown}"
            self._read()
        self._bytes = b""

    def type(self, keys: str) -> None:
        """Press keys, as bytes of a terminal."""
        os.write(self._ours, keys.encode())

    def _read(self) -> None:
        ready, _, _ = select.select([self._ours], [], [], 1)
        self._bytes += os.read(self._ours, 65536) if ready else b""

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while True:
            try:
                self._read()
            except OSError:  # the program has gone, and its terminal with it
                return self._program.wait(PATIENCE)

    def close(self) -> None:
        """Leave nothing running."""
        if self._program.poll() is None:
            self._program.kill()
        self._program.wait(PATIENCE)
        os.close(self._ours)


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    """Yield a function that starts a verb at a terminal."""
    terminals: list[Terminal] = []

    def begin(*arguments: str) -> Terminal:
        terminals.append(Terminal(*arguments))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()


def test_a_report_is_asked_for(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """Title, date, regions and actors are asked for; a slip is answered at once, and a name completes to its id."""
    content = small_site("small")
    terminal = start("new", "--content", str(content))
    terminal.wait_for("Title:")
    terminal.type("\r")
    terminal.wait_for("is missing")
    terminal.type("Fog\r")
    terminal.wait_for("Date:")
    terminal.type("\x152020-05-06\r")
    terminal.wait_for("Regions, with commas between:")
    terminal.type("nortland\r")
    terminal.wait_for("did you mean 'northland'?")
    terminal.type("\x15almond")
    terminal.wait_for("Almondhaven")
    terminal.type("\t")
    terminal.wait_for("northland/port-almond")
    terminal.type("\r")
    terminal.wait_for("Actors, with commas between (or nothing):")
    terminal.type("port auth")
    terminal.wait_for("Port Authority")
    terminal.type("\t")
    terminal.wait_for("harbour-office")
    terminal.type("\r")
    assert terminal.end() == 0
    assert "2020-05-06-fog.md" in terminal.shown
    made = load_archive(content, Urls(), drafts=True).catalogue.reports[-1]
    assert (made.stem, made.regions, made.actors) == ("2020-05-06-fog", ("northland/port-almond",), ("harbour-office",))


def test_what_is_given_is_not_asked_for(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """With every flag given nothing is asked, also at a terminal."""
    content = small_site("small")
    flags = ("--title", "Fog", "--date", "2020-05-06", "--region", "northland", "--actor", "harbour-office")
    terminal = start("new", "--content", str(content), *flags)
    assert terminal.end() == 0
    assert "Title" not in terminal.shown
    assert (content / "reports/2020/2020-05-06-fog.md").is_file()


def test_wrong_flags_are_said_before_anything_is_asked(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """Nobody types a title for nothing."""
    terminal = start("new", "--content", str(small_site("small")), "--region", "nortland")
    assert terminal.end() == 2
    assert "did you mean 'northland'?" in terminal.shown
    assert "Title" not in terminal.shown


def test_an_entry_is_asked_for(small_site: Copy, start: Callable[..., Terminal]) -> None:
    """A new actor's kind completes from the one list, and its id is offered as made of its name."""
    content = small_site("small")
    terminal = start("new-actor", "--content", str(content))
    terminal.wait_for("Name:")
    terminal.type("Port Authority\r")
    terminal.wait_for("is a name of 'harbour-office' already")
    terminal.type("\x15Coast Guard\r")
    terminal.wait_for("Kind (or nothing):")
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
def test_broken_off_nothing_is_made(key: str, small_site: Copy, start: Callable[..., Terminal]) -> None:
    """Ctrl-C and Ctrl-D end it with a word and no file."""
    content = small_site("small")
    before = sorted(content.rglob("*"))
    terminal = start("new", "--content", str(content))
    terminal.wait_for("Title:")
    terminal.type(key)
    assert terminal.end() == 130
    assert "Nothing was made." in terminal.shown
    assert sorted(content.rglob("*")) == before


def test_what_is_offered() -> None:
    """An option is offered for any part of its id or names, whatever case and accents; beginnings stand first."""
    options = (
        Suggestion("syria/homs", ("Homs", "حمص")),
        Suggestion("homs-guard", ("Guard",)),
        Suggestion("hama", ("Ḥamāh",)),
    )
    assert [option.value for option in matching_suggestions(options, "homs")] == ["syria/homs", "homs-guard"]
    assert [option.value for option in matching_suggestions(options, "guard")] == ["homs-guard"]
    assert [option.value for option in matching_suggestions(options, "HAMAH")] == ["hama"]
    assert [option.value for option in matching_suggestions(options, "حمص")] == ["syria/homs"]
    assert [option.value for option in matching_suggestions(options, "ho")] == ["syria/homs", "homs-guard"]
    assert [option.value for option in matching_suggestions(options, "ar")] == ["homs-guard"]
    assert len(matching_suggestions(options, "")) == 3
    assert matching_suggestions(options, "zz") == []
