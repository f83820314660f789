"""What a build costs with the worst report of its kind, and how much it writes for it."""

import contextlib
import io
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.performance.bodies import BODIES
from tests.performance.measure import Cost, Server, measure

SMALL = Path(__file__).resolve().parents[1] / "sites/valid/small"
REPORT = "reports/2020/2020-01-02-costly.md"
FRONT_MATTER = "---\ntitle: Costly\ndate: 2020-01-02\nregion: northland\nsummary: Words.\n---\n"
TIME, PROSE_TIME, MEMORY, EXPANSION = 800, 100, 200, 50
"""What a report may add to a build: units of reference work (0.01 s), units for prose; MiB in all; output per byte."""
LARGEST = {
    "prose": 500,
    "headings": 60,
    "headings, numbered": 128,
    "lists, deep": 32,
    "tables": 32,
    "a table of many rows": 60,
    "addresses": 500,
    "email addresses": 200,
    "external links": 128,
    "emphasis in words": 128,
    "emphasis, doubly nested": 128,
    "quotes, as stairs": 250,
    "quotes that go on": 60,
    "footnotes": 60,
}
"""Kinds of bodies that are accepted, and about how many KiB of them."""


def costs(name: str) -> list[Cost]:
    """Return what it costs to build a small site with the worst report of a kind, or with none for an empty name.

    `result` is the exit code and the bytes of the site.
    """
    from plugins.commands import build

    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        content = Path(shutil.copytree(SMALL, folder / "content"))
        if name:
            (content / REPORT).write_text(report_text(name), "utf-8")

        def work() -> list[int]:
            build.CACHE_ROOT = folder / "cache"
            with contextlib.redirect_stdout(io.StringIO()):
                code = build.build(build.make_options(content, folder / "output", "", search=False))
            return [code, sum(file.stat().st_size for file in (folder / "output").rglob("*") if file.is_file())]

        return [measure(work)]


def report_text(name: str) -> str:
    """Return the worst report of a kind."""
    return FRONT_MATTER + BODIES[name](LARGEST[name] * 1024)


@cache
def small_site(server: Server) -> Cost:
    """Return what the site costs without the report."""
    return server.costs("test_builds", "")[0]


@pytest.mark.parametrize("name", LARGEST)
def test_the_worst_report_of_a_kind_has_a_bounded_cost(name: str, server: Server) -> None:
    """From file to site it takes bounded time and memory, and its output is a bounded multiple of its size."""
    without = small_site(server)
    (cost,) = server.costs("test_builds", name)
    code, output = cost.result
    assert code == 0, "the report is refused, which proves nothing"
    assert cost.time - without.time <= (PROSE_TIME if name == "prose" else TIME)
    assert cost.memory <= MEMORY
    assert output - without.result[1] <= EXPANSION * len(report_text(name).encode())
