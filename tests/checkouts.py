"""Copies of the project in new git repositories, with an environment and without network access."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.commands.environment import STAMP, expected_stamp

ROOT = Path(__file__).resolve().parents[1]
GIT_IDENTITY = {
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
}


def isolated_environment(home: Path) -> dict[str, str]:
    """Return environment variables that ignore the user's git settings and put this Python first on PATH."""
    hidden = ("GIT_", "GITHUB_", "PYTEST_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    git = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    return {**inherited, **git, "HOME": str(home), "PATH": path, "PRE_COMMIT_HOME": str(home / "pre-commit")}


def git(folder: Path, *arguments: str) -> str:
    """Run git with a test identity and return its output, ignoring the user's settings."""
    environment = {**isolated_environment(folder), **GIT_IDENTITY}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, env=environment, text=True)
    return done.stdout.removesuffix("\n")


def commit(folder: Path, message: str = "Change") -> None:
    """Commit all files of a checkout."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", f"--message={message}")


def copy_project(target: Path) -> Path:
    """Copy the project, including uncommitted changes, and commit it on `main`."""
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in names:
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    git(target, "init", "--quiet", "--initial-branch=main")
    commit(target, "Begin")
    return target


def install_venv(checkout: Path) -> None:
    """Link the environment of this test run into a checkout, as if it had been installed there."""
    venv = checkout.resolve() / ".venv"
    venv.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (venv / name).symlink_to(Path(sys.prefix) / name)
    (venv / STAMP).write_text(expected_stamp(venv, checkout / "requirements.lock"), "utf-8")
