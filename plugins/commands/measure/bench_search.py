"""The bench-search command: how soon and at what cost search answers on a large made-up archive."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.asked import SearchTiming, measure_search
from benchmarks.corpus import Corpus
from benchmarks.formats import write_all
from plugins.commands import browser
from plugins.commands.build import build_site, make_options
from plugins.commands.measure.static_server import serve_folder

MAX_MILLISECONDS, MAX_TYPED_BYTES, MAX_CHOICE_BYTES = 300, 500_000, 300_000
"""Milliseconds to the first hit after a key; bytes, as sent, for the first words, and for a choice without words."""
WORD = "checkpoints"
"""What is typed first, a word that most of the made-up reports hold; then comes the name of a town."""


def run(*, reports: int, output: Path | None) -> int:
    """Ask an archive of so many made-up reports, built anew, or one of them that stands in `output`; print a table.

    Return 1 if an answer comes late or takes more bytes than it may.
    """
    try:
        if output is not None:
            return _told(output)
        with tempfile.TemporaryDirectory(prefix="sitrep-asked-") as name:
            room = Path(name).resolve()
            write_all(Corpus(reports), room, ("ours",))
            build_site(make_options(room / "ours", room / "site", ""))
            return _told(room / "site")
    except browser.BrowserMissingError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1


def _told(site: Path) -> int:
    country, _, town, *_ = Corpus(1).regions
    with serve_folder(site) as host, browser.launch() as chrome:
        print(f"{'asked for':34}{'ms':>7}{'bytes':>10}{'of the page':>13}{'files':>7}")
        answers = list(_printed(measure_search(chrome, host, (WORD, town.name), country.id)))
    over = [words for answer in answers for words in violations(answer)]
    print(*over, sep="\n", end="\n" if over else "")
    return 1 if over else 0


def _printed(answers: Iterable[SearchTiming]) -> Iterable[SearchTiming]:
    for answer in answers:
        sizes = f"{answer.bytes:10,}{answer.page_bytes:13,}{answer.requests:7}"
        print(f"{answer.question:34}{answer.milliseconds:7.0f}{sizes}", flush=True)
        yield answer


def violations(answer: SearchTiming) -> Iterable[str]:
    """Say in words what is more than it may be: the page itself, its style and its fonts are no part of an answer."""
    most = MAX_TYPED_BYTES if answer.typed else MAX_CHOICE_BYTES
    taken = answer.bytes - answer.page_bytes
    if answer.first and taken > most:
        yield f"{answer.question}: {taken:,} bytes, more than {most:,}"
    if answer.typed and answer.milliseconds > MAX_MILLISECONDS:
        yield f"{answer.question}: {answer.milliseconds:.0f} ms, more than {MAX_MILLISECONDS}"
