"""The `lock` command: compile `pyproject.toml` to `requirements.lock`."""

import sys

from plugins.commands.environment import LOCK, MIN_PYTHON, find_uv, run_commands


def compile_command(uv: str, *, upgrade: bool) -> list[str]:
    """Return the uv command that pins all requirements with hashes, for all supported systems and Pythons."""
    python = ".".join(map(str, MIN_PYTHON))
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", python]
    # The header names this command instead of the full command line, so that the file is the same on every machine.
    command += ["--custom-compile-command", "python3 tasks.py lock", "--output-file", LOCK.name]
    return [*command, *(["--upgrade"] if upgrade else []), "--group", "dev", "pyproject.toml"]


def run(*, upgrade: bool = False) -> int:
    """Write the lock, with the newest releases if `upgrade`; return the exit code."""
    uv = find_uv()
    if uv is None:
        print("The lock is compiled with uv, which is not on PATH; install it with: pip install uv", file=sys.stderr)
        return 1
    return run_commands([compile_command(uv, upgrade=upgrade)])
