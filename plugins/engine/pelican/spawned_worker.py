"""Spawned makers: where processes can't be forked, a worker plans the same site again and makes its portions of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.engine.options import Options
from plugins.engine.publish.staging import StagingError
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import Batch, WriteTask, input_digest, write_batch
from plugins.pages.outputs import Copy


def make_worker(options: Options, folder: Path) -> Callable[[Sequence[WriteTask]], Batch]:
    """Return what makes some of a site's files in `folder`; `options` are those of the site's build, with its room.

    What it returns raises StagingError when a file would be made of something else than the build planned.
    """
    from plugins.engine.pelican.run import run_pelican  # which imports the build, which names this function

    with tempfile.TemporaryDirectory(prefix="sitrep-", ignore_cleanup_errors=True) as name:
        build = run_pelican(options._replace(output=Path(name) / "output", jobs=1))
    renderer = Renderer(options.theme, build.chrome, options.cache_dir)
    renderer.compile_templates()
    outputs = build.staging.outputs

    def same(file: str, inputs: bytes) -> bool:
        output = outputs.get(file)  # a file's stamp changes as it ages, and a copy is of whatever is there
        return isinstance(output, Copy) or bool(output and input_digest(output, renderer.template_digests) == inputs)

    def work(portion: Sequence[WriteTask]) -> Batch:
        for file, inputs in portion:
            if not same(file, inputs):
                raise StagingError(f"what {file} is made of changed while it was built — build again")
        return write_batch(portion, outputs, folder, renderer)

    return work
