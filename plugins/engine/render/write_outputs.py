"""Writing outputs: files with changed inputs are written, all others are reused from the previous build."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.engine.cache.build_state import OutputFile, describe, is_unmodified
from plugins.engine.links import hard_link
from plugins.engine.progress import stage
from plugins.engine.render.link_check import read_links
from plugins.engine.render.macro_cache import MacroCache, Rendered
from plugins.engine.render.page_inputs import input_digest
from plugins.engine.render.renderer import Renderer
from plugins.engine.workers import MIN_SLOW_TASKS, MIN_TASKS, WorkerFactory, map_batches
from plugins.pages.outputs import Copy, Output, Page, Plan


@dataclass(slots=True)
class BuildResult:
    """The files of a site, and how many of them were written and reused.

    For the written pages: each link with one page that has it, and the element ids of each page.
    """

    files: dict[str, OutputFile] = field(default_factory=dict)
    written: int = 0
    reused: int = 0
    links: dict[tuple[str, str], str] = field(default_factory=dict)
    element_ids: dict[str, frozenset[str]] = field(default_factory=dict)


class Batch(NamedTuple):
    """The result of one batch: files, the links that are new within the batch, and the element ids of each page."""

    files: list[tuple[str, OutputFile]]
    links: dict[tuple[str, str], str]
    element_ids: dict[str, frozenset[str]]


class PreviousFiles(NamedTuple):
    """The files of the previous build and their folder, which may be the folder that is being written."""

    folder: Path
    known: Mapping[str, OutputFile]


WriteTask = tuple[str, bytes]
"""A file to write, and the digest of its inputs."""
BatchWriterFactory = WorkerFactory[WriteTask, Batch]


def write_all(
    outputs: Mapping[str, Output],
    folder: Path,
    renderer: Renderer,
    previous: PreviousFiles,
    jobs: int,
    worker_factory: BatchWriterFactory | None = None,
) -> BuildResult:
    """Write `outputs` (by file) to `folder`, or reuse their unchanged files from the previous build.

    `worker_factory` returns the batch writer of a worker that can't be forked.
    """
    result = BuildResult()

    def work(batch: Sequence[WriteTask]) -> Batch:
        return write_batch(batch, outputs, folder, renderer)

    with stage("Write pages"):
        tasks = _find_changed(outputs, folder, renderer, previous, result)
        pages = tasks.pop("", [])
        if jobs > 1 and len(pages) >= MIN_TASKS:
            renderer.compile_templates()
        _collect(result, map_batches(pages, work, jobs, worker_factory))
    for name, slow_tasks in tasks.items():
        with stage(name):
            _collect(result, map_batches(slow_tasks, work, jobs, worker_factory, min_tasks=MIN_SLOW_TASKS))
    return result


def _find_changed(
    outputs: Mapping[str, Output], folder: Path, renderer: Renderer, previous: PreviousFiles, result: BuildResult
) -> dict[str, list[WriteTask]]:
    """Reuse unchanged files; return the others, grouped by stage."""
    tasks: dict[str, list[WriteTask]] = {}
    for file, output in outputs.items():
        inputs = input_digest(output, renderer.template_digests)
        known = previous.known.get(file)
        if known and known.inputs == inputs and reuse_file(previous.folder, folder, file, known):
            result.files[file] = known
            result.reused += 1
        else:
            tasks.setdefault(output.stage if isinstance(output, Plan) else "", []).append((file, inputs))
    return tasks


def _collect(result: BuildResult, batches: Iterable[Batch]) -> None:
    for batch in batches:
        result.files.update(batch.files)
        result.links.update(batch.links)
        result.element_ids.update(batch.element_ids)
        result.written += len(batch.files)


def reuse_file(old: Path, new: Path, file: str, known: OutputFile) -> bool:
    """Link a file of the previous site into the new one; return False if it was modified."""
    if not is_unmodified(f"{old}/{file}", known):
        return False
    return old == new or hard_link(old / file, new / file)


def write_batch(batch: Sequence[WriteTask], outputs: Mapping[str, Output], folder: Path, renderer: Renderer) -> Batch:
    """Write some of the outputs; may run in a worker."""
    done = Batch([], {}, {})
    seen: set[str] = set()
    for file, inputs in batch:
        rendered = _render(outputs[file], renderer)
        if file.endswith(".html"):
            _collect_links(file, rendered, renderer.macro_cache, seen, done)
        done.files.append((file, write_file(f"{folder}/{file}", rendered.data, inputs)))
    return done


def write_file(path: str, data: bytes, inputs: bytes) -> OutputFile:
    """Write a new file. An existing file is replaced, never overwritten: it may be linked to the published one."""
    try:
        file = open(path, "xb")  # noqa: SIM115 -- closed below, however it was opened
    except FileExistsError:
        os.unlink(path)
        file = open(path, "xb")  # noqa: SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = open(path, "xb")  # noqa: SIM115
    with file:
        file.write(data)
        file.flush()
        return describe(file.fileno(), inputs, hashlib.sha256(data).hexdigest())


def _collect_links(file: str, page: Rendered, macros: MacroCache, seen: set[str], done: Batch) -> None:
    """Add the links of a page that were not `seen` before, and its element ids.

    Links within the page are checked here; only those that are not an id as written are left to the link check.
    """
    links, ids = read_links(page.own + macros.take_new_fragments())
    local = {link for link in links if link.startswith("#")}
    for number in macros.fragment_links.keys() & set(page.fragments):
        local |= macros.fragment_links[number].local_links
        ids |= macros.fragment_links[number].element_ids
    done.element_ids[file] = ids
    done.links.update(((file, link), file) for link in local if link[1:] not in ids)
    done.links.update((("", link), file) for link in links - local - seen)
    seen |= links - local


def _render(output: Output, renderer: Renderer) -> Rendered:
    """Return the bytes of an output."""
    created = output.create() if isinstance(output, Plan) else output
    if isinstance(created, Page):
        planned = output.template if isinstance(output, Plan | Page) else ""
        assert planned == created.template, f"{created.path} was planned with another template"
        return renderer.render(created)
    data = created.file.read_bytes() if isinstance(created, Copy) else created.data
    return Rendered(data, data)
