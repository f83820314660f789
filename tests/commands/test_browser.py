"""How a browser is found: in what order, what counts as one, and what happens when there is none."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.commands import browser
from plugins.commands.dev import quality


def make_browser(folder: Path, name: str, code: int = 0) -> str:
    """Make a program that ends with the given exit code, as a browser that starts (0) or does not."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand on a machine with no browser at all, where nothing can be installed."""
    monkeypatch.delenv(browser.BROWSER_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(browser, "playwright_chromium", lambda: None)
    monkeypatch.setattr(browser, "installers", lambda: iter(()))


def test_browser_bin_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """BROWSER_BIN is taken even where Playwright's own and one on PATH are there."""
    chosen = make_browser(tmp_path, "chosen")
    own = make_browser(tmp_path, "own")
    make_browser(tmp_path / "path", "chromium")
    monkeypatch.setattr(browser, "playwright_chromium", lambda: own)
    monkeypatch.setenv(browser.BROWSER_VARIABLE, chosen)
    assert browser.find() == chosen


def test_playwrights_own_comes_second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Playwright's own browser is taken before one on PATH."""
    own = make_browser(tmp_path, "own")
    make_browser(tmp_path / "path", "chromium")
    monkeypatch.setattr(browser, "playwright_chromium", lambda: own)
    assert browser.find() == own


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "chrome"])
def test_a_browser_on_path_comes_third(name: str, tmp_path: Path) -> None:
    """Each of the names that Chromium and Chrome go by is found on PATH."""
    assert browser.find() is None
    on_path = make_browser(tmp_path / "path", name)
    assert browser.find() == on_path


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    """A stub on PATH does not hide the browser that works."""
    make_browser(tmp_path / "path", "chromium", code=1)
    working = make_browser(tmp_path / "path", "google-chrome")
    assert browser.find() == working


def test_a_wrong_choice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A BROWSER_BIN that does not start is an error, even where another browser would do."""
    make_browser(tmp_path / "path", "chromium")
    monkeypatch.setenv(browser.BROWSER_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(browser.BrowserMissingError, match="nowhere"):
        browser.find()


def test_installing_goes_on_until_a_browser_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the first way to install fails, the next is tried, and what it installed is found."""
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
def test_the_system_is_changed_only_as_root_on_debian(
    monkeypatch: pytest.MonkeyPatch, root: bool, debian: bool, last: str
) -> None:
    """Playwright's download is always tried first; apt-get comes after it, and only where it can work."""
    monkeypatch.undo()
    monkeypatch.setattr(browser, "is_root", lambda: root)
    monkeypatch.setattr(browser, "is_debian", lambda: debian)
    first, *rest = browser.installers()
    assert first[0][1:] == ["-m", "playwright", "install", "chromium"]
    assert [commands[-1][0] for commands in rest] == ([last] if last else [])


def test_without_a_browser_the_tests_fail(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """No browser to be had: the test run fails with what to do, and pytest never starts."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pytest was started"))
    assert quality.run_tests() == 1
    assert "Install Chromium or Chrome, or set BROWSER_BIN" in capsys.readouterr().err


def test_root_gets_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium's sandbox is switched off for root alone, who cannot have it."""
    monkeypatch.setattr(browser, "is_root", lambda: True)
    assert "--no-sandbox" in browser.launch_flags()
    monkeypatch.setattr(browser, "is_root", lambda: False)
    assert "--no-sandbox" not in browser.launch_flags()
