"""The `test`, `histories` and `lint` commands."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.commands import browser
from plugins.commands.environment import ROOT, run_commands

TYPED = ("tasks.py", "plugins", "tests", "benchmarks")


def run_tests(*, only: Sequence[str] = (), match: str = "") -> int:
    """Run pytest, with a browser; return its exit code, or 1 without a browser."""
    try:
        found = browser.find_or_install()
    except browser.BrowserMissingError as error:
        print(error, file=sys.stderr)
        return 1
    selection = [*only, *(["-k", match] if match else [])]
    # One more worker than processors, because tests often wait for a browser. Workers start too slowly for a few tests.
    distribution = (f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=loadscope", "--no-loadscope-reorder")
    workers = () if selection else distribution
    return _run_pytest(*workers, *selection, **{browser.BROWSER_VARIABLE: found})


def run_histories(count: int) -> int:
    """Compare `count` random histories of incremental builds with clean builds; return the exit code."""
    return _run_pytest("tests/engine/incremental/test_random_edits.py", SITREP_HISTORIES=str(count))


def _run_pytest(*arguments: str, **variables: str) -> int:
    command, environment = [sys.executable, "-m", "pytest", *arguments], {**os.environ, **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile the same modules
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def lint_commands(*, fix: bool) -> list[list[str]]:
    """Return the commands that check style, formatting, types and workflows, in this order; all work offline."""
    ruff, mypy = [sys.executable, "-m", "ruff"], [sys.executable, "-m", "mypy"]
    zizmor = Path(sys.executable).with_name("zizmor")  # an executable, not a Python module
    typed = [name for name in TYPED if (ROOT / name).exists()]
    return [
        [*ruff, "check", *(["--fix"] if fix else []), "."],
        [*ruff, "format", *([] if fix else ["--check"]), "."],
        [*mypy, *typed],
        [str(zizmor), "--offline", "--no-progress", "--quiet", "--persona=pedantic", "--strict-collection", "."],
    ]


def run_lint(*, fix: bool = False) -> int:
    """Run all checks, even after a failure; return 0 if all passed."""
    return run_commands(lint_commands(fix=fix))
