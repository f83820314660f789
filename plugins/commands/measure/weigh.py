"""The weigh command: what pages of the example archive cost their readers, held against what they may cost."""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.archive import urls as paths
from plugins.archive.problems import ArchiveError
from plugins.commands import browser
from plugins.commands.build import ROOT, build_site, make_options
from plugins.commands.local_server import GZIP_LEVEL, serve_folder
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.page_weight import WIDTHS, PageWeight, measure_page

MAX_TEXT_BYTES, MAX_FONT_BYTES, MAX_SCRIPT_BYTES = 40_000, 60_000, 15_000
"""Bytes, compressed: of HTML, CSS and JavaScript of a report page; of its fonts; of all JavaScript that is ours."""
MAX_STYLE_SHEETS, MAX_REQUESTS = 1, 5
REPORT_PAGES = ("report", "digest")
MEASURED_PAGES = (*REPORT_PAGES, "home", "reports", "region", "actor", "timeline", "month", "search", "found")
"""The pages that are weighed, by name; those of reports have bounds for all they weigh."""


def run(*, output: Path | None) -> int:
    """Weigh pages of the example archive, published anew, or of a site that stands in `output`, and print a table.

    Return 1 if something weighs more than it may. Of another archive only the pages that every archive has are weighed.
    """
    try:
        if output is not None:
            return _told(output)
        with tempfile.TemporaryDirectory(prefix="sitrep-weigh-") as room:
            site = Path(room).resolve() / "site"
            build_site(make_options(ROOT / "content", site, ""))
            return _told(site)
    except (ArchiveError, browser.BrowserMissingError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1


def _told(site: Path) -> int:
    """Print each page's weight and every excess; return the exit code."""
    print(f"{'bytes, compressed':18}{'px':>5}{'html':>8}{'css':>8}{'js':>8}{'fonts':>8}{'files':>7}{'shift':>8}")
    over: list[str] = []
    for name, width, weight in measure_pages(site):
        sizes = "".join(f"{weight.bytes.get(ending, 0):8,}" for ending in (".html", ".css", ".js", ".woff2"))
        print(f"{name:18}{width:5}{sizes}{weight.requests:7}{weight.layout_shift:8.3f}", flush=True)
        over += [f"{name} at {width} px: {words}" for words in exceeded_limits(weight, report=name in REPORT_PAGES)]
    ours = total_script_bytes(site)
    print(f"JavaScript of ours in all: {ours:,} bytes of {MAX_SCRIPT_BYTES:,}")
    over += [f"{ours:,} bytes of JavaScript, more than {MAX_SCRIPT_BYTES:,}"] if ours > MAX_SCRIPT_BYTES else []
    print(*over, sep="\n", end="\n" if over else "")
    return 1 if over else 0


def measure_pages(site: Path) -> Iterator[tuple[str, int, PageWeight]]:
    """Weigh each page of WEIGHED that a site has at each width: its name, the width in pixels, the weight."""
    with serve_folder(site) as host, browser.launch() as chrome:
        for name in MEASURED_PAGES:
            if (site / paths.output_file(EXAMPLE_PAGES[name].partition("?")[0])).is_file():
                yield from ((name, width, measure_page(chrome, host, EXAMPLE_PAGES[name], width)) for width in WIDTHS)


def exceeded_limits(weight: PageWeight, *, report: bool) -> Iterator[str]:
    """Say in words what is more than it may be: on every page the jumps and addresses of others, on a report's all."""
    if weight.foreign_urls:
        yield f"asks elsewhere: {', '.join(weight.foreign_urls)}"
    if weight.layout_shift:
        yield f"moves by {weight.layout_shift} while it loads"
    counted = [
        ("bytes of HTML, CSS and JavaScript", weight.text_bytes, MAX_TEXT_BYTES),
        ("bytes of fonts", weight.bytes.get(".woff2", 0), MAX_FONT_BYTES),
        ("style sheets", weight.files.get(".css", 0), MAX_STYLE_SHEETS),
        ("requests", weight.requests, MAX_REQUESTS),
    ]
    yield from (f"{count:,} {what}, more than {most:,}" for what, count, most in counted if report and count > most)


def total_script_bytes(site: Path) -> int:
    """Return the bytes of all scripts of ours, each compressed as it is sent."""
    files = (site / paths.STATIC).rglob("*.js")
    return sum(len(gzip.compress(file.read_bytes(), GZIP_LEVEL, mtime=0)) for file in files)
