"""The search index: Pagefind run over the search documents, and what it made compared with what it was given."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import msgspec

from plugins.engine.pagefind_files import PagefindFormatError, filter_counts, settle
from plugins.pages.output import SearchDocument

ENTRY = "pagefind-entry.json"
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "playground")
"""Pagefind's own interfaces; the search page has its own, which never prints content as HTML."""
NOT_WORDS = ".footnote-ref, .footnote-backref"
"""Parts of a body that are signs, not words."""
FILTER = re.compile(r'<meta data-pagefind-filter="(\w+)\[content\]" content="([^"]*)">')

Counts = Mapping[str, Mapping[str, int]]
"""By filter and value, the number of documents that carry it."""


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
class Tally:
    """Documents written for indexing: how many there are of each bundle, and what their filters hold."""

    totals: Counter[str] = field(default_factory=Counter)
    carried: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)

    def add(self, bundle: str, data: bytes) -> None:
        """Count one document."""
        self.totals[bundle] += 1
        counts = self.carried.setdefault(bundle, {})
        for name, value in document_filters(data):
            counts.setdefault(name, Counter())[value] += 1

    def merge(self, other: Tally) -> None:
        """Add what a worker counted."""
        self.totals.update(other.totals)
        for bundle, filters in other.carried.items():
            counts = self.carried.setdefault(bundle, {})
            for name, values in filters.items():
                counts.setdefault(name, Counter()).update(values)


def write_documents(documents: Iterable[SearchDocument], workdir: Path) -> Tally:
    """Write documents to `workdir`, where Pagefind reads them, and count them; may run in a worker."""
    tally = Tally()
    for document in documents:
        if document.bundle not in tally.totals:
            (workdir / document.bundle).mkdir(parents=True, exist_ok=True)
        with open(f"{workdir}/{document.bundle}/{document.path}", "wb") as file:
            file.write(document.data)
        tally.add(document.bundle, document.data)
    return tally


def index_written(tally: Tally, workdir: Path, target: Path, lang: str, jobs: int = 1) -> dict[str, int]:
    """Index what was written to `workdir` below `target`, one index for each bundle; return how many each holds.

    The documents are removed.

    Up to `jobs` bundles are indexed at a time, for Pagefind alone leaves a processor idle for half of its time.
    A bundle without documents has no index. Raises SearchIndexError when Pagefind fails, or holds other documents or
    filter values than it was given.
    """

    def bring(bundle: str) -> None:
        _index(workdir / bundle, target / bundle, lang)
        shutil.rmtree(workdir / bundle)  # while another is indexed, else there would be nothing to do but this
        _compare(bundle, target / bundle, tally.totals[bundle], tally.carried[bundle])

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(bring, sorted(tally.totals)))  # each error is raised here
    return dict(tally.totals)


def document_filters(data: bytes) -> Iterator[tuple[str, str]]:
    """List the filter values in a document's head, as (filter, value)."""
    head = data.partition(b"</head>")[0].decode()
    return ((name, unescape(value)) for name, value in FILTER.findall(head))


def _index(site: Path, bundle: Path, lang: str) -> None:
    """Run Pagefind over `site`; its Python interface waits a tenth of a second for every call, the command does not."""
    paths = ["--site", str(site), "--output-path", str(bundle)]
    # Pagefind knows languages by their first part; those it has no word stems for, it indexes plainly.
    options = ["--force-language", lang.partition("-")[0].lower(), "--exclude-selectors", NOT_WORDS, "--quiet"]
    command = [sys.executable, "-m", "pagefind_bin", *paths, *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode or not (bundle / ENTRY).is_file():
        raise SearchIndexError(f"Pagefind failed (exit code {done.returncode}):\n{done.stdout}{done.stderr}".rstrip())
    try:
        settle(bundle, bundle / ENTRY)
    except PagefindFormatError as error:
        raise SearchIndexError(f"Pagefind wrote what can't be read: {error}") from error
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


def _compare(bundle: str, folder: Path, total: int, carried: Counts) -> None:
    """Raise SearchIndexError unless the index holds every document and every filter value as often as we gave it."""
    indexed = sum(language.page_count for language in _entry(folder).languages.values())
    wrong = [] if indexed == total else [f"{indexed} documents of {total}"]
    wrong += differences(carried, filter_counts(folder))
    if wrong:
        raise SearchIndexError(f"the search index '{bundle}' is not what it was made of: {'; '.join(wrong)}")


def differences(given: Counts, indexed: Counts) -> list[str]:
    """Say of each filter value that is not indexed as often as it was given: filter=value: how often, of how often."""
    keys = sorted({(name, value) for counts in (given, indexed) for name, values in counts.items() for value in values})
    pairs = ((name, value, _count(indexed, name, value), _count(given, name, value)) for name, value in keys)
    return [f"{name}={value}: {found} of {expected}" for name, value, found, expected in pairs if found != expected]


def _count(counts: Counts, name: str, value: str) -> int:
    return counts.get(name, {}).get(value, 0)
