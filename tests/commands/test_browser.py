"""Finding a browser: the order of candidates, which ones count, and what happens without one."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.commands import browser
from plugins.commands.dev import quality


def make_browser(folder: Path, name: str, code: int = 0) -> str:
    """Create a program with an exit code: 0 like a browser that starts, another like one that does not."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Simulate a machine without browsers, on which none can be installed."""
    monkeypatch.delenv(browser.BROWSER_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(browser, "playwright_chromium", lambda: None)
    monkeypatch.setattr(browser, "installers", lambda: iter(()))


def test_browser_bin_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """BROWSER_BIN takes precedence over Playwright's browser and those on PATH."""
    chosen = make_browser(tmp_path, "chosen")
    own = make_browser(tmp_path, "own")
    make_browser(tmp_path / "path", "chromium")
    monkeypatch.setattr(browser, "playwright_chromium", lambda: own)
    monkeypatch.setenv(browser.BROWSER_VARIABLE, chosen)
    assert browser.find() == chosen


def test_playwrights_browser_comes_second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Playwright's browser takes precedence over those on PATH."""
    own = make_browser(tmp_path, "own")
    make_browser(tmp_path / "path", "chromium")
    monkeypatch.setattr(browser, "playwright_chromium", lambda: own)
    assert browser.find() == own


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "chrome"])
def test_a_browser_on_path_comes_third(name: str, tmp_path: Path) -> None:
    """All names of Chromium and Chrome are found on PATH."""
    assert browser.find() is None
    on_path = make_browser(tmp_path / "path", name)
    assert browser.find() == on_path


def test_a_browser_that_does_not_start_is_skipped(tmp_path: Path) -> None:
    """A stub on PATH does not hide a working browser."""
    make_browser(tmp_path / "path", "chromium", code=1)
    working = make_browser(tmp_path / "path", "google-chrome")
    assert browser.find() == working


def test_a_wrong_browser_bin_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A BROWSER_BIN that does not start is an error, even if another browser works."""
    make_browser(tmp_path / "path", "chromium")
    monkeypatch.setenv(browser.BROWSER_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(browser.BrowserMissingError, match="nowhere"):
        browser.find()


def test_installers_are_tried_until_a_browser_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """If the first installer fails, the second runs, and its browser is found."""
    ran: list[Sequence[str]] = []

    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        if command == ["second"]:
            make_browser(tmp_path / "path", "chromium")
        return subprocess.CompletedProcess(command, 1 if command == ["first"] else 0)

    monkeypatch.setattr(browser, "installers", lambda: iter([[["first"], ["never"]], [["second"]]]))
    monkeypatch.setattr(browser, "can_start", lambda path: Path(path).exists())
    monkeypatch.setattr(subprocess, "run", run)
    assert browser.find_or_install() == str(tmp_path / "path/chromium")
    assert ran == [["first"], ["second"]]


@pytest.mark.parametrize(("root", "debian", "last"), [(True, True, "apt-get"), (True, False, ""), (False, True, "")])
def test_apt_get_runs_only_as_root_on_debian(
    monkeypatch: pytest.MonkeyPatch, root: bool, debian: bool, last: str
) -> None:
    """Playwright's download always comes first, and apt-get only where it can work."""
    monkeypatch.undo()
    monkeypatch.setattr(browser, "is_root", lambda: root)
    monkeypatch.setattr(browser, "is_debian", lambda: debian)
    first, *rest = browser.installers()
    assert first[0][1:] == ["-m", "playwright", "install", "chromium"]
    assert [commands[-1][0] for commands in rest] == ([last] if last else [])


def test_the_test_command_needs_a_browser(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a browser, the command fails with instructions and does not start pytest."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pytest started"))
    assert quality.run_tests() == 1
    assert "Install Chromium or Chrome, or set BROWSER_BIN" in capsys.readouterr().err


def test_only_root_runs_without_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium's sandbox, which does not work as root, is disabled for root only."""
    monkeypatch.setattr(browser, "is_root", lambda: True)
    assert "--no-sandbox" in browser.launch_flags()
    monkeypatch.setattr(browser, "is_root", lambda: False)
    assert "--no-sandbox" not in browser.launch_flags()
