"""A benchmark session: the tools build the same reports in turn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.corpus import Corpus
from benchmarks.formats import SITEURL, write_all
from benchmarks.measure import Measurement, measure
from benchmarks.save_to_view import seconds_to_view
from benchmarks.tools import (
    Command,
    OutputSize,
    build_help,
    check_output,
    hugo_build,
    output_size,
    pagefind,
    pelican_build,
    sitrep_build,
    sitrep_server,
)
from plugins.archive.urls import SearchIndex
from plugins.engine.cache.build_state import cache_dir_of

WARM_UP_REPORTS = 20
"""Reports of a first build, not measured, that loads each tool's files into the system's cache."""


@dataclass(frozen=True, slots=True)
class Run:
    """One measured command: its tool, scenario and round, its measurement and the size of its output."""

    tool: str
    scenario: str
    round: int
    measurement: Measurement
    output: OutputSize


class Session:
    """Runs the tools on one corpus in the empty folder `workspace`, which the caller removes.

    `cache_root` is the folder of Sitrep's caches. Without `search`, no search index is built.
    """

    def __init__(
        self, reports: int, workspace: Path, cache_root: Path, tools: Sequence[str], search: bool = True
    ) -> None:
        self.workspace = workspace
        self.cache_root = cache_root
        self.search = search
        self.tools = tuple(tools)
        self.no_cache = ["--no-cache"] if "--[no-]cache" in build_help() else []
        self.corpus = Corpus(reports)
        self.codes = {report.stem: report.code for report in self.corpus.reports()}
        self.sites = workspace / "sites"

    def runs(self, rounds: int) -> Iterator[Run]:
        """Measure all scenarios `rounds` times; the order of the tools rotates."""
        self._warm_up()
        write_all(self.corpus, self.sites, self.tools)
        for number in range(rounds):
            first = number % len(self.tools)
            for tool in (*self.tools[first:], *self.tools[:first]):
                yield self._full(tool, number)
            if "sitrep" in self.tools:
                if self.search:
                    yield from self._search(number)
                yield from self._incremental(number)

    def _warm_up(self) -> None:
        small = self.workspace / "warm-up"
        write_all(Corpus(WARM_UP_REPORTS), small, self.tools)
        for tool in self.tools:
            measure_command(self._command(tool, small, small / f"{tool}-output"), self.workspace / "log")
        shutil.rmtree(small)

    def _command(self, tool: str, sites: Path, output: Path) -> Command:
        if tool == "sitrep":
            return sitrep_build(sites / "sitrep", output, "--no-search", *self.no_cache)
        return (hugo_build if tool == "hugo" else pelican_build)(sites / tool, output)

    def _full(self, tool: str, number: int) -> Run:
        """Measure a build of everything into a new folder, without any cache."""
        output = self.workspace / f"{tool}-output"
        run = self._run(tool, "full", number, self._command(tool, self.sites, output), output)
        shutil.rmtree(output)
        shutil.rmtree(self.workspace / "hugo-cache", ignore_errors=True)
        return run

    def _search(self, number: int) -> Iterator[Run]:
        """Measure Sitrep's build with the search index, then the indexer alone on the same documents."""
        output = self.workspace / "search-output"
        command = sitrep_build(self.sites / "sitrep", output, *self.no_cache)
        yield self._run("sitrep", "search", number, command, output)
        shutil.rmtree(output)
        yield self._pagefind(number)

    def _pagefind(self, number: int) -> Run:
        documents, index = self.workspace / "documents", self.workspace / "index"
        if not documents.exists():
            write_documents(self.sites / "sitrep", documents)
        measurements: list[Measurement] = []
        for name in sorted(get_args(SearchIndex)):
            command = pagefind(documents / name, index / name, "en")
            measurements.append(measure_command(command, self.workspace / "log"))
        size = output_size(index)
        shutil.rmtree(index)
        return Run("pagefind", "alone", number, combine(measurements), size)

    def _incremental(self, number: int) -> Iterator[Run]:
        """Measure Sitrep's builds into the same folder: the first fills the cache, the others use it."""
        # The names are new in each round, so that no build finds the cache of another round.
        content, output = self.workspace / f"content-{number}", self.workspace / f"output-{number}"
        shutil.copytree(self.sites / "sitrep", content)
        command = sitrep_build(content, output, "--no-search")
        yield self._run("sitrep", "first", number, command, output)
        yield self._run("sitrep", "unchanged", number, command, output)
        stem = list(self.codes)[len(self.codes) // 2]
        report = content / "reports" / stem[:4] / f"{stem}.md"
        sentence = f"This sentence was added in round {number}."
        with report.open("a", encoding="utf-8") as file:
            file.write(f"\n{sentence}\n")
        yield self._run("sitrep", "edited", number, command, output)
        check_output(output, {stem: sentence})
        if self.search:  # the server also builds the search index
            yield self._save_to_view(number, content, report)
        shutil.rmtree(cache_dir_of(self.cache_root, content, output), ignore_errors=True)
        shutil.rmtree(content)
        shutil.rmtree(output)

    def _save_to_view(self, number: int, content: Path, report: Path) -> Run:
        """Measure the time until Sitrep's server shows a saved report."""
        output = self.workspace / f"served-{number}"
        seconds = seconds_to_view(sitrep_server(content, output), report, output)
        size = output_size(output)
        shutil.rmtree(output)
        shutil.rmtree(cache_dir_of(self.cache_root, content, output), ignore_errors=True)
        return Run("sitrep", "view", number, Measurement(seconds, 0, 0, 0, 0, 0), size)

    def _run(self, tool: str, scenario: str, number: int, command: Command, output: Path) -> Run:
        measurement = measure_command(command, self.workspace / "log")
        check_output(output, self.codes)
        return Run(tool, scenario, number, measurement, output_size(output))


def measure_command(command: Command, log: Path) -> Measurement:
    """Measure a command after earlier writes have reached the disk, so that it does not wait for them."""
    os.sync()
    return measure(command.words, log, command.cwd, command.env)


def combine(parts: Sequence[Measurement]) -> Measurement:
    """Return the measurement of several commands that ran one after the other."""
    return Measurement(
        wall=sum(part.wall for part in parts),
        cpu=sum(part.cpu for part in parts),
        memory=max(part.memory for part in parts),
        processes=max(part.processes for part in parts),
        readings=sum(part.readings for part in parts),
        longest_gap=max(part.longest_gap for part in parts),
    )


def write_documents(content: Path, folder: Path) -> None:
    """Write the search documents of an archive, those of each index into a folder of its own."""
    from plugins.archive.archive import load_archive
    from plugins.archive.urls import Urls
    from plugins.engine.search.step import write_planned_documents
    from plugins.pages.context import PageContext
    from plugins.pages.search.documents import search_documents

    archive = load_archive(content, Urls(SITEURL))
    plans = search_documents(PageContext(archive))
    write_planned_documents(list(plans), folder)
