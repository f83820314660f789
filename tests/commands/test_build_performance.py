"""What a whole build costs with a report that is the worst of its kind, and how much it puts out for it."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.archive.performance.costly_bodies import BODIES
from tests.archive.performance.measure import measure

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/sites/valid/small"
REPORT = "reports/2020/2020-01-02-costly.md"
HEAD = "---\ntitle: Costly\ndate: 2020-01-02\nregion: northland\nsummary: Words.\n---\n"
SECONDS, PROSE_SECONDS, MEMORY, OUTPUT = 8.0, 1.0, 200.0, 50
"""What a report may add to a build: seconds, seconds of plain prose; MiB of the whole; its output for each byte."""
LARGEST = {
    "prose": 500,
    "headings": 60,
    "headings, numbered": 128,
    "lists, deep": 32,
    "tables": 32,
    "a table of many rows": 60,
    "addresses": 500,
    "addresses of mail": 200,
    "links to elsewhere": 128,
    "emphasis in words": 128,
    "emphasis, doubly nested": 128,
    "quotes, as stairs": 250,
    "quotes that go on": 60,
    "footnotes": 60,
}
"""Kinds of bodies that are let through, and about how many KiB of them."""


class Cost(NamedTuple):
    """What a build cost: seconds, MiB, its exit code, and the bytes of the site."""

    seconds: float
    memory: float
    code: int
    output: int


def build_cost(text: str | None) -> Cost:
    """Return the cost of building a small site, with one more report when there is a `text`."""
    from plugins.commands import build

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = Path(shutil.copytree(SMALL, folder / "content"))
        if text is not None:
            (content / REPORT).write_text(text, "utf-8")

        def work() -> list[int]:
            build.CACHE_ROOT = folder / "cache"
            with contextlib.redirect_stdout(io.StringIO()):
                code = build.build(build.make_options(content, folder / "output", "", search=False))
            return [code, sum(file.stat().st_size for file in (folder / "output").rglob("*") if file.is_file())]

        seconds, memory, result = measure(work)
    code, output = result or (-1, 0)
    return Cost(seconds, memory, code, output)


def text_of(name: str) -> str:
    """Return the report that is the worst of a kind."""
    return HEAD + BODIES[name](LARGEST[name] * 1024)


def main() -> None:
    """Print the cost of a build without any of the reports, then with each; in a process that does nothing else."""
    import pelican  # noqa: F401 # once, before the forks

    print(json.dumps([build_cost(None), *(build_cost(text_of(name)) for name in LARGEST)]))


@pytest.fixture(scope="module")
def costs() -> dict[str, Cost]:
    """Return what each report costs, and under "" what the site does without."""
    command = [sys.executable, "-m", "tests.commands.test_build_performance"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return {name: Cost(*cost) for name, cost in zip(["", *LARGEST], found, strict=True)}


@pytest.mark.parametrize("name", LARGEST)
def test_the_worst_report_of_a_kind(name: str, costs: dict[str, Cost]) -> None:
    """From file to site it takes seconds, not minutes; and little memory; and its output is a bounded multiple."""
    without, cost = costs[""], costs[name]
    assert cost.code == 0, "it is refused, and so proves nothing"
    assert cost.seconds - without.seconds <= (PROSE_SECONDS if name == "prose" else SECONDS)
    assert cost.memory <= MEMORY
    assert cost.output - without.output <= OUTPUT * len(text_of(name).encode())


if __name__ == "__main__":
    main()
