"""Staging: a site is written to a workspace and then swapped for the output folder, complete or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from plugins.archive import urls as paths
from plugins.engine.cache.build_state import BuildState, OutputDirs, OutputFile, hash_and_describe
from plugins.engine.links import hard_link, remove_file
from plugins.engine.publish.manifest import read_manifest, write_manifest
from plugins.engine.publish.previous_output import PreviousOutput
from plugins.engine.publish.swap import REPLACED_DIR, lock_output, replace_dir
from plugins.engine.render.renderer import Renderer
from plugins.engine.render.write_outputs import BatchWriterFactory, BuildResult, PreviousFiles, write_all
from plugins.pages.outputs import Copy, Output, Page, Plan

PREFIX = ".sitrep-"


class StagingError(Exception):
    """The site can't be built or published; the message has the reason and the remedy."""


class Staging:
    """The workspace of one build: a hidden folder next to `output`, which stays locked until `discard`."""

    def __init__(self, output: Path) -> None:
        require_own_output(output)
        require_writable(output.parent)
        self.output = output
        self._resources = ExitStack()
        self._resources.enter_context(lock_output(output, PREFIX))
        remove_leftovers(output)
        prefix = f"{PREFIX}{output.name}-"
        temporary = tempfile.TemporaryDirectory(prefix=prefix, dir=output.parent, ignore_cleanup_errors=True)
        self.workspace = Path(self._resources.enter_context(temporary))
        self.folder = self.workspace / "site"
        self.plugin_output = self.workspace / "plugin-output"
        self.plugin_output.mkdir()
        self.previous_output = PreviousOutput(output, PREFIX)
        self.outputs: dict[str, Output] = {}
        self._owners: dict[str, Output] = {}

    def add(self, output: Output) -> None:
        """Add an output; raises StagingError if another output has the same path on any file system."""
        file = paths.output_file(output.path)
        key = unicodedata.normalize("NFC", file).casefold()
        if key in self._owners:
            both = f"{output_name(self._owners[key])} and by {output_name(output)}"
            raise StagingError(f"{file}: claimed by {both} — rename one of the two")
        self._owners[key] = output
        self.outputs[file] = output

    def listed_paths(self) -> list[str]:
        """Return the paths of the pages that the sitemap lists."""
        pages = (output for output in self.outputs.values() if isinstance(output, Page | Plan))
        return [output.path for output in pages if output.listed]

    def write(
        self,
        renderer: Renderer,
        previous: BuildState | None,
        shared_inputs: str,
        jobs: int,
        worker_factory: BatchWriterFactory | None = None,
    ) -> BuildResult:
        """Write every output, or reuse its file from the `previous` build if the inputs are the same.

        Adds the files that other plugins wrote to `plugin_output`, and removes files that are no longer outputs.
        """
        reused = self.previous_output.reuse(previous, self.folder)
        self.folder.mkdir(exist_ok=True)
        files = previous.files if previous else {}
        same = previous is not None and previous.shared_inputs == shared_inputs
        for path in files.keys() - self.outputs.keys() if reused else ():
            if not path.startswith(paths.PAGEFIND):
                remove_file(self.folder, path)
        known = PreviousFiles(self.folder if reused else self.output, files if same else {})
        result = write_all(self.outputs, self.folder, renderer, known, jobs, worker_factory)
        self._add_plugin_files(result)
        return result

    def _add_plugin_files(self, result: BuildResult) -> None:
        for file in self.plugin_output.rglob("*"):
            if file.is_file():
                path = file.relative_to(self.plugin_output).as_posix()
                remove_file(self.folder, path)
                hard_link(file, self.folder / path)
                result.files[path] = hash_and_describe(file)

    def commit(self, files: dict[str, OutputFile], *, siteurl: str, drafts: bool) -> None:
        """Publish the site, with a manifest of `files` that is added to them."""
        digests = {path: file.sha256 for path, file in files.items()}
        remove_file(self.folder, paths.MANIFEST)
        files[paths.MANIFEST] = write_manifest(self.folder, digests, siteurl=siteurl, drafts=drafts)
        publish_folder(self.folder, self.output)

    def keep_previous(self, previous: BuildState | None, files: Mapping[str, OutputFile]) -> OutputDirs:
        """Keep the replaced site for the next build; see `PreviousOutput.keep`."""
        return self.previous_output.keep(self.folder, previous, files)

    def discard(self) -> None:
        """Remove the workspace and unlock the output. A published site is not affected."""
        self._resources.close()


def publish_folder(site: Path, output: Path) -> None:
    """Swap the folder `site` for `output`; both must be on the same file system."""
    require_own_output(output)
    replace_dir(site, output)


def remove_leftovers(output: Path) -> None:
    """Remove the workspaces of interrupted builds of `output`, which must be locked.

    If an interrupted swap moved the old site away, it is restored.
    """
    pattern = re.compile(rf"{re.escape(PREFIX + output.name)}-[a-z0-9_]+")  # the names that tempfile makes
    for workspace in [path for path in output.parent.iterdir() if pattern.fullmatch(path.name)]:
        if not output.exists() and (workspace / REPLACED_DIR).is_dir():
            (workspace / REPLACED_DIR).rename(output)
        shutil.rmtree(workspace, ignore_errors=True)


def require_writable(folder: Path) -> None:
    """Create `folder` if it is missing; raise StagingError if no file can be written to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        remedy = "choose another output, or change its permissions"
        raise StagingError(f"{folder} can't be written to ({error.strerror}) — {remedy}") from None


def require_separate_folders(content: Path, output: Path) -> None:
    """Raise StagingError if `output` is the content folder, or one of the two is inside the other."""
    for inner, outer, what in ((output, content, "output is inside"), (content, output, "content is inside")):
        if any(os.path.samefile(parent, outer) for parent in (inner, *inner.parents) if _both_exist(parent, outer)):
            relation = "output is" if inner == outer else what
            other = "content" if outer is content else "output"
            message = f"the {relation} the {other} folder {outer}"
            raise StagingError(f"{message} — choose an output next to it")


def _both_exist(one: Path, other: Path) -> bool:
    return one.exists() and other.exists()


def require_own_output(output: Path) -> None:
    """Raise StagingError if `output` has content that no build of this program wrote."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise StagingError(f"{output} is not a folder — choose another output, or remove it")
    if output.is_dir() and any(output.iterdir()) and read_manifest(output) is None:
        what = "is not empty and was not built by this program"
        raise StagingError(f"{output} {what} — choose another output, or empty it yourself")


def output_name(output: Output) -> str:
    """Return a name of an output for messages."""
    created = output.create() if isinstance(output, Plan) else output
    if isinstance(created, Page):
        return f"{created.template} '{created.view.head.title}'"  # type: ignore[attr-defined]  # every view has a head
    return f"the file {created.file}" if isinstance(created, Copy) else f"the generated file {created.path}"
