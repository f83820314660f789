"""Shown: how long it takes from saving a report until the served page shows it."""

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

PATIENCE = 600.0
"""Seconds after which what was saved is taken to be shown never."""
STEP = 0.01


def seconds_to_view(serve: Command, report: Path, output: Path) -> float:
    """Return the seconds from saving `report` until its served page shows it; raises ToolError when it never does.

    `serve` is the command that serves the site at `output`. A first save, until it is shown and built, is not counted:
    with it ends what the server does as it begins.
    """
    page = f"reports/{report.stem}/"
    with _served(serve) as address:
        _save(report, "first")
        _until(lambda: "saved first" in _page(address + page))
        _until(lambda: "saved first" in (output / page / "index.html").read_text("utf-8"))
        time.sleep(1)
        began = _save(report, "again")
        _until(lambda: "saved again" in _page(address + page))
        return time.perf_counter() - began


@contextmanager
def _served(serve: Command) -> Iterator[str]:
    process = subprocess.Popen(serve.words, cwd=ROOT, env=serve.env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        found = (re.search(r"http://\S+", line) for line in process.stdout)
        yield next(filter(None, found))[0]
    except StopIteration:
        raise ToolError("the server did not begin") from None
    finally:
        process.terminate()
        process.wait()


def _save(report: Path, word: str) -> float:
    with report.open("a", encoding="utf-8") as file:
        file.write(f"\nThis was saved {word}.\n")
    return time.perf_counter()


def _page(address: str) -> str:
    try:
        with urlopen(address) as answer:
            return str(answer.read().decode())
    except HTTPError:
        return ""


def _until(holds: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE
    while not holds():
        if time.perf_counter() > end:
            raise ToolError("what was saved was never shown")
        time.sleep(STEP)
