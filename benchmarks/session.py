"""The session: one run of the benchmark, in which the tools take turns over the same reports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.formats import SITEURL, write_all
from benchmarks.measure import Measurement, measure
from benchmarks.shown import seconds_to_view
from benchmarks.tools import (
    Command,
    OutputSize,
    build_flags,
    check_output,
    hugo_build,
    our_build,
    our_server,
    output_size,
    pagefind,
    pelican_build,
)
from plugins.commands.build import CACHE_ROOT
from plugins.engine.cache.build_state import cache_dir_of

WARMING = 20
"""Reports of the small build by which each tool's program comes into the system's cache before anything is timed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One measured command: which tool did what in which round, what it took and what it left."""

    tool: str
    scenario: str
    round: int
    took: Measurement
    left: OutputSize


class Session:
    """Runs the tools over one corpus in the empty folder `room`, which the caller removes.

    Without `search` no index is made.
    """

    def __init__(self, reports: int, room: Path, tools: Sequence[str], search: bool = True) -> None:
        self.room = room
        self.search = search
        self.tools = tuple(tools)
        self.uncached = ["--no-cache"] if "--[no-]cache" in build_flags() else []
        self.corpus = Corpus(reports)
        self.codes = {report.stem: report.code for report in self.corpus.reports()}
        self.sites = room / "sites"

    def runs(self, rounds: int) -> Iterator[Run]:
        """Measure everything `rounds` times, the tools in another order each time."""
        self._warm()
        write_all(self.corpus, self.sites, self.tools)
        for number in range(rounds):
            turn = number % len(self.tools)
            for tool in (*self.tools[turn:], *self.tools[:turn]):
                yield self._full(tool, number)
            if "ours" in self.tools:
                if self.search:
                    yield from self._search(number)
                yield from self._again(number)

    def _warm(self) -> None:
        small = self.room / "warming"
        write_all(Corpus(WARMING), small, self.tools)
        for tool in self.tools:
            measure_command(self._command(tool, small, small / f"{tool}-output"), self.room / "log")
        shutil.rmtree(small)

    def _command(self, tool: str, sites: Path, output: Path) -> Command:
        if tool == "ours":
            return our_build(sites / "ours", output, "--no-search", *self.uncached)
        return (hugo_build if tool == "hugo" else pelican_build)(sites / tool, output)

    def _full(self, tool: str, number: int) -> Run:
        """Measure a build of everything into a folder that is not there, without any cache."""
        output = self.room / f"{tool}-output"
        run = self._run(tool, "full", number, self._command(tool, self.sites, output), output)
        shutil.rmtree(output)
        shutil.rmtree(self.room / "hugo-cache", ignore_errors=True)
        return run

    def _search(self, number: int) -> Iterator[Run]:
        """Measure our build with the search index, then the bare indexer over the same documents."""
        output = self.room / "ours-searched"
        command = our_build(self.sites / "ours", output, *self.uncached)
        yield self._run("ours", "search", number, command, output)
        shutil.rmtree(output)
        yield self._pagefind(number)

    def _pagefind(self, number: int) -> Run:
        from plugins.engine.search.index import EXCLUDED_SELECTORS

        documents, index = self.room / "documents", self.room / "index"
        if not documents.exists():
            write_documents(self.sites / "ours", documents)
        took: list[Measurement] = []
        for bundle in sorted(path.name for path in documents.iterdir()):
            command = pagefind(documents / bundle, index / bundle, "en", EXCLUDED_SELECTORS)
            took.append(measure_command(command, self.room / "log"))
        left = output_size(index)
        shutil.rmtree(index)
        return Run("pagefind", "alone", number, one_after_another(took), left)

    def _again(self, number: int) -> Iterator[Run]:
        """Measure our builds in an output that is there: the first one fills the cache, the others find it."""
        # Under names that no build has seen: whatever a cache goes by, it is empty at first.
        content, output = self.room / f"again-{number}", self.room / f"again-{number}-output"
        shutil.copytree(self.sites / "ours", content)
        command = our_build(content, output, "--no-search")
        yield self._run("ours", "first", number, command, output)
        yield self._run("ours", "nothing", number, command, output)
        stem = list(self.codes)[len(self.codes) // 2]
        sentence = f"This sentence was added in round {number}."
        with (content / "reports" / stem[:4] / f"{stem}.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{sentence}\n")
        yield self._run("ours", "edited", number, command, output)
        check_output(output, {stem: sentence})
        if self.search:  # for a server makes the index, too
            yield self._shown(number, content, content / "reports" / stem[:4] / f"{stem}.md")
        shutil.rmtree(cache_dir_of(CACHE_ROOT, content, output), ignore_errors=True)
        shutil.rmtree(content)
        shutil.rmtree(output)

    def _shown(self, number: int, content: Path, report: Path) -> Run:
        """Measure how soon a saved report is shown by our server."""
        output = self.room / f"served-{number}"
        took = seconds_to_view(our_server(content, output), report, output)
        left = output_size(output)
        shutil.rmtree(output)
        shutil.rmtree(cache_dir_of(CACHE_ROOT, content, output), ignore_errors=True)
        return Run("ours", "shown", number, Measurement(took, 0, 0, 0, 0, 0), left)

    def _run(self, tool: str, scenario: str, number: int, command: Command, output: Path) -> Run:
        took = measure_command(command, self.room / "log")
        check_output(output, self.codes)
        return Run(tool, scenario, number, took, output_size(output))


def measure_command(command: Command, log: Path) -> Measurement:
    """Measure a command after all that others wrote has reached the disk, so that nobody waits for another's bytes."""
    os.sync()
    return measure(command.words, log, command.cwd, command.env)


def one_after_another(parts: Sequence[Measurement]) -> Measurement:
    """Return what several commands took that ran one after another."""
    return Measurement(
        wall=sum(part.wall for part in parts),
        cpu=sum(part.cpu for part in parts),
        memory=max(part.memory for part in parts),
        processes=max(part.processes for part in parts),
        readings=sum(part.readings for part in parts),
        longest_gap=max(part.longest_gap for part in parts),
    )


def write_documents(content: Path, folder: Path) -> None:
    """Write the search documents of an archive, each bundle in a folder of its own."""
    from plugins.archive.archive import load_archive
    from plugins.archive.urls import Urls
    from plugins.engine.search.step import write_planned_documents
    from plugins.pages.context import PageContext
    from plugins.pages.search.documents import search_documents

    archive = load_archive(content, Urls(SITEURL))
    plans = search_documents(PageContext(archive))
    write_planned_documents(list(plans), folder)
