"""The project's environment: `.venv`, made and kept as `requirements.lock` says.

Imports the standard library alone, for it runs before anything is installed.
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


def interpreter(venv: Path) -> Path:
    """Return where the Python of an environment lies on this system."""
    return venv / "Scripts/python.exe" if os.name == "nt" else venv / "bin/python"


def expected_stamp(venv: Path, lock: Path) -> str:
    """Return what the stamp of an environment says when it holds exactly this lock: its place, then the lock's digest.

    The place is part of it because the scripts of an environment stop working when it is moved or copied.
    """
    return f"{venv}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def read_stamp(venv: Path) -> str:
    """Return an environment's stamp, or an empty string where an install never came to its end."""
    try:
        return (venv / STAMP).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def succeeds(command: Sequence[str]) -> bool:
    """Tell whether a command starts and ends well; what it says is dropped."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def is_usable(venv: Path) -> bool:
    """Tell whether an environment is whole, lies where we made it, and has a Python that starts and is new enough."""
    question = f"import sys; sys.exit(sys.version_info < {MIN_PYTHON})"
    return read_stamp(venv).startswith(f"{venv}\n") and succeeds([str(interpreter(venv)), "-c", question])


def find_uv() -> str | None:
    """Return uv's path if uv is there and starts: a version manager may leave a stub that does not."""
    uv = shutil.which("uv")
    return uv if uv is not None and succeeds([uv, "--version"]) else None


def remove(venv: Path) -> None:
    """Remove an environment that cannot be used; a link goes, what it points to stays."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


def install_commands(venv: Path, lock: Path, uv: str | None, *, create: bool) -> list[list[str]]:
    """Return the commands that make an environment (if `create`) and install a lock into it."""
    # The base interpreter, since this process may itself run in the environment that is about to be replaced.
    base = str(getattr(sys, "_base_executable", "") or sys.executable)
    python = str(interpreter(venv))
    if uv is not None:
        make = [uv, "venv", "--quiet", "--no-project", "--python", base, str(venv)]
        install = [
            uv,
            "pip",
            "sync",
            "--quiet",
            "--compile-bytecode",
            "--require-hashes",
            "--python",
            python,
            str(lock),
        ]
    else:
        make = [base, "-m", "venv", str(venv)]
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install += ["--require-hashes", "--requirement", str(lock)]
    return [make, install] if create else [install]


def install_methods(venv: Path) -> Iterable[tuple[str | None, bool]]:
    """Return the ways to install, in order: uv's path or None for the standard library, and whether to start anew.

    The last resort is always the standard library and an empty folder: uv may not know a proxy's certificate that pip
    does, and an environment that uv made has no pip.
    """
    return dict.fromkeys([(find_uv(), not is_usable(venv)), (None, True)])


def install(venv: Path, lock: Path, uv: str | None, *, create: bool) -> None:
    """Install a lock in one way. The stamp goes first and comes last, so what was broken off is begun again.

    Raises `subprocess.CalledProcessError` if a step fails.
    """
    if create:
        remove(venv)
    (venv / STAMP).unlink(missing_ok=True)
    for step in install_commands(venv, lock, uv, create=create):
        subprocess.run(step, check=True)
    (venv / STAMP).write_text(expected_stamp(venv, lock), encoding="utf-8")


def prepare(venv: Path, lock: Path) -> bool:
    """Bring an environment to what a lock says, doing nothing if it is there already; tell whether it is there now."""
    if read_stamp(venv) == expected_stamp(venv, lock) and interpreter(venv).exists():
        return True
    for uv, create in install_methods(venv):
        print(f"Preparing {venv} with {'uv' if uv else 'venv and pip'} …", file=sys.stderr, flush=True)
        try:
            install(venv, lock, uv, create=create)
        except subprocess.CalledProcessError as error:
            print(f"'{' '.join(error.cmd)}' ended with {error.returncode}.", file=sys.stderr)
        else:
            return True
    return False


def exec_invoke(venv: Path, arguments: Sequence[str]) -> int:
    """Run Invoke inside an environment and return its exit code; on POSIX this process becomes Invoke."""
    command = [str(interpreter(venv)), "-m", "invoke", "--search-root", str(ROOT), *(arguments or ["--list"])]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def bootstrap(arguments: Sequence[str]) -> int:
    """Prepare the environment and run verbs in it; return the exit code."""
    try:
        if prepare(VENV, LOCK):
            return exec_invoke(VENV, arguments)
    except KeyboardInterrupt:
        return 130
    print(f"Could not prepare {VENV}. It takes PyPI or a mirror of it, and the standard venv:", file=sys.stderr)
    print("on Debian and Ubuntu that is a package, apt-get install python3-venv.", file=sys.stderr)
    return 1
