"""Compare: the site as it was built from what was kept, byte for byte against one that is made from nothing."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.commands.build import build_site, report_errors
from plugins.engine.options import Options


def run(options: Options) -> int:
    """Make a clean site beside the one that stands at the target and compare; return 1 when they differ."""
    with tempfile.TemporaryDirectory(prefix=".sitrep-clean-", dir=options.output.parent) as room:
        clean = options._replace(output=Path(room) / options.output.name, cache_root=None)
        if code := report_errors(lambda: build_site(clean)):
            return code
        different = list(differences(options.output, clean.output))
    for line in different:
        print(line, file=sys.stderr)
    print(f"{len(different)} files differ from a clean build." if different else "The same bytes as a clean build.")
    return 1 if different else 0


def differences(one: Path, other: Path) -> Iterator[str]:
    """List what differs between two sites, as 'path: how'."""
    files = {side: {f.relative_to(side).as_posix() for f in side.rglob("*") if f.is_file()} for side in (one, other)}
    for path in sorted(files[one] | files[other]):
        if path not in files[one]:
            yield f"{path}: is missing"
        elif path not in files[other]:
            yield f"{path}: should not be there"
        elif not filecmp.cmp(one / path, other / path, shallow=False):
            yield f"{path}: holds something else"
