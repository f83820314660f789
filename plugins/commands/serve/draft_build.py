"""The build process of `serve`: `python -m plugins.commands.serve.draft_build CONTENT OUTPUT [--defer-search]`."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.commands.build import build_site, make_options, report_errors
from plugins.engine.command_process import set_up
from plugins.engine.options import up_to_date_state

DEFER_SEARCH = "--defer-search"


def main(content: Path, output: Path, *, defer_search: bool) -> int:
    """Build with drafts and return the exit code; with `defer_search` the search index is not updated."""
    options = make_options(content, output, "", drafts=True)._replace(defer_search=defer_search)
    return 0 if up_to_date_state(options) else report_errors(build_site)(options)


if __name__ == "__main__":
    set_up(quiet=True)  # `serve` ends builds that are outdated
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), defer_search=DEFER_SEARCH in sys.argv))
