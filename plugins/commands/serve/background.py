"""The background of serve: building, indexing and holding ready in processes of their own, so that new code counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from plugins.commands.build import ROOT
from plugins.commands.serve.draft_build import DEFER_SEARCH

Process = subprocess.Popen[bytes]


class Background:
    """Builds the pages, then the search index; holds the archive ready, to show a saved report before either."""

    def __init__(self, content: Path, output: Path) -> None:
        self._arguments = [str(content), str(output)]
        self._building: Process | None = None
        self._indexing: Process | None = None
        self._live: Process | None = None
        self._outdated = True
        self._asking = threading.Lock()
        self._starting = threading.Lock()
        self._stopped = False

    def show(self, files: Sequence[str], *, everything: bool) -> dict[str, bytes]:
        """Return the pages, by path, of the reports in `files` as far as they can be had without a build.

        `everything` tells whether these are all the files that changed. If not all of it can be shown, what is held
        ready is out of date, and is read anew after the next build.
        """
        with self._asking:
            pages = self._ask(files)
            self._outdated = self._outdated or not everything or len(pages) < len(files)
        return pages

    def _ask(self, files: Sequence[str]) -> dict[str, bytes]:
        if self._live is None or self._live.stdin is None or self._live.stdout is None:
            return {}
        try:
            self._live.stdin.write(msgspec.json.encode(files) + b"\n")
            self._live.stdin.flush()
            pages = msgspec.json.decode(self._live.stdout.readline(), type=dict[str, str])
        except (OSError, msgspec.DecodeError):
            return {}  # it ended, as when the archive has problems: the build tells of them
        return {path: html.encode() for path, html in pages.items()}

    def pages(self) -> int:
        """Build the pages; return the exit code. An index that is being made is given up, for it is out of date."""
        _end(self._indexing)
        self._building = self._start("draft_build", DEFER_SEARCH)
        return self._building.wait() if self._building else 1

    def follow_up(self) -> None:
        """Bring the search index up to date, and hold the archive ready; does not wait for either."""
        self._indexing = self._start("draft_build")
        if self._outdated:
            with self._asking:
                _end(self._live)
                self._live = self._start("live", pipes=subprocess.PIPE)
                self._outdated = False

    def _start(self, module: str, *flags: str, pipes: int | None = None) -> Process | None:
        """Start a process, and with it a group of all that it starts; None when all is to end."""
        command = [sys.executable, "-m", f"plugins.commands.{module}", *self._arguments, *flags]
        with self._starting:
            if self._stopped:
                return None
            return subprocess.Popen(command, cwd=ROOT, stdin=pipes, stdout=pipes, start_new_session=True)

    def stop(self) -> None:
        """End it all, for good; what is published stays whole."""
        with self._starting:
            self._stopped = True
        for process in (self._building, self._indexing, self._live):
            _end(process)


def _end(process: Process | None) -> None:
    """End a process with all that it started: an indexer would go on for long after it."""
    if process and process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
        process.wait()
