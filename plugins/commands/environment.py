"""The lock of the project's environment."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOWEST_PYTHON = "3.11"


def lock_command(uv: str, *, upgrade: bool) -> list[str]:
    """Return the uv command that pins everything, for every system and Python we support, with hashes."""
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", LOWEST_PYTHON]
    # The header names the verb, not the command line, so that the file is the same wherever it was made.
    command += ["--custom-compile-command", "python3 tasks.py lock", "--output-file", "requirements.lock"]
    return [*command, *(["--upgrade"] if upgrade else []), "--group", "dev", "pyproject.toml"]


def lock(*, upgrade: bool = False) -> int:
    """Write `requirements.lock` from `pyproject.toml`; return the exit code."""
    uv = shutil.which("uv")
    if uv is None:
        print("The lock is made by uv, which is not on PATH: pip install uv", file=sys.stderr)
        return 1
    return subprocess.run(lock_command(uv, upgrade=upgrade), cwd=ROOT, check=False).returncode
