"""The search index: Pagefind runs over the search documents, and its output is checked.

Pagefind finds words and ranks documents. What a result shows replaces Pagefind's fragments, because those have the
folded words. The search table and the list of words are added.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from plugins.archive import urls as paths
from plugins.archive.text.plurals import plural
from plugins.engine import processes
from plugins.engine.search.pagefind_files import SUFFIX, PagefindFormatError, fragment_files, fragment_names
from plugins.engine.workers import map_batches
from plugins.pages.outputs import SearchDocument, SearchRow
from plugins.pages.search.table import search_table
from plugins.pages.search.vocabulary import word_files

ENTRY = "pagefind-entry.json"
HITS = ".hits"
"""The suffix of the folder of a bundle's hits."""
UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "playground",
)
"""Pagefind's own interfaces. The search page has its own, which never shows content as HTML."""
MIN_SECONDS, SECONDS_PER_DOCUMENT = 120.0, 0.1
"""The time limit of Pagefind, which takes about 1.5 milliseconds for each document."""
GZIP_LEVEL = 6
MAX_NAMED = 3
"""Documents that the message names if there are too many or too few."""


class SearchIndexError(Exception):
    """Pagefind failed, or indexed other documents than it was given; the message names them."""


class Language(msgspec.Struct):
    """A language in the entry file: its number of pages, and its WebAssembly (None for the generic one)."""

    page_count: int
    wasm: str | None = None


class Entry(msgspec.Struct):
    """The entry file, from which Pagefind loads the rest of its index."""

    languages: dict[str, Language]


@dataclass(slots=True)
class WrittenDocuments:
    """The rows of the documents that were written for indexing, by bundle, and the number of documents of each word."""

    rows: dict[str, list[SearchRow]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)

    def merge(self, other: WrittenDocuments) -> None:
        """Add the documents of a worker."""
        self.words.update(other.words)
        for bundle, rows in other.rows.items():
            self.rows.setdefault(bundle, []).extend(rows)


def write_documents(documents: Iterable[SearchDocument], folder: Path) -> WrittenDocuments:
    """Write documents to `folder`, where Pagefind reads them, and return their rows; may run in a worker."""
    written = WrittenDocuments()
    for document in documents:
        if document.bundle not in written.rows:
            (folder / document.bundle).mkdir(parents=True, exist_ok=True)
            (folder / f"{document.bundle}{HITS}").mkdir(exist_ok=True)
        with open(f"{folder}/{document.bundle}/{document.path}", "wb") as file:
            file.write(document.data)
        with open(f"{folder}/{document.bundle}{HITS}/{document.path}", "wb") as file:
            file.write(gzip.compress(document.hit, GZIP_LEVEL, mtime=0))
        written.words.update(document.words)
        written.rows.setdefault(document.bundle, []).append(document.row)
    return written


def build_index(written: WrittenDocuments, documents: Path, target: Path, lang: str, jobs: int = 1) -> None:
    """Index the documents in the folder `documents`, each bundle in its own folder of `target`; delete the documents.

    Up to `jobs` bundles are indexed in parallel, because Pagefind uses about half of a processor. A bundle without
    documents has no index. Raises SearchIndexError if Pagefind fails, or if an index has other documents than the
    bundle.
    """

    def index(bundle: str) -> None:
        _run_pagefind(documents / bundle, target / bundle, lang, len(written.rows[bundle]))
        shutil.rmtree(documents / bundle)  # here, while Pagefind indexes the next bundle

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(index, sorted(written.rows)))  # raises the errors of all threads
    for bundle, rows in sorted(written.rows.items()):
        names = _fragment_names(bundle, rows, target / bundle, jobs)
        (target / bundle / paths.SEARCH_TABLE).write_bytes(search_table(rows, names))
        _replace_fragments(names, documents / f"{bundle}{HITS}", target / bundle)
    if written.rows:
        _write_words(written.words, target)


def _fragment_names(bundle: str, rows: list[SearchRow], folder: Path, jobs: int) -> dict[str, str]:
    """Return the fragments' names by document; raises SearchIndexError if the index has other documents."""
    names: dict[str, str] = {}
    try:
        for batch in map_batches(fragment_files(folder), fragment_names, jobs):
            names |= batch
    except PagefindFormatError as error:
        raise SearchIndexError(f"the output of Pagefind can't be read: {error}") from error
    given = {row.path for row in rows}
    indexed = sum(language.page_count for language in _read_entry(folder).languages.values())
    if indexed != len(rows) or names.keys() != given:
        different = ", ".join(sorted(names.keys() ^ given)[:MAX_NAMED])
        raise SearchIndexError(f"the search index '{bundle}' has {indexed} documents of {len(rows)}: {different}")
    return names


def _replace_fragments(names: Mapping[str, str], hits: Path, folder: Path) -> None:
    """Put each document's hit in the place of its fragment, and delete the folder `hits`."""
    for path, name in names.items():
        os.replace(f"{hits}/{path}", f"{folder}/fragment/{name}{SUFFIX}")
    hits.rmdir()


def _write_words(words: Mapping[str, int], target: Path) -> None:
    for name, data in word_files(words):
        file = target / paths.SEARCH_WORDS.format(name=name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)


def _run_pagefind(site: Path, bundle: Path, lang: str, count: int) -> None:
    """Run Pagefind over the `count` documents in `site`.

    Its Python interface waits a tenth of a second for each call, the command does not.
    """
    folders = ["--site", str(site), "--output-path", str(bundle)]
    # Pagefind knows languages by their first subtag, and indexes a language without stemming rules unstemmed.
    options = ["--force-language", lang.partition("-")[0].lower(), "--quiet"]
    command = [sys.executable, "-m", "pagefind_bin", *folders, *options]
    seconds = MIN_SECONDS + count * SECONDS_PER_DOCUMENT
    try:
        done = processes.run(command, seconds=seconds)
    except subprocess.TimeoutExpired:
        what = f"Pagefind did not index {plural(count, 'document')} within {seconds:g} s and was ended"
        raise SearchIndexError(f"{what} — build again, or without search: --no-search") from None
    if done.returncode or not (bundle / ENTRY).is_file():
        output = done.stdout.decode(errors="replace")
        raise SearchIndexError(f"Pagefind failed (exit code {done.returncode}):\n{output}".rstrip())
    _remove_unused(bundle)


def _read_entry(bundle: Path) -> Entry:
    try:
        return msgspec.json.decode((bundle / ENTRY).read_bytes(), type=Entry)
    except msgspec.DecodeError as error:
        raise SearchIndexError(f"Pagefind's {ENTRY} has an unexpected format: {error}") from error


def _remove_unused(bundle: Path) -> None:
    """Delete the files that the search page does not load."""
    used = {f"wasm.{language.wasm or 'unknown'}.pagefind" for language in _read_entry(bundle).languages.values()}
    unused = [path for pattern in UNUSED for path in bundle.glob(pattern)]
    for path in [*unused, *(wasm for wasm in bundle.glob("wasm.*") if wasm.name not in used)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
