"""The explanation of `inv build --explain PATH`: which inputs of one file changed since the last build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from plugins.archive import urls as paths
from plugins.commands.build import report_errors
from plugins.engine.build import Build
from plugins.engine.cache.build_state import BuildState, cache_dir_of, is_unmodified, load_state
from plugins.engine.options import Options
from plugins.engine.pelican.run import run_pelican
from plugins.engine.render.page_inputs import SHARED, InputRecord, input_digest, named_digests
from plugins.engine.render.renderer import Renderer


@report_errors
def run(options: Options, path: str) -> int:
    """Print why the next build will write the file at `path` or keep it; build nothing. Return the exit code.

    `path` is a path on the site, such as reports/2018-04-07-name/, or a file in the output folder.
    """
    lines = _explain(options, path)
    if not lines:
        what = f"--explain {path} is not a page or file of the site"
        print(f"Error: {what} — name a path on the site, or a file in {options.output}", file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


def _explain(options: Options, path: str) -> list[str]:
    """Return the lines to print; none if the site has no file at `path`. Raises as a build does."""
    state = None
    if options.cache_root:
        state = load_state(cache_dir_of(options.cache_root, options.content, options.output))
    build = run_pelican(options._replace(plan_only=True))
    outputs, files = build.staging.outputs, state.files if state else {}
    file = next((one for one in _candidates(options, path) if one in outputs or one in files), None)
    if file is None:
        return []
    if state is None:
        return [f"{file}: there is no earlier build, so every file will be written."]
    if file not in outputs:
        return [_explain_other(file)]
    return _explain_planned(file, build, state)


def _explain_planned(file: str, build: Build, state: BuildState) -> list[str]:
    """Explain a file of the next build."""
    record, output = InputRecord(build.cache_dir), build.staging.outputs[file]
    if state.shared_inputs != build.shared_inputs:
        shared = _changes(record.load(SHARED) or {}, build.shared_digests)
        return [f"{file}: every file will be written, because inputs of all pages changed:", *shared]
    if file not in state.files:
        return [f"{file}: the last build did not have this file, so it will be written."]
    templates = Renderer(build.options.theme, build.layout, build.cache_dir).template_digests
    now = named_digests(output, templates)
    if changes := _changes(record.load(file) or {}, now):
        return [f"{file}: will be written, because inputs changed:", *changes]
    if state.files[file].inputs != input_digest(output, templates):
        return [f"{file}: will be written; a build that was interrupted did not record which inputs changed."]
    folder = build.options.output
    if not is_unmodified(folder / file, state.files[file]):
        return [f"{file}: will be written, because the file in {folder} was modified or deleted."]
    return [f"{file}: nothing changed; these are its inputs:", *(f"  {name}" for name in now)]


def _candidates(options: Options, path: str) -> Iterator[str]:
    """Yield the files of the site that `path` may name."""
    absolute = Path(path).absolute()
    if absolute.is_relative_to(options.output):
        path = absolute.relative_to(options.output).as_posix() + ("/" if path.endswith("/") else "")
    path = path.removeprefix(options.siteurl)
    for prefix in (paths.Urls(options.siteurl).base_path, "/", ""):
        if path.startswith(prefix):
            inside = path.removeprefix(prefix)
            yield from (paths.output_file(inside), paths.output_file(f"{inside}/"))


def _explain_other(file: str) -> str:
    """Explain a file of the last build that is not planned."""
    if file == paths.MANIFEST:
        return f"{file}: the manifest is written by every build."
    if file.startswith(paths.PAGEFIND):
        return f"{file}: the search index is written when a report or event changes."
    return f"{file}: the next build will remove this file, or another plugin writes it."


def _changes(before: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    """Return a line for each input with another digest."""
    return [f"  {name}" for name in (*now, *(before.keys() - now.keys())) if before.get(name) != now.get(name)]
