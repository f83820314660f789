"""Find or install the browser for tests and measurements."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.commands.environment import ExternalToolError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSER_VARIABLE = "BROWSER_BIN"
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
START_SECONDS = 60
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


class BrowserMissingError(ExternalToolError):
    """No browser was found or installed; the message names a remedy."""


def launch_flags() -> list[str]:
    """Return the flags of a test browser: the page is the only source of network traffic."""
    # Chromium refuses to run as root in its sandbox.
    return [*FLAGS, "--no-sandbox"] if is_root() else list(FLAGS)


def is_root() -> bool:
    """Return whether this process runs as root; always false on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_debian() -> bool:
    """Return whether this system is Debian or based on it."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def can_start(browser: str) -> bool:
    """Return whether a browser starts: it may lack libraries, or be a stub that only names a package to install."""
    try:
        command = [browser, "--version", *launch_flags()]
        return subprocess.run(command, check=False, capture_output=True, timeout=START_SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwright_chromium() -> str | None:
    """Return the Chromium that Playwright has downloaded, if any."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.executable_path
    return browser if Path(browser).exists() else None


def find() -> str | None:
    """Return a working browser: that of BROWSER_BIN, then Playwright's, then one on PATH.

    Raises `BrowserMissingError` if that of BROWSER_BIN does not start, instead of silently using another one.
    """
    browser = os.environ.get(BROWSER_VARIABLE)
    if not browser:
        candidates = (playwright_chromium(), *map(shutil.which, BROWSER_NAMES))
        return next((path for path in candidates if path and can_start(path)), None)
    if not can_start(browser):
        raise BrowserMissingError(f"{BROWSER_VARIABLE} is '{browser}', which does not start as a browser.")
    return browser


def installers() -> Iterator[Sequence[Sequence[str]]]:
    """Yield the ways to install a browser on this machine, each a list of commands."""
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if is_root() and is_debian():
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]


def install() -> str | None:
    """Install a browser, trying each way in turn; return it, or None if all failed."""
    for commands in installers():
        print(f"No browser found; trying: {' && '.join(map(' '.join, commands))}", file=sys.stderr, flush=True)
        if all(subprocess.run(command, check=False).returncode == 0 for command in commands):
            browser = find()
            if browser is not None:
                return browser
    return None


def find_or_install() -> str:
    """Return a working browser, installing one if necessary; raises `BrowserMissingError`."""
    browser = find() or install()
    if browser is None:
        raise BrowserMissingError(
            "The tests need a browser; none was found and none could be installed. "
            f"Install Chromium or Chrome, or set {BROWSER_VARIABLE} to the path of one."
        )
    return browser


@contextmanager
def launch(*flags: str) -> Iterator[Browser]:
    """Run a browser, with additional flags if given, while the context lasts; raises `BrowserMissingError`."""
    from playwright.sync_api import sync_playwright

    path = find_or_install()  # before Playwright starts below: it cannot run twice at the same time
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*launch_flags(), *flags])
        yield browser
        browser.close()
