"""Options that several tasks share, and how a task ends."""

import atexit
import os
import sys

from invoke.exceptions import Exit

from plugins.commands.environment import ROOT

CONTENT = str(ROOT / "content")
OUTPUT = str(ROOT / "output")
CONTENT_HELP = {"content": "Folder with site.yaml, registry/ and reports/ (default: content)."}
OUTPUT_HELP = {"output": "Output folder of the site (default: output)."}
SITEURL_HELP = {"siteurl": "Address of the published site, such as https://example.org/archive."}


def exit_with(code: int) -> None:
    """End Invoke with a command's exit code; the command has printed its errors."""
    if code:
        atexit.unregister(exit_fast)
        raise Exit(code=code)


def exit_fast() -> None:
    """End a successful process without running destructors, which take a second on a large archive."""
    if not hasattr(sys, "last_value"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def refuse_flag(task: str, path: str) -> None:
    """End Invoke if `path` is a flag: Invoke takes unknown flags, even --help, as positional arguments."""
    if path.startswith("-"):
        raise Exit(f"{task} needs a path, not the flag '{path}'; see: inv --help {task}", code=2)
