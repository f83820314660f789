"""The clean build of `inv build --compare-clean`: compares the site, byte for byte, with one built without a cache."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.commands.build import build_site, report_errors
from plugins.engine.options import Options


@report_errors
def run(options: Options) -> int:
    """Build a clean site next to the output and compare; return 1 if they differ."""
    with tempfile.TemporaryDirectory(prefix=".sitrep-clean-", dir=options.output.parent) as folder:
        clean = options._replace(output=Path(folder) / options.output.name, cache_root=None)
        build_site(clean)
        different = list(differences(options.output, clean.output))
    for line in different:
        print(line, file=sys.stderr)
    print(f"{len(different)} files differ from a clean build." if different else "The same bytes as a clean build.")
    return 1 if different else 0


def differences(site: Path, clean: Path) -> Iterator[str]:
    """Yield what differs in `site` from a clean build, as 'path: difference'."""
    files = {root: {f.relative_to(root).as_posix() for f in root.rglob("*") if f.is_file()} for root in (site, clean)}
    for path in sorted(files[site] | files[clean]):
        if path not in files[site]:
            yield f"{path}: is missing"
        elif path not in files[clean]:
            yield f"{path}: should not exist"
        elif not filecmp.cmp(site / path, clean / path, shallow=False):
            yield f"{path}: has different content"
