"""The lock: `requirements.lock`, made from `pyproject.toml`."""

import subprocess
import sys

from plugins.commands.environment import LOCK, MIN_PYTHON, ROOT, find_uv


def compile_command(uv: str, *, upgrade: bool) -> list[str]:
    """Return the uv command that pins everything, for every system and Python we support, with hashes."""
    python = ".".join(map(str, MIN_PYTHON))
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", python]
    # The header names the verb, not the command line, so that the file is the same wherever it was made.
    command += ["--custom-compile-command", "python3 tasks.py lock", "--output-file", LOCK.name]
    return [*command, *(["--upgrade"] if upgrade else []), "--group", "dev", "pyproject.toml"]


def run(*, upgrade: bool = False) -> int:
    """Write the lock anew, with the newest releases if `upgrade`; return the exit code."""
    uv = find_uv()
    if uv is None:
        print("The lock is made by uv, which is not on PATH: pip install uv", file=sys.stderr)
        return 1
    return subprocess.run(compile_command(uv, upgrade=upgrade), cwd=ROOT, check=False).returncode
