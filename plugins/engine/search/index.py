"""The search index: Pagefind run over the search documents, checked, and the table that goes with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from plugins.archive import urls as paths
from plugins.engine.search.pagefind_files import PagefindFormatError, fragment_files, fragment_names
from plugins.engine.workers import map_batches
from plugins.pages.outputs import SearchDocument, SearchRow
from plugins.pages.search.table import search_table

ENTRY = "pagefind-entry.json"
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "playground")
"""Pagefind's own interfaces; the search page has its own, which never prints content as HTML."""
EXCLUDED_SELECTORS = ".footnote-ref, .footnote-backref"
"""Parts of a body that are signs, not words."""
MAX_NAMED = 3
"""Documents that the message names when there are too many or too few."""


class SearchIndexError(Exception):
    """Pagefind did not index what it was given; the message says what is different."""


class Language(msgspec.Struct):
    """What the entry file says of one language: how many pages, and which WebAssembly (none: the plain one)."""

    page_count: int
    wasm: str | None = None


class Entry(msgspec.Struct):
    """The file by which Pagefind finds the rest of its index."""

    languages: dict[str, Language]


@dataclass(slots=True)
class WrittenDocuments:
    """Documents written for indexing: their rows, by bundle."""

    rows: dict[str, list[SearchRow]] = field(default_factory=dict)

    def merge(self, other: WrittenDocuments) -> None:
        """Add what a worker wrote."""
        for bundle, rows in other.rows.items():
            self.rows.setdefault(bundle, []).extend(rows)


def write_documents(documents: Iterable[SearchDocument], workdir: Path) -> WrittenDocuments:
    """Write documents to `workdir`, where Pagefind reads them, and keep their rows; may run in a worker."""
    tally = WrittenDocuments()
    for document in documents:
        if document.bundle not in tally.rows:
            (workdir / document.bundle).mkdir(parents=True, exist_ok=True)
        with open(f"{workdir}/{document.bundle}/{document.path}", "wb") as file:
            file.write(document.data)
        tally.rows.setdefault(document.bundle, []).append(document.row)
    return tally


def build_index(tally: WrittenDocuments, workdir: Path, target: Path, lang: str, jobs: int = 1) -> dict[str, int]:
    """Index what was written to `workdir` below `target`, each bundle by itself; return how many documents each holds.

    The documents are removed.

    Up to `jobs` bundles are indexed at a time, for Pagefind alone leaves a processor idle for half of its time.
    A bundle without documents has no index. Raises SearchIndexError when Pagefind fails, or holds other documents than
    it was given.
    """

    def bring(bundle: str) -> None:
        _index(workdir / bundle, target / bundle, lang)
        shutil.rmtree(workdir / bundle)  # while another is indexed, else there would be nothing to do but this

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(bring, sorted(tally.rows)))  # each error is raised here
    for bundle, rows in sorted(tally.rows.items()):
        _add_table(bundle, rows, target / bundle, jobs)
    return {bundle: len(rows) for bundle, rows in tally.rows.items()}


def _add_table(bundle: str, rows: list[SearchRow], folder: Path, jobs: int) -> None:
    """Write the search table beside an index; raises SearchIndexError unless that holds exactly what `rows` tell of."""
    names: dict[str, str] = {}
    try:
        for found in map_batches(fragment_files(folder), fragment_names, jobs):
            names |= found
    except PagefindFormatError as error:
        raise SearchIndexError(f"Pagefind wrote what can't be read: {error}") from error
    given = {row.path for row in rows}
    indexed = sum(language.page_count for language in _entry(folder).languages.values())
    if indexed != len(rows) or names.keys() != given:
        strange = ", ".join(sorted(names.keys() ^ given)[:MAX_NAMED])
        raise SearchIndexError(f"the search index '{bundle}' has {indexed} documents of {len(rows)}: {strange}")
    (folder / paths.SEARCH_TABLE).write_bytes(search_table(rows, names))


def _index(site: Path, bundle: Path, lang: str) -> None:
    """Run Pagefind over `site`; its Python interface waits a tenth of a second for every call, the command does not."""
    paths = ["--site", str(site), "--output-path", str(bundle)]
    # Pagefind knows languages by their first part; those it has no word stems for, it indexes plainly.
    options = ["--force-language", lang.partition("-")[0].lower(), "--exclude-selectors", EXCLUDED_SELECTORS, "--quiet"]
    command = [sys.executable, "-m", "pagefind_bin", *paths, *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode or not (bundle / ENTRY).is_file():
        raise SearchIndexError(f"Pagefind failed (exit code {done.returncode}):\n{done.stdout}{done.stderr}".rstrip())
    _clear(bundle)


def _entry(bundle: Path) -> Entry:
    try:
        return msgspec.json.decode((bundle / ENTRY).read_bytes(), type=Entry)
    except msgspec.DecodeError as error:
        raise SearchIndexError(f"Pagefind's {ENTRY} is not as expected: {error}") from error


def _clear(bundle: Path) -> None:
    """Take away what the search page does not load."""
    used = {f"wasm.{language.wasm or 'unknown'}.pagefind" for language in _entry(bundle).languages.values()}
    unused = [path for pattern in UNUSED for path in bundle.glob(pattern)]
    for path in [*unused, *(wasm for wasm in bundle.glob("wasm.*") if wasm.name not in used)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
