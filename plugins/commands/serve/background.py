"""The background processes of `serve`, each a new interpreter, so that changed code takes effect."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from plugins.commands.environment import ROOT
from plugins.commands.serve.draft_build import DEFER_SEARCH

Process = subprocess.Popen[bytes]


class Background:
    """Runs three processes: one builds pages, one the search index, and one renders saved reports before the build."""

    def __init__(self, content: Path, output: Path) -> None:
        self._arguments = [str(content), str(output)]
        self._page_build: Process | None = None
        self._search_build: Process | None = None
        self._live_archive: Process | None = None
        self._live_archive_outdated = True
        self._live_archive_lock = threading.Lock()
        self._start_lock = threading.Lock()
        self._stopped = False

    def render_reports(self, files: Sequence[str], *, complete: bool) -> dict[str, bytes]:
        """Return the pages, by path, of the reports in `files` that can be rendered without a build.

        `complete` means that no other files have changed. If it is false, or if a page is missing from the result, the
        live archive is outdated and is restarted after the next build.
        """
        with self._live_archive_lock:
            pages = self._request(files)
            self._live_archive_outdated = self._live_archive_outdated or not complete or len(pages) < len(files)
        return pages

    def _request(self, files: Sequence[str]) -> dict[str, bytes]:
        process = self._live_archive
        if process is None or process.stdin is None or process.stdout is None:
            return {}
        try:
            process.stdin.write(msgspec.json.encode(files) + b"\n")
            process.stdin.flush()
            pages = msgspec.json.decode(process.stdout.readline(), type=dict[str, str])
        except (OSError, msgspec.DecodeError):
            return {}  # the process exits when the archive has problems; the build prints them
        return {path: html.encode() for path, html in pages.items()}

    def build_pages(self) -> int:
        """Build the pages and return the exit code; cancels a running search build, which is outdated."""
        _stop(self._search_build)
        self._page_build = self._start("draft_build", DEFER_SEARCH)
        return self._page_build.wait() if self._page_build else 1

    def finish_build(self) -> None:
        """Start the search build and, if outdated, the live archive; waits for neither."""
        self._search_build = self._start("draft_build")
        if self._live_archive_outdated:
            with self._live_archive_lock:
                _stop(self._live_archive)
                self._live_archive = self._start("live_report", pipes=subprocess.PIPE)
                self._live_archive_outdated = False

    def _start(self, module: str, *flags: str, pipes: int | None = None) -> Process | None:
        """Start a process as the leader of a process group; return None after `stop`."""
        command = [sys.executable, "-m", f"plugins.commands.serve.{module}", *self._arguments, *flags]
        with self._start_lock:
            if self._stopped:
                return None
            return subprocess.Popen(command, cwd=ROOT, stdin=pipes, stdout=pipes, start_new_session=True)

    def stop(self) -> None:
        """Stop all processes and start no more; the published site stays complete."""
        with self._start_lock:
            self._stopped = True
        for process in (self._page_build, self._search_build, self._live_archive):
            _stop(process)


def _stop(process: Process | None) -> None:
    """Stop a process and all processes it started: an indexer would otherwise run on for long."""
    if process and process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
        process.wait()
