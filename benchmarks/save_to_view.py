"""The time from saving a report until the server of `inv serve` sends its changed page."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from benchmarks.tools import ROOT, Command, ToolError

TIMEOUT = 600.0
"""Seconds."""
POLL_INTERVAL = 0.01
"""Seconds."""


def seconds_to_view(serve: Command, report: Path, output: Path) -> float:
    """Return the seconds from saving `report` until its page shows the change; raises ToolError after TIMEOUT.

    `serve` is the command that serves the site at `output`. A first save is not measured: the server starts its
    background processes then.
    """
    page = f"reports/{report.stem}/"
    with _server(serve) as address:
        _save(report, "first")
        _wait_until(lambda: "first save" in _fetch(address + page))
        _wait_until(lambda: "first save" in (output / page / "index.html").read_text("utf-8"))
        time.sleep(1)
        start = _save(report, "second")
        _wait_until(lambda: "second save" in _fetch(address + page))
        return time.perf_counter() - start


@contextmanager
def _server(serve: Command) -> Iterator[str]:
    process = subprocess.Popen(serve.words, cwd=ROOT, env=serve.env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        matches = (re.search(r"http://\S+", line) for line in process.stdout)
        yield next(filter(None, matches))[0]
    except StopIteration:
        raise ToolError("the server did not start") from None
    finally:
        process.terminate()
        process.wait()


def _save(report: Path, number: str) -> float:
    with report.open("a", encoding="utf-8") as file:
        file.write(f"\nThis is the {number} save.\n")
    return time.perf_counter()


def _fetch(address: str) -> str:
    try:
        with urlopen(address) as response:
            return str(response.read().decode())
    except HTTPError:
        return ""


def _wait_until(condition: Callable[[], bool]) -> None:
    end = time.perf_counter() + TIMEOUT
    while not condition():
        if time.perf_counter() > end:
            raise ToolError(f"the saved report was not shown within {TIMEOUT:g} seconds")
        time.sleep(POLL_INTERVAL)
