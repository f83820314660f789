"""What pre-commit runs on the files of a commit: `python3 -m plugins.commands.dev.pre_commit content|code FILE …`.

Imports what `environment` does, no more: it runs in whatever Python the contributor has, before `.venv` is made. The
tools are those of `requirements.lock`, so a hook judges as `inv lint` and the workflows do.
"""

import subprocess
import sys
from collections.abc import Sequence

from plugins.commands.environment import LOCK, ROOT, VENV, interpreter, prepare


def check_commands(kind: str, files: Sequence[str]) -> list[list[str]]:
    """Return what judges `files`: problems of content; style and formatting of code, mended where that is certain."""
    python = str(interpreter(VENV))
    if kind == "content":
        named = [part for file in files for part in ("--file", file)]
        return [[python, "-m", "invoke", "--search-root", str(ROOT), "check", *named]]
    ruff = [python, "-m", "ruff"]
    return [[*ruff, "check", "--fix", "--force-exclude", *files], [*ruff, "format", "--force-exclude", *files]]


def run(kind: str, files: Sequence[str]) -> int:
    """Run every command, the later ones too if one fails; return 0 only if all passed."""
    if not prepare(VENV, LOCK):
        return 1
    codes = [subprocess.run(command, cwd=ROOT, check=False).returncode for command in check_commands(kind, files)]
    return max(codes, key=abs)


def install() -> int:
    """Let git run the hooks before each commit of this checkout; return the exit code."""
    return subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1], sys.argv[2:]))
