"""The project's virtual environment: `.venv`, created from `requirements.lock`.

Imports only the standard library, because it runs before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = "sitrep-lock"
MIN_PYTHON = (3, 11)


class ExternalToolError(Exception):
    """A tool outside the project is missing and could not be installed, or it failed."""


def interpreter(venv: Path) -> Path:
    """Return the path of an environment's Python."""
    return venv / "Scripts/python.exe" if os.name == "nt" else venv / "bin/python"


def expected_stamp(venv: Path, lock: Path) -> str:
    """Return the stamp of an environment that has exactly this lock installed: its path, then the lock's digest.

    The path is included because the scripts of an environment stop working when it is moved or copied.
    """
    return f"{venv}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def read_stamp(venv: Path) -> str:
    """Return an environment's stamp; empty if no installation was completed."""
    try:
        return (venv / STAMP).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def succeeds(command: Sequence[str]) -> bool:
    """Return whether a command starts and exits with 0; its output is discarded."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def run_commands(commands: Iterable[Sequence[str]]) -> int:
    """Run commands in the checkout, all of them even after a failure; return 0 if all succeeded."""
    return max((subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands), key=abs)


def is_usable(venv: Path) -> bool:
    """Return whether an environment is complete, was not moved, and has a working Python of a supported version."""
    check = f"import sys; sys.exit(sys.version_info < {MIN_PYTHON})"
    return read_stamp(venv).startswith(f"{venv}\n") and succeeds([str(interpreter(venv)), "-c", check])


def find_uv() -> str | None:
    """Return the path of uv if it starts: a version manager may install a stub that does not."""
    uv = shutil.which("uv")
    return uv if uv is not None and succeeds([uv, "--version"]) else None


def remove(venv: Path) -> None:
    """Remove an unusable environment; of a symbolic link, only the link."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


def install_commands(venv: Path, lock: Path, uv: str | None, *, create: bool) -> list[list[str]]:
    """Return the commands that create an environment (if `create`) and install a lock into it."""
    # The base interpreter: this process may run in the environment that is about to be replaced.
    base = str(getattr(sys, "_base_executable", "") or sys.executable)
    python = str(interpreter(venv))
    if uv is not None:
        make = [uv, "venv", "--quiet", "--no-project", "--python", base, str(venv)]
        install = [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes"]
        install += ["--python", python, str(lock)]
    else:
        make = [base, "-m", "venv", str(venv)]
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install += ["--require-hashes", "--requirement", str(lock)]
    return [make, install] if create else [install]


def install_methods(venv: Path) -> Iterable[tuple[str | None, bool]]:
    """Return the methods to try in order, each as uv's path (None: venv and pip) and whether to create the environment.

    The last one is always venv and pip in an empty folder: uv may reject a proxy's certificate that pip accepts, and
    an environment created by uv has no pip.
    """
    return dict.fromkeys([(find_uv(), not is_usable(venv)), (None, True)])


def install(venv: Path, lock: Path, uv: str | None, *, create: bool) -> None:
    """Install a lock with one method; raises `subprocess.CalledProcessError`.

    The stamp is removed first and written last, so that an interrupted installation is repeated.
    """
    if create:
        remove(venv)
    (venv / STAMP).unlink(missing_ok=True)
    for command in install_commands(venv, lock, uv, create=create):
        subprocess.run(command, check=True)
    (venv / STAMP).write_text(expected_stamp(venv, lock), encoding="utf-8")


def prepare(venv: Path, lock: Path) -> bool:
    """Install a lock into an environment unless it is already installed; return whether it is installed now."""
    if read_stamp(venv) == expected_stamp(venv, lock) and interpreter(venv).exists():
        return True
    for uv, create in install_methods(venv):
        print(f"Preparing {venv} with {'uv' if uv else 'venv and pip'} …", file=sys.stderr, flush=True)
        try:
            install(venv, lock, uv, create=create)
        except subprocess.CalledProcessError as error:
            print(f"'{' '.join(error.cmd)}' failed with exit code {error.returncode}.", file=sys.stderr)
        else:
            return True
    return False


def exec_invoke(venv: Path, arguments: Sequence[str]) -> int:
    """Run Invoke in an environment and return its exit code; on POSIX it replaces this process."""
    command = [str(interpreter(venv)), "-m", "invoke", "--search-root", str(ROOT), *(arguments or ["--list"])]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def bootstrap(arguments: Sequence[str]) -> int:
    """Prepare the environment and run Invoke in it; return the exit code."""
    try:
        if prepare(VENV, LOCK):
            return exec_invoke(VENV, arguments)
    except KeyboardInterrupt:
        return 130
    needs = "access to PyPI or a mirror, and the standard module venv;"
    print(f"Could not prepare {VENV}. This needs {needs}", file=sys.stderr)
    print("on Debian and Ubuntu, install it with: apt-get install python3-venv", file=sys.stderr)
    return 1
