"""The `lighthouse` command: Lighthouse's scores for pages of the example archive, on an emulated slow phone."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from plugins.commands import browser
from plugins.commands.build import build_site, make_options, report_errors
from plugins.commands.environment import ROOT, ExternalToolError
from plugins.commands.local_server import serve_folder
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.external_tools import node_modules, node_path
from plugins.engine.temporary_folder import temporary_folder

TESTED_PAGES = ("home", "report", "region", "actor", "timeline", "search")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MAX_SCORE = 100


@dataclass(frozen=True, slots=True)
class Scores:
    """A page's scores, 0–100 for each of CATEGORIES, and the audits that it failed."""

    page: str
    values: tuple[int, ...]
    failures: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page:10}" + "".join(f"{value:>16}" for value in self.values)


@report_errors
def run(*, runs: int) -> int:
    """Build and serve the example archive, test its pages and print a table; return 1 unless all scores are 100.

    Each page is tested `runs` times and the median counts, because other work on the machine lowers scores.
    """
    with temporary_folder("lighthouse") as workspace:
        scores = list(print_scores(run_all(workspace, runs)))
    return 0 if all(value == MAX_SCORE for each in scores for value in each.values) else 1


def print_scores(scores: Iterator[Scores]) -> Iterator[Scores]:
    """Print each page's scores and failures as they arrive."""
    print(f"{'':10}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for each in scores:
        print(each, *(f"    {failure}" for failure in each.failures), sep="\n", flush=True)
        yield each


def run_all(workspace: Path, runs: int) -> Iterator[Scores]:
    """Build, serve and test; raises `ArchiveError` or `ExternalToolError`."""
    program, chrome = node_modules("lighthouse") / "lighthouse/cli/index.js", browser.find_or_install()
    output = workspace / "output"
    with serve_folder(output) as server:
        build_site(make_options(ROOT / "content", output, server.url))  # for correct canonical addresses
        for page in TESTED_PAGES:
            command = [str(node_path()), str(program), f"{server.url}/{EXAMPLE_PAGES[page]}"]
            yield median_scores([parse_scores(page, run_lighthouse(command, chrome)) for _ in range(max(1, runs))])


def run_lighthouse(command: list[str], chrome: str) -> str:
    """Return Lighthouse's JSON result for an address; raises `ExternalToolError`."""
    flags = " ".join(["--headless=new", *browser.launch_flags()])
    options = ["--quiet", "--output=json", f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ExternalToolError(f"Lighthouse failed with exit code {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def parse_scores(page: str, result: str) -> Scores:
    """Read the scores and the failed audits that have a weight from Lighthouse's JSON result."""
    data = json.loads(result)
    categories = [data["categories"][name] for name in CATEGORIES]
    weighted = [ref["id"] for category in categories for ref in category["auditRefs"] if ref["weight"]]
    audits = [data["audits"][name] for name in weighted]
    failures = tuple(
        f"{audit['title']}: {audit.get('displayValue') or audit['score']}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    )
    return Scores(page, tuple(round(MAX_SCORE * (category["score"] or 0)) for category in categories), failures)


def median_scores(scores: Sequence[Scores]) -> Scores:
    """Return the median of each category over several runs of a page, and all failures."""
    values = zip(*(each.values for each in scores), strict=True)
    failures = dict.fromkeys(failure for each in scores for failure in each.failures)
    return Scores(scores[0].page, tuple(map(median_low, values)), tuple(failures))
