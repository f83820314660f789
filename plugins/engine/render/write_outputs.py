"""Making: the outputs of a site turned to files, those whose inputs did not change taken over from the site before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.engine.cache.build_state import Made, made, untouched
from plugins.engine.cache.file_stamps import stamp
from plugins.engine.progress import stage
from plugins.engine.publish.previous_output import link
from plugins.engine.render.link_check import links_of, names_of
from plugins.engine.render.macro_cache import Composed, Fragments
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.template_dependencies import Closures
from plugins.engine.workers import FEW, FEW_DEAR, Recipe, spread
from plugins.pages.outputs import Copy, Output, Page, Plan, digest


@dataclass(slots=True)
class Making:
    """What came of making a site: its files, and how many were rendered and kept.

    Of the pages that were made: each link with a page that has it, and the names of each page's parts.
    """

    files: dict[str, Made] = field(default_factory=dict)
    rendered: int = 0
    kept: int = 0
    links: dict[tuple[str, bytes], str] = field(default_factory=dict)
    names: dict[str, frozenset[bytes]] = field(default_factory=dict)


class Portion(NamedTuple):
    """What a worker made: files, the links in them that it had not met before, and the names of each page's parts."""

    files: list[tuple[str, Made]]
    links: dict[tuple[str, bytes], str]
    names: dict[str, frozenset[bytes]]


def inputs_of(output: Output, closures: Closures) -> bytes:
    """Return a digest of what an output is made of, that of its template with it."""
    if isinstance(output, Plan):
        return output.inputs + closures[output.template]
    if isinstance(output, Copy):
        return digest(stamp(output.source))
    return digest(output.view) + closures[output.template] if isinstance(output, Page) else digest(output.data)


class Before(NamedTuple):
    """The site before: where it stands, and what is known of its files. It may be the very folder that is worked on."""

    folder: Path
    known: Mapping[str, Made]


Task = tuple[str, bytes]
"""A file that is to be made, and the digest of what it is made of."""
MakerRecipe = Recipe[Task, Portion]


def make_all(
    outputs: Mapping[str, Output],
    folder: Path,
    renderer: Renderer,
    before: Before,
    jobs: int,
    recipe: MakerRecipe | None = None,
) -> Making:
    """Make `outputs` (by file) in `folder`; what is known of the site before and still the same there is taken over.

    By `recipe` a worker that can't be forked comes by the same outputs.
    """
    making = Making()

    def work(portion: Sequence[Task]) -> Portion:
        return make_some(portion, outputs, folder, renderer)

    with stage("Make the pages"):
        fresh = _fresh(outputs, folder, renderer, before, making)
        pages = fresh.pop("", [])
        if jobs > 1 and len(pages) >= FEW:
            renderer.warm()
        _gather(making, spread(pages, work, jobs, recipe))
    for name, tasks in fresh.items():
        with stage(name):
            _gather(making, spread(tasks, work, jobs, recipe, few=FEW_DEAR))
    return making


def _fresh(
    outputs: Mapping[str, Output], folder: Path, renderer: Renderer, before: Before, making: Making
) -> dict[str, list[Task]]:
    """Take over what can be, and return what is to be made, by its stage."""
    fresh: dict[str, list[Task]] = {}
    for file, output in outputs.items():
        inputs = inputs_of(output, renderer.closures)
        kept = before.known.get(file)
        if kept and kept.inputs == inputs and take_over(before.folder, folder, file, kept):
            making.files[file] = kept
            making.kept += 1
        else:
            fresh.setdefault(output.stage if isinstance(output, Plan) else "", []).append((file, inputs))
    return fresh


def _gather(making: Making, portions: Iterable[Portion]) -> None:
    for made_now in portions:
        making.files.update(made_now.files)
        making.links.update(made_now.links)
        making.names.update(made_now.names)
        making.rendered += len(made_now.files)


def take_over(old: Path, new: Path, file: str, known: Made) -> bool:
    """Let a file of the site before stand in the new one; False when it is not what we made."""
    if not untouched(f"{old}/{file}", known):
        return False
    return old == new or link(old / file, new / file)


def make_some(portion: Sequence[Task], outputs: Mapping[str, Output], folder: Path, renderer: Renderer) -> Portion:
    """Make some of the outputs; may run in a worker."""
    done = Portion([], {}, {})
    root = str(folder)
    met: set[bytes] = set()
    for file, inputs in portion:
        page = _compose(outputs[file], renderer)
        if file.endswith(".html"):
            _note(file, page, renderer.fragments, met, done)
        done.files.append((file, write(f"{root}/{file}", page.data, inputs)))
    return done


def write(place: str, data: bytes, inputs: bytes) -> Made:
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
        return made(file.fileno(), inputs, hashlib.sha256(data).hexdigest())


def _note(file: str, page: Composed, fragments: Fragments, met: set[bytes], done: Portion) -> None:
    """Note the links of a page that were not `met` before, and the names of its parts.

    Of the links within the page, those are left to the audit whose part has not just their name.
    """
    links, names = set(links_of(page.own)), names_of(page.own)
    within = {link for link in links if link.startswith(b"#")}
    for number in fragments.parts.keys() & set(page.fragments):
        within |= fragments.parts[number].within
        names |= fragments.parts[number].names
    links = (links - within) | fragments.new_links()
    done.names[file] = names
    done.links.update(((file, link), file) for link in within if link[1:] not in names)
    done.links.update((("", link), file) for link in links - met)
    met |= links


def _compose(output: Output, renderer: Renderer) -> Composed:
    """Return what an output is."""
    whole = output.make() if isinstance(output, Plan) else output
    if isinstance(whole, Page):
        planned = output.template if isinstance(output, Plan | Page) else ""
        assert planned == whole.template, f"{whole.path} was planned with another template"
        return renderer.render(whole)
    data = whole.source.read_bytes() if isinstance(whole, Copy) else whole.data
    return Composed(data, data)
