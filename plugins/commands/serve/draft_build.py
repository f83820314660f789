"""The process that builds drafts for `serve`: `python -m plugins.commands.serve.draft_build CONTENT OUTPUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.commands.build import build_site, options_of, reporting
from plugins.engine.options import standing

LATER = "--search-later"


def main(content: Path, output: Path, *, later: bool) -> int:
    """Build with drafts; with `later` the search index stays as it was. Return the exit code."""
    options = options_of(content, output, "", drafts=True)._replace(defer=later)
    return 0 if standing(options) else reporting(lambda: build_site(options))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), later=LATER in sys.argv))
