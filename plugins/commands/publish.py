"""The `publish` command: the production build, for the site's public address."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from plugins.commands.build import build_site, make_options, report_errors


def run(*, content: Path, output: Path, siteurl: str) -> int:
    """Build for `siteurl` with search and social cards, without drafts; return the exit code."""
    parts = urlsplit(siteurl)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        remedy = "give that of the site: https://host/ or https://host/archive/"
        print(f"Error: --siteurl is not a web address — {remedy}", file=sys.stderr)
        return 2
    return report_errors(build_site)(make_options(content, output, siteurl)._replace(social_cards=True))
