"""The `deploy` command: copy a published site to another folder, such as the root of a web server."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from plugins.commands.build import report_errors
from plugins.engine.publish.manifest import read_manifest
from plugins.engine.publish.staging import PREFIX, StagingError, publish_folder, remove_leftovers, require_writable
from plugins.engine.publish.swap import lock_output


def run(*, to: str, target: str, output: Path) -> int:
    """Deploy the site in `output`; return the exit code. `to` must be 'directory', the only kind of target so far."""
    if to != "directory":
        print(f"Error: '{to}' is not a kind of target — use --to directory", file=sys.stderr)
        return 2
    return deploy_to_directory(output, Path(target))


@report_errors
def deploy_to_directory(output: Path, target: Path) -> None:
    """Replace `target` with a copy of the site; drafts and folders that are not sites are errors."""
    manifest = read_manifest(output)
    if manifest is None:
        raise StagingError(f"{output} does not contain a site — run 'inv publish --siteurl …' first")
    if manifest.drafts:
        raise StagingError(f"{output} contains drafts — run 'inv publish --siteurl …' first")
    target = target.absolute()
    require_writable(target.parent)
    with lock_output(output.absolute(), PREFIX):
        remove_leftovers(target)
        with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{target.name}-", dir=target.parent) as workspace:
            copy = Path(workspace) / "site"
            shutil.copytree(output, copy)
            publish_folder(copy, target)
    print(f"{len(manifest.files)} files for {manifest.siteurl or 'no address'} → {target}")
