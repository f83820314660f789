"""The git hooks: `python3 -m plugins.commands.dev.pre_commit content|code FILE …`, called by pre-commit.

Imports only `environment` and the standard library, because it runs in the contributor's own Python, before `.venv`
exists. It uses the tools of `requirements.lock`, as `inv lint` and the workflows do.
"""

import sys
from collections.abc import Sequence

from plugins.commands.environment import LOCK, ROOT, VENV, interpreter, prepare, run_commands


def check_commands(kind: str, files: Sequence[str]) -> list[list[str]]:
    """Return the commands that check `files`; those for code also fix and format it."""
    python = str(interpreter(VENV))
    if kind == "content":
        options = [part for file in files for part in ("--file", file)]
        return [[python, "-m", "invoke", "--search-root", str(ROOT), "check", *options]]
    ruff = [python, "-m", "ruff"]
    return [[*ruff, "check", "--fix", "--force-exclude", *files], [*ruff, "format", "--force-exclude", *files]]


def run(kind: str, files: Sequence[str]) -> int:
    """Run all commands, even after a failure; return 0 if all passed."""
    return run_commands(check_commands(kind, files)) if prepare(VENV, LOCK) else 1


def install() -> int:
    """Install the hooks in this checkout; return the exit code."""
    return run_commands([[sys.executable, "-m", "pre_commit", "install"]])


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1], sys.argv[2:]))
