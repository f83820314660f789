"""What the verbs have in common: where things are, the words of their help, and how a verb ends."""

import atexit
import os
import sys

from invoke.exceptions import Exit

from plugins.commands.environment import ROOT

CONTENT = str(ROOT / "content")
OUTPUT = str(ROOT / "output")
CONTENT_HELP = {"content": "Folder with site.yaml, registry/ and reports/ (default: content)."}
OUTPUT_HELP = {"output": "Folder the site is written to (default: output)."}
SITEURL_HELP = {"siteurl": "Address the site will have, such as https://example.org/archive."}


def exit_with(code: int) -> None:
    """End Invoke with a command's exit code; the command itself has said what went wrong."""
    if code:
        atexit.unregister(exit_fast)
        raise Exit(code=code)


def exit_fast(*_alive: object) -> None:
    """End the process at once when all went well: to take what is alive apart piece by piece takes a second."""
    if not hasattr(sys, "last_value"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def refuse_flag(verb: str, word: str) -> None:
    """End Invoke if a flag stands where a path belongs: it takes any it does not know, even --help, for the path."""
    if word.startswith("-"):
        raise Exit(f"{verb} needs a path, and '{word}' is none; see: inv --help {verb}", code=2)
