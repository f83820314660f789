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
from plugins.commands.build import ROOT, build_site, make_options
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.external_tools import ExternalToolError, node_modules, node_path
from plugins.commands.measure.static_server import serve_folder

TESTED_PAGES = ("home", "report", "region", "actor", "timeline", "search")
"""The pages that are judged, by name."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MAX_SCORE = 100


@dataclass(frozen=True, slots=True)
class Scores:
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
            marks = list(print_scores(run_all(Path(room).resolve(), runs)))
    except (ArchiveError, ExternalToolError, browser.BrowserMissingError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0 if all(points == MAX_SCORE for mark in marks for points in mark.points) else 1


def print_scores(marks: Iterator[Scores]) -> Iterator[Scores]:
    """Print each page's marks as they come, with what they lack."""
    print(f"{'':10}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for mark in marks:
        print(mark, *(f"    {reason}" for reason in mark.reasons), sep="\n", flush=True)
        yield mark


def run_all(room: Path, runs: int) -> Iterator[Scores]:
    """Build, serve and judge; raises `ArchiveError`, `JudgeError` or `BrowserMissingError`."""
    program, chrome = node_modules("lighthouse") / "lighthouse/cli/index.js", browser.find_or_install()
    output = room / "output"
    with serve_folder(output) as host:
        build_site(make_options(ROOT / "content", output, host.url))  # canonical addresses are those it is served at
        for page in TESTED_PAGES:
            command = [str(node_path()), str(program), f"{host.url}/{EXAMPLE_PAGES[page]}"]
            yield median_scores([parse_scores(page, run_lighthouse(command, chrome)) for _ in range(max(1, runs))])


def run_lighthouse(command: list[str], chrome: str) -> str:
    """Return Lighthouse's answer (JSON) for one address; raises `JudgeError` if it gives none."""
    flags = " ".join(["--headless=new", *browser.launch_flags()])
    options = ["--quiet", "--output=json", f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ExternalToolError(f"Lighthouse ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def parse_scores(page: str, answer: str) -> Scores:
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
    return Scores(page, tuple(round(MAX_SCORE * (category["score"] or 0)) for category in categories), lost)


def median_scores(marks: Sequence[Scores]) -> Scores:
    """Return of several marks of a page the middle one in each category, and every reason that was given."""
    points = zip(*(mark.points for mark in marks), strict=True)
    reasons = dict.fromkeys(reason for mark in marks for reason in mark.reasons)
    return Scores(marks[0].page, tuple(median_low(each) for each in points), tuple(reasons))
