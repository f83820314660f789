"""Options that several tasks share, and how a task ends."""

import atexit
import os
import sys
from pathlib import Path

from invoke.exceptions import Exit

from plugins.commands.environment import ROOT
from plugins.engine import command_process

CONTENT = str(ROOT / "content")
OUTPUT = str(ROOT / "output")
CONTENT_HELP = {"content": "Folder with site.yaml, registry/ and reports/ (default: content)."}
OUTPUT_HELP = {"output": "Output folder of the site (default: output)."}
SITEURL_HELP = {"siteurl": "Address of the published site, such as https://example.org/archive."}


def exit_with(code: int) -> None:
    """End Invoke with a command's exit code, unless it is 0; the command has printed its errors."""
    if code:
        atexit.unregister(_exit_without_destructors)
        raise Exit(code=code)


def exit_fast() -> None:
    """Let this process end without running destructors, which take a second on a large archive.

    To be called when a command has succeeded: the exit code will be 0, unless a later command fails.
    """
    atexit.register(_exit_without_destructors)


def _exit_without_destructors() -> None:
    if not hasattr(sys, "last_value"):
        command_process.flush()
        os._exit(command_process.exit_code())


def content_folder(path: str) -> Path:
    """Return the folder of `--content`; end Invoke if there is none."""
    if not Path(path).is_dir():
        what = "is not a folder" if Path(path).exists() else "does not exist"
        raise Exit(f"Error: --content: {path} {what} — give the folder with site.yaml, registry/ and reports/", code=2)
    return Path(path)


def site_address(address: str) -> str:
    """Return the address of `--siteurl`; end Invoke if it is invalid."""
    from plugins.archive.siteurl import SiteUrlError, normalize_siteurl

    try:
        return normalize_siteurl(address)
    except SiteUrlError as error:
        raise Exit(f"Error: --siteurl: {error}", code=2) from None


def whole_number(flag: str, text: str, least: int, most: int) -> int:
    """Return the value of a flag; end Invoke if it is not a number from `least` to `most`.

    The tasks declare such flags as text, because Invoke prints a traceback for a number that it can't read.
    """
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise Exit(f"Error: {flag}: '{text}' is not a whole number from {least} to {most}", code=2)


def refuse_flag(task: str, argument: str, expected: str = "a path") -> None:
    """End Invoke if `argument` is a flag: Invoke takes unknown flags, even --help, as positional arguments."""
    if argument.startswith("-"):
        raise Exit(f"{task} needs {expected}, not the flag '{argument}'; see: inv --help {task}", code=2)
