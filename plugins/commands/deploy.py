"""The deploy command: a published site copied to where it is served from."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from plugins.commands.build import report_errors
from plugins.engine.publish.manifest import read_manifest
from plugins.engine.publish.staging import PREFIX, StagingError, publish_folder

PLACES = ("directory",)


def run(*, to: str, target: str, output: Path) -> int:
    """Put the site in `output` in place; return the exit code."""
    if to not in PLACES:
        print(f"Error: '{to}' is no kind of place — use --to {' or '.join(PLACES)}", file=sys.stderr)
        return 2
    return report_errors(lambda: to_directory(output, Path(target)))


def to_directory(output: Path, target: Path) -> None:
    """Swap a copy of the site in for `target`; raises StagingError when either is not what it should be."""
    manifest = read_manifest(output)
    if manifest is None:
        raise StagingError(f"{output} holds no site — run 'inv publish --siteurl …' first")
    if manifest.drafts:
        raise StagingError(f"{output} holds drafts — run 'inv publish --siteurl …' first")
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{target.name}-", dir=target.parent) as room:
        copy = Path(room) / "site"
        shutil.copytree(output, copy)
        publish_folder(copy, target)
    print(f"{len(manifest.files)} files for {manifest.siteurl or 'no address'} → {target}")
