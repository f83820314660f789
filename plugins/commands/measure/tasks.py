"""Invoke tasks that validate, measure and show built sites."""

from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.task_options import exit_with, whole_number


@task
def validate(_: Context) -> None:
    """Check all pages, style sheets and SVGs of the example and the fixture sites with the Nu Html Checker."""
    from plugins.commands.measure.validate import run

    exit_with(run())


@task(help={"runs": "Number of runs for each page; the median counts (default: 1)."})
def lighthouse(_: Context, runs: str = "1") -> None:
    """Test pages of the example archive with Lighthouse, on an emulated phone."""
    from plugins.commands.measure.lighthouse import run

    exit_with(run(runs=whole_number("--runs", runs, 1, 100)))


@task(help={"output": "A built site to measure instead of the example archive."})
def weigh(_: Context, output: str = "") -> None:
    """Measure the size and requests of pages, and check their limits."""
    from plugins.commands.measure.weigh import run

    exit_with(run(output=Path(output) if output else None))


@task(
    positional=[],
    iterable=["only", "width", "colours"],
    help={
        "to": "Folder for the images.",
        "only": "Name of a page, such as home, report or region; may be repeated (default: all).",
        "width": "Width in pixels; may be repeated (default: 360 and 1280).",
        "colours": "light or dark; may be repeated (default: both).",
        "first": "Only the first screen of each page, and no PDFs.",
    },
)
def screenshots(
    _: Context, to: str, only: list[str], width: list[str], colours: list[str], first: bool = False
) -> None:
    """Take screenshots of every kind of page, in several widths and colour schemes, and print each to PDF."""
    from plugins.commands.measure.page_weight import WIDTHS
    from plugins.commands.measure.screenshots import COLOURS, Selection, run

    widths = tuple(whole_number("--width", value, 100, 10_000) for value in width)
    selection = Selection(only, widths or WIDTHS, colours or COLOURS, first)
    exit_with(run(to=Path(to), selection=selection))


@task(
    name="bench-search",
    help={
        "reports": "Number of generated reports (default: 10000).",
        "output": "A built site of such an archive, to measure instead of a new one.",
    },
)
def bench_search(_: Context, reports: str = "10000", output: str = "") -> None:
    """Measure the latency and transfer size of search on a large generated archive; indexing takes 4 GiB of memory."""
    from plugins.commands.measure.bench_search import run

    size = whole_number("--reports", reports, 1, 1_000_000)
    exit_with(run(reports=size, output=Path(output) if output else None))
