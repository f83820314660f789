"""The verbs that judge and measure what is published: validate, lighthouse, weigh, screenshots, bench-search."""

from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.task_options import exit_with


@task
def validate(_: Context) -> None:
    """Let the Nu Html Checker judge every page, style sheet and SVG of the example and the fixture sites."""
    from plugins.commands.measure.validate import run

    exit_with(run())


@task(help={"runs": "How often each page is judged; the median counts (default: 1)."})
def lighthouse(_: Context, runs: int = 1) -> None:
    """Let Lighthouse give its four marks to pages of the example archive, as on a phone."""
    from plugins.commands.measure.lighthouse import run

    exit_with(run(runs=runs))


@task(help={"output": "A built site to weigh in the place of the example archive."})
def weigh(_: Context, output: str = "") -> None:
    """Measure what pages cost their readers, and hold it against what they may cost."""
    from plugins.commands.measure.weigh import run

    exit_with(run(output=Path(output) if output else None))


@task(
    positional=[],
    iterable=["only", "width", "colours"],
    help={
        "to": "Folder for the pictures.",
        "only": "A page by its name, such as home, report or region; may be repeated (default: all).",
        "width": "Pixels; may be repeated (default: 360 and 1280).",
        "colours": "light or dark; may be repeated (default: both).",
        "first": "The first screen only, and nothing printed.",
    },
)
def screenshots(
    _: Context, to: str, only: list[str], width: list[str], colours: list[str], first: bool = False
) -> None:
    """Take pictures of every kind of page, on a phone and a desk, light and dark, and print each, to look at them."""
    from plugins.commands.measure.page_weight import WIDTHS
    from plugins.commands.measure.screenshots import COLOURS, Selection, run

    look = Selection(only, tuple(map(int, width)) or WIDTHS, colours or COLOURS, first)
    exit_with(run(to=Path(to), look=look))


@task(
    name="bench-search",
    help={
        "reports": "How many reports the made-up archive has (default: 10000).",
        "output": "A built site of such an archive, to ask in the place of a new one.",
    },
)
def bench_search(_: Context, reports: int = 10000, output: str = "") -> None:
    """Measure how soon search answers on a large made-up archive, and what that costs; an index takes 4 GiB."""
    from plugins.commands.measure.bench_search import run

    exit_with(run(reports=reports, output=Path(output) if output else None))
