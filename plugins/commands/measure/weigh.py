"""The `weigh` command: the weight of pages of the example archive, compared with their limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.archive import urls as paths
from plugins.commands import browser
from plugins.commands.build import build_site, make_options, report_errors
from plugins.commands.environment import ROOT
from plugins.commands.local_server import serve_folder
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.page_weight import WIDTHS, PageWeight, measure_page
from plugins.engine.temporary_folder import temporary_folder

MAX_SCRIPT_BYTES = 14_500
"""Compressed bytes of the theme's scripts on any page. The search page has most: it folds words as the index does."""
MAX_TEXT_BYTES, MAX_FONT_BYTES = 40_000, 60_000
"""Compressed bytes of a report page: HTML, CSS and JavaScript together; fonts."""
MAX_STYLE_SHEETS, MAX_REQUESTS = 1, 5
"""Numbers of files of a report page."""
REPORT_PAGES = ("report", "digest")
OTHER_PAGES = ("home", "reports", "region", "actor", "timeline", "month", "search", "found", "contribute")
MEASURED_PAGES = (*REPORT_PAGES, *OTHER_PAGES)
"""Names in EXAMPLE_PAGES."""


@report_errors
def run(*, output: Path | None) -> int:
    """Print the weight of pages and return 1 if one exceeds its limits.

    Builds the example archive, or measures the site in `output`, of which pages that do not exist are skipped.
    """
    if output is not None:
        return _report(output)
    with temporary_folder("weigh") as workspace:
        site = workspace / "site"
        build_site(make_options(ROOT / "content", site, ""))
        return _report(site)


def _report(site: Path) -> int:
    """Print a table of all pages, then the exceeded limits; return the exit code."""
    print(f"{'bytes, compressed':18}{'px':>5}{'html':>8}{'css':>8}{'js':>8}{'fonts':>8}{'files':>7}{'shift':>8}")
    exceeded: list[str] = []
    for name, width, weight in measure_pages(site):
        sizes = "".join(f"{weight.bytes.get(suffix, 0):8,}" for suffix in (".html", ".css", ".js", ".woff2"))
        print(f"{name:18}{width:5}{sizes}{weight.requests:7}{weight.layout_shift:8.3f}", flush=True)
        limits = exceeded_limits(weight, report=name in REPORT_PAGES)
        exceeded += [f"{name} at {width} px: {message}" for message in limits]
    print(*exceeded, sep="\n", end="\n" if exceeded else "")
    return 1 if exceeded else 0


def measure_pages(site: Path) -> Iterator[tuple[str, int, PageWeight]]:
    """Yield the name, width in pixels, and weight of each of MEASURED_PAGES that the site has."""
    with serve_folder(site) as server, browser.launch() as chromium:
        for name in MEASURED_PAGES:
            if (site / paths.output_file(EXAMPLE_PAGES[name].partition("?")[0])).is_file():
                for width in WIDTHS:
                    yield name, width, measure_page(chromium, server, EXAMPLE_PAGES[name], width)


def exceeded_limits(weight: PageWeight, *, report: bool) -> Iterator[str]:
    """Yield a message for each exceeded limit; those of text, fonts and numbers of files apply to report pages only."""
    if weight.foreign_urls:
        yield f"requests to other origins: {', '.join(weight.foreign_urls)}"
    if weight.layout_shift:
        yield f"layout shift of {weight.layout_shift}"
    counts = [("bytes of scripts", weight.script_bytes, MAX_SCRIPT_BYTES)]
    if report:
        counts += [
            ("bytes of HTML, CSS and JavaScript", weight.text_bytes, MAX_TEXT_BYTES),
            ("bytes of fonts", weight.bytes.get(".woff2", 0), MAX_FONT_BYTES),
            ("style sheets", weight.files.get(".css", 0), MAX_STYLE_SHEETS),
            ("requests", weight.requests, MAX_REQUESTS),
        ]
    yield from (f"{count:,} {noun}, more than {limit:,}" for noun, count, limit in counts if count > limit)
