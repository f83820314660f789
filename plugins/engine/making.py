"""Making: the outputs of a site turned to files, those whose inputs did not change taken over from the site before."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.engine.audit import links_of
from plugins.engine.renderer import Renderer
from plugins.engine.stamps import stamp
from plugins.engine.state import Made, made, untouched
from plugins.engine.twin import link, make_folders
from plugins.engine.workers import FEW, spread
from plugins.pages.output import Copy, File, Output, Page, Plan, digest


@dataclass(slots=True)
class Making:
    """What came of making a site: its files, how many were rendered and kept, and each link with a page that has it."""

    files: dict[str, Made] = field(default_factory=dict)
    rendered: int = 0
    kept: int = 0
    links: dict[tuple[str, bytes], str] = field(default_factory=dict)


Portion = tuple[list[tuple[str, Made]], dict[tuple[str, bytes], str]]


def inputs_of(output: Output) -> bytes:
    """Return a digest of what an output is made of."""
    if isinstance(output, Plan):
        return output.inputs
    if isinstance(output, Copy):
        return digest(stamp(output.source))
    return digest(output.template, output.view) if isinstance(output, Page) else digest(output.data)


class Before(NamedTuple):
    """The site before: where it stands, and what is known of its files. It may be the very folder that is worked on."""

    folder: Path
    known: Mapping[str, Made]


def make_all(outputs: Mapping[str, Output], folder: Path, renderer: Renderer, before: Before, jobs: int) -> Making:
    """Make `outputs` (by file) in `folder`; what is known of the site before and still the same there is taken over."""
    making = Making()
    fresh: list[tuple[str, bytes]] = []
    make_folders(folder, outputs)
    for file, output in outputs.items():
        inputs = inputs_of(output)
        kept = before.known.get(file)
        if kept and kept.inputs == inputs and take_over(before.folder, folder, file, kept):
            making.files[file] = kept
            making.kept += 1
        else:
            fresh.append((file, inputs))

    def work(portion: Sequence[tuple[str, bytes]]) -> Portion:
        return _make(portion, outputs, folder, renderer)

    if jobs > 1 and len(fresh) >= FEW:
        renderer.warm()
    for files, links in spread(fresh, work, jobs):
        making.files.update(files)
        making.links.update(links)
        making.rendered += len(files)
    return making


def take_over(old: Path, new: Path, file: str, known: Made) -> bool:
    """Let a file of the site before stand in the new one; False when it is not what we made."""
    if not untouched(f"{old}/{file}", known):
        return False
    return old == new or link(old / file, new / file)


def _make(
    portion: Sequence[tuple[str, bytes]], outputs: Mapping[str, Output], folder: Path, renderer: Renderer
) -> Portion:
    """Make some of the outputs; may run in a worker."""
    files: list[tuple[str, Made]] = []
    links: dict[tuple[str, bytes], str] = {}
    for file, inputs in portion:
        output, place = outputs[file], folder / file
        place.unlink(missing_ok=True)  # it may be one file with that of the published site
        data = _bytes(output, renderer)
        if data is None:
            assert isinstance(output, Copy)
            shutil.copyfile(output.source, place)
            data = place.read_bytes()
        else:
            place.write_bytes(data)
        if file.endswith(".html"):
            for link in links_of(data):
                links.setdefault((file if link.startswith(b"#") else "", link), file)
        files.append((file, made(place, inputs, hashlib.sha256(data).hexdigest())))
    return files, links


def _bytes(output: Output, renderer: Renderer) -> bytes | None:
    """Return an output's bytes; None for a file that is copied."""
    whole = output.make() if isinstance(output, Plan) else output
    if isinstance(whole, Page):
        return renderer.render(whole)
    return whole.data if isinstance(whole, File) else None
