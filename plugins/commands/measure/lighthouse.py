"""The lighthouse command: Google's four marks for pages of the example archive, as a phone on a slow line sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from plugins.archive.problems import ArchiveError
from plugins.commands import browser
from plugins.commands.build import ROOT, build_site, options_of
from plugins.commands.measure.example_pages import PAGES
from plugins.commands.measure.external_tools import JudgeError, node, packages
from plugins.commands.measure.static_server import served

JUDGED = ("home", "report", "region", "actor", "timeline", "search")
"""The pages that are judged, by name."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FULL = 100


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page got: 0–100 for each of CATEGORIES, and in words what cost it marks."""

    page: str
    points: tuple[int, ...]
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page:10}" + "".join(f"{points:>16}" for points in self.points)


def run(*, runs: int) -> int:
    """Publish the example archive to an address of this machine, judge it, print a table; 1 if a mark is not full.

    Each page is judged `runs` times, and the median of each mark counts: what else the machine does costs time.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="sitrep-lighthouse-") as room:
            marks = list(shown(judged(Path(room).resolve(), runs)))
    except (ArchiveError, JudgeError, browser.BrowserMissingError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0 if all(points == FULL for mark in marks for points in mark.points) else 1


def shown(marks: Iterator[Marks]) -> Iterator[Marks]:
    """Print each page's marks as they come, with what they lack."""
    print(f"{'':10}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for mark in marks:
        print(mark, *(f"    {reason}" for reason in mark.reasons), sep="\n", flush=True)
        yield mark


def judged(room: Path, runs: int) -> Iterator[Marks]:
    """Build, serve and judge; raises `ArchiveError`, `JudgeError` or `BrowserMissingError`."""
    program, chrome = packages("lighthouse") / "lighthouse/cli/index.js", browser.find_or_install()
    output = room / "output"
    with served(output) as host:
        build_site(options_of(ROOT / "content", output, host.url))  # canonical addresses are those it is served at
        for page in JUDGED:
            command = [str(node()), str(program), f"{host.url}/{PAGES[page]}"]
            yield median([read_marks(page, ask(command, chrome)) for _ in range(max(1, runs))])


def ask(command: list[str], chrome: str) -> str:
    """Return Lighthouse's answer (JSON) for one address; raises `JudgeError` if it gives none."""
    flags = " ".join(["--headless=new", *browser.flags()])
    options = ["--quiet", "--output=json", f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise JudgeError(f"Lighthouse ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def read_marks(page: str, answer: str) -> Marks:
    """Read the marks, 0–100, out of Lighthouse's answer, and which audits of those that count are not passed."""
    result = json.loads(answer)
    categories = [result["categories"][name] for name in CATEGORIES]
    counted = [ref["id"] for category in categories for ref in category["auditRefs"] if ref["weight"]]
    audits = [result["audits"][name] for name in counted]
    lost = tuple(
        f"{audit['title']}: {audit.get('displayValue') or audit['score']}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    )
    return Marks(page, tuple(round(FULL * (category["score"] or 0)) for category in categories), lost)


def median(marks: Sequence[Marks]) -> Marks:
    """Return of several marks of a page the middle one in each category, and every reason that was given."""
    points = zip(*(mark.points for mark in marks), strict=True)
    reasons = dict.fromkeys(reason for mark in marks for reason in mark.reasons)
    return Marks(marks[0].page, tuple(median_low(each) for each in points), tuple(reasons))
