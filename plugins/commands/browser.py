"""The browser that the tests drive: found on this machine, or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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


class BrowserMissingError(Exception):
    """No browser can be had; the message says what to do about it."""


def launch_flags() -> list[str]:
    """Return the switches a test browser starts with: nothing on the network but what the page asks for."""
    # Chromium refuses to run as root inside its own sandbox.
    return [*FLAGS, "--no-sandbox"] if is_root() else list(FLAGS)


def is_root() -> bool:
    """Tell whether this process is the superuser; never so on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_debian() -> bool:
    """Tell whether this system is Debian or made from it."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def can_start(browser: str) -> bool:
    """Tell whether a browser starts: one may lack libraries, or be a stub that only names a package to install."""
    try:
        question = [browser, "--version", *launch_flags()]
        return subprocess.run(question, check=False, capture_output=True, timeout=START_SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwright_chromium() -> str | None:
    """Return the Chromium that Playwright downloaded for itself, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.executable_path
    return browser if Path(browser).exists() else None


def candidates() -> Iterator[str]:
    """Yield the browsers of this machine, the preferred one first."""
    own = playwright_chromium()
    if own is not None:
        yield own
    yield from filter(None, map(shutil.which, BROWSER_NAMES))


def browser_from_environment(environment: Mapping[str, str]) -> str | None:
    """Return the browser that the environment asks for.

    Raises `BrowserMissingError` if it does not start: a choice that cannot be met is not silently replaced.
    """
    browser = environment.get(BROWSER_VARIABLE)
    if browser and not can_start(browser):
        raise BrowserMissingError(f"{BROWSER_VARIABLE} is '{browser}', which does not start as a browser.")
    return browser or None


def find() -> str | None:
    """Return a browser of this machine that starts: BROWSER_BIN, Playwright's own, then those on PATH."""
    return browser_from_environment(os.environ) or next(filter(can_start, candidates()), None)


def installers() -> Iterator[Sequence[Sequence[str]]]:
    """Yield the ways to install a browser here, each a list of commands to run in turn."""
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if is_root() and is_debian():
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]


def install() -> str | None:
    """Install a browser, trying one way after the other until one starts; return it, or None if none does."""
    for commands in installers():
        print(f"No browser found; trying: {' && '.join(map(' '.join, commands))}", file=sys.stderr, flush=True)
        if all(subprocess.run(command, check=False).returncode == 0 for command in commands):
            browser = find()
            if browser is not None:
                return browser
    return None


def find_or_install() -> str:
    """Return a browser that starts, installing one if need be.

    Raises `BrowserMissingError` if there is none to be had.
    """
    browser = find() or install()
    if browser is None:
        raise BrowserMissingError(
            "The tests drive a real browser, none was found and none could be installed. "
            f"Install Chromium or Chrome, or set {BROWSER_VARIABLE} to the path of one."
        )
    return browser


@contextmanager
def launch(*more: str) -> Iterator[Browser]:
    """Start a browser, with more switches than ours if given, for as long as the context lasts.

    Raises `BrowserMissingError` if there is none to be had.
    """
    from playwright.sync_api import sync_playwright

    path = find_or_install()  # first, for it may ask Playwright too, which can't be asked twice at a time
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*launch_flags(), *more])
        yield browser
        browser.close()
