"""Making: the outputs of a site turned to files, those whose inputs did not change taken over from the site before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.archive.digest import digest
from plugins.engine.cache.build_state import OutputFile, describe, is_unmodified
from plugins.engine.cache.file_stamps import stamp
from plugins.engine.progress import stage
from plugins.engine.publish.previous_output import hard_link
from plugins.engine.render.link_check import extract_ids, extract_links
from plugins.engine.render.macro_cache import MacroCache, Rendered
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.template_dependencies import TemplateDigests
from plugins.engine.workers import MIN_SLOW_TASKS, MIN_TASKS, WorkerFactory, map_batches
from plugins.pages.outputs import Copy, Output, Page, Plan


@dataclass(slots=True)
class BuildResult:
    """What came of making a site: its files, and how many were rendered and kept.

    Of the pages that were made: each link with a page that has it, and the names of each page's parts.
    """

    files: dict[str, OutputFile] = field(default_factory=dict)
    written: int = 0
    reused: int = 0
    links: dict[tuple[str, bytes], str] = field(default_factory=dict)
    element_ids: dict[str, frozenset[bytes]] = field(default_factory=dict)


class Batch(NamedTuple):
    """What a worker made: files, the links in them that it had not met before, and the names of each page's parts."""

    files: list[tuple[str, OutputFile]]
    links: dict[tuple[str, bytes], str]
    element_ids: dict[str, frozenset[bytes]]


def input_digest(output: Output, closures: TemplateDigests) -> bytes:
    """Return a digest of what an output is made of, that of its template with it."""
    if isinstance(output, Plan):
        return output.inputs + closures[output.template]
    if isinstance(output, Copy):
        return digest(stamp(output.source))
    return digest(output.view) + closures[output.template] if isinstance(output, Page) else digest(output.data)


class PreviousFiles(NamedTuple):
    """The site before: where it stands, and what is known of its files. It may be the very folder that is worked on."""

    folder: Path
    known: Mapping[str, OutputFile]


WriteTask = tuple[str, bytes]
"""A file that is to be made, and the digest of what it is made of."""
BatchWriterFactory = WorkerFactory[WriteTask, Batch]


def write_all(
    outputs: Mapping[str, Output],
    folder: Path,
    renderer: Renderer,
    before: PreviousFiles,
    jobs: int,
    worker_factory: BatchWriterFactory | None = None,
) -> BuildResult:
    """Make `outputs` (by file) in `folder`; what is known of the site before and still the same there is taken over.

    By `recipe` a worker that can't be forked comes by the same outputs.
    """
    making = BuildResult()

    def work(portion: Sequence[WriteTask]) -> Batch:
        return write_batch(portion, outputs, folder, renderer)

    with stage("Make the pages"):
        fresh = _fresh(outputs, folder, renderer, before, making)
        pages = fresh.pop("", [])
        if jobs > 1 and len(pages) >= MIN_TASKS:
            renderer.compile_templates()
        _gather(making, map_batches(pages, work, jobs, worker_factory))
    for name, tasks in fresh.items():
        with stage(name):
            _gather(making, map_batches(tasks, work, jobs, worker_factory, min_tasks=MIN_SLOW_TASKS))
    return making


def _fresh(
    outputs: Mapping[str, Output], folder: Path, renderer: Renderer, before: PreviousFiles, making: BuildResult
) -> dict[str, list[WriteTask]]:
    """Take over what can be, and return what is to be made, by its stage."""
    fresh: dict[str, list[WriteTask]] = {}
    for file, output in outputs.items():
        inputs = input_digest(output, renderer.template_digests)
        kept = before.known.get(file)
        if kept and kept.inputs == inputs and reuse_file(before.folder, folder, file, kept):
            making.files[file] = kept
            making.reused += 1
        else:
            fresh.setdefault(output.stage if isinstance(output, Plan) else "", []).append((file, inputs))
    return fresh


def _gather(making: BuildResult, portions: Iterable[Batch]) -> None:
    for made_now in portions:
        making.files.update(made_now.files)
        making.links.update(made_now.links)
        making.element_ids.update(made_now.element_ids)
        making.written += len(made_now.files)


def reuse_file(old: Path, new: Path, file: str, known: OutputFile) -> bool:
    """Let a file of the site before stand in the new one; False when it is not what we made."""
    if not is_unmodified(f"{old}/{file}", known):
        return False
    return old == new or hard_link(old / file, new / file)


def write_batch(portion: Sequence[WriteTask], outputs: Mapping[str, Output], folder: Path, renderer: Renderer) -> Batch:
    """Make some of the outputs; may run in a worker."""
    done = Batch([], {}, {})
    root = str(folder)
    met: set[bytes] = set()
    for file, inputs in portion:
        page = _compose(outputs[file], renderer)
        if file.endswith(".html"):
            _note(file, page, renderer.macro_cache, met, done)
        done.files.append((file, write_file(f"{root}/{file}", page.data, inputs)))
    return done


def write_file(place: str, data: bytes, inputs: bytes) -> OutputFile:
    """Write a new file, never into one that is there, for that may be one file with the published site's."""
    try:
        file = open(place, "xb")  # noqa: SIM115 -- the three ways to open it are told apart here
    except FileExistsError:
        os.unlink(place)
        file = open(place, "xb")  # noqa: SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        file = open(place, "xb")  # noqa: SIM115
    with file:
        file.write(data)
        file.flush()
        return describe(file.fileno(), inputs, hashlib.sha256(data).hexdigest())


def _note(file: str, page: Rendered, fragments: MacroCache, met: set[bytes], done: Batch) -> None:
    """Note the links of a page that were not `met` before, and the names of its parts.

    Of the links within the page, those are left to the audit whose part has not just their name.
    """
    links, names = set(extract_links(page.own)), extract_ids(page.own)
    within = {link for link in links if link.startswith(b"#")}
    for number in fragments.fragment_links.keys() & set(page.fragments):
        within |= fragments.fragment_links[number].local_links
        names |= fragments.fragment_links[number].element_ids
    links = (links - within) | fragments.take_new_links()
    done.element_ids[file] = names
    done.links.update(((file, link), file) for link in within if link[1:] not in names)
    done.links.update((("", link), file) for link in links - met)
    met |= links


def _compose(output: Output, renderer: Renderer) -> Rendered:
    """Return what an output is."""
    whole = output.create() if isinstance(output, Plan) else output
    if isinstance(whole, Page):
        planned = output.template if isinstance(output, Plan | Page) else ""
        assert planned == whole.template, f"{whole.path} was planned with another template"
        return renderer.render(whole)
    data = whole.source.read_bytes() if isinstance(whole, Copy) else whole.data
    return Rendered(data, data)
