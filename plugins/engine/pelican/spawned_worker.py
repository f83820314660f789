"""Spawned workers: where processes can't be forked, a worker plans the same site again and writes its batches of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.engine.options import Options
from plugins.engine.pelican.run import run_pelican
from plugins.engine.publish.staging import StagingError
from plugins.engine.render.page_inputs import input_digest
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import Batch, WriteTask, write_batch
from plugins.pages.outputs import Copy


def make_worker(options: Options, folder: Path) -> Callable[[Sequence[WriteTask]], Batch]:
    """Return a function that writes some of a site's files to `folder`.

    `options` are those of the build, with its cache folder. The function raises StagingError if the inputs of a file
    are not those that the build planned.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as name:
        build = run_pelican(options._replace(output=Path(name) / "output", jobs=1, plan_only=True))
    renderer = Renderer(options.theme, build.layout, options.cache_dir)
    renderer.compile_templates()
    outputs = build.staging.outputs

    def is_same(file: str, inputs: bytes) -> bool:
        output = outputs.get(file)  # the stamp of a copied file changes with its age, so copies are not compared
        return isinstance(output, Copy) or bool(output and input_digest(output, renderer.template_digests) == inputs)

    def work(batch: Sequence[WriteTask]) -> Batch:
        for file, inputs in batch:
            if not is_same(file, inputs):
                raise StagingError(f"the inputs of {file} changed during the build — build again")
        return write_batch(batch, outputs, folder, renderer)

    return work
