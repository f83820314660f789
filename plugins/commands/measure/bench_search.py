"""The `bench-search` command: latency and transfer size of search on a large generated archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.formats import write_all
from benchmarks.search_latency import SearchTiming, measure_search
from plugins.commands import browser
from plugins.commands.build import build_site, make_options, report_errors
from plugins.commands.local_server import serve_folder
from plugins.engine.temporary_folder import temporary_folder

MAX_MILLISECONDS = 300
"""From the last key to the first hit."""
MAX_TYPED_BYTES, MAX_CHOICE_BYTES = 500_000, 300_000
"""Transferred bytes for the first words, and for a filter without words."""
WORD = "checkpoints"
"""The first word to search for, which most of the generated reports contain; the second is the name of a town."""


@report_errors
def run(*, reports: int, output: Path | None) -> int:
    """Measure a new archive with this number of reports, or the site in `output`, and print a table.

    Return 1 if a search exceeds a limit.
    """
    if output is not None:
        return _measure(output)
    with temporary_folder("bench-search") as workspace:
        write_all(Corpus(reports), workspace, ("sitrep",))
        build_site(make_options(workspace / "sitrep", workspace / "site", ""))
        return _measure(workspace / "site")


def _measure(site: Path) -> int:
    country, _, town, *_ = Corpus(1).regions
    with serve_folder(site) as server, browser.launch() as chrome:
        print(f"{'search':34}{'ms':>7}{'bytes':>10}{'of the page':>13}{'files':>7}")
        timings = list(_print_timings(measure_search(chrome, server, (WORD, town.name), country.id)))
    exceeded = [line for timing in timings for line in violations(timing)]
    print(*exceeded, sep="\n", end="\n" if exceeded else "")
    return 1 if exceeded else 0


def _print_timings(timings: Iterable[SearchTiming]) -> Iterable[SearchTiming]:
    for timing in timings:
        sizes = f"{timing.bytes:10,}{timing.page_bytes:13,}{timing.requests:7}"
        print(f"{timing.label:34}{timing.milliseconds:7.0f}{sizes}", flush=True)
        yield timing


def violations(timing: SearchTiming) -> Iterable[str]:
    """Describe each exceeded limit; the HTML, style sheet and fonts of the page do not count."""
    limit = MAX_TYPED_BYTES if timing.typed else MAX_CHOICE_BYTES
    size = timing.bytes - timing.page_bytes
    if timing.first and size > limit:
        yield f"{timing.label}: {size:,} bytes, more than {limit:,}"
    if timing.typed and timing.milliseconds > MAX_MILLISECONDS:
        yield f"{timing.label}: {timing.milliseconds:.0f} ms, more than {MAX_MILLISECONDS}"
