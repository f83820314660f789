"""The draft build: what serve runs in a process of its own; `python -m plugins.commands.draft_build CONTENT OUTPUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.commands.build import build_site, options_of, reporting


def main(content: Path, output: Path) -> int:
    """Build with drafts and search; return the exit code."""
    return reporting(lambda: build_site(options_of(content, output, "", drafts=True)))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
