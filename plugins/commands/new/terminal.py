"""Input and output of the `new` commands: prompts, results and errors."""

from __future__ import annotations

import sys
from collections.abc import Callable

from plugins.archive.problems import ArchiveError, printable
from plugins.commands.new.questions import AnswerError, Prompt


def terminal_prompt() -> Prompt | None:
    """Return the interactive prompt, or None without a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from plugins.commands.new.prompt import ask  # prompt_toolkit is slow to import

    return ask


def run_and_report(create: Callable[[], str]) -> int:
    """Call `create` and print its result or its error; return the exit code."""
    try:
        print(create())
    except AnswerError as error:
        print(*(f"Error: {printable(line)}" for line in str(error).splitlines()), sep="\n", file=sys.stderr)
        return 2
    except (ArchiveError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("Cancelled; no file was written.", file=sys.stderr)
        return 130
    return 0
