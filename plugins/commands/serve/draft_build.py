"""The process that builds drafts for `serve`: `python -m plugins.commands.serve.draft_build CONTENT OUTPUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.commands.build import build_site, make_options, report_errors
from plugins.engine.options import up_to_date_state

DEFER_SEARCH = "--search-later"


def main(content: Path, output: Path, *, later: bool) -> int:
    """Build with drafts; with `later` the search index stays as it was. Return the exit code."""
    options = make_options(content, output, "", drafts=True)._replace(defer_search=later)
    return 0 if up_to_date_state(options) else report_errors(lambda: build_site(options))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), later=DEFER_SEARCH in sys.argv))
