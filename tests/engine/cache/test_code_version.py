"""The version: nothing that makes pages what they are is left out of it."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from plugins.engine.cache.code_version import LIBRARIES, ROOT

SHOWS_NOT = {"blinker", "rich", "plugins"}
"""What is imported and leaves no trace in pages or records: Pelican's signals, and words on the terminal."""


def imported(file: Path) -> set[str]:
    """Return the packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_every_library_counts() -> None:
    """Each library that the archive, its pages or the engine use is in the version, and no other is."""
    files = [*(ROOT / "plugins").glob("*.py"), ROOT / "pelican.conf.py"]
    files += [file for name in ("archive", "pages", "engine") for file in (ROOT / "plugins" / name).rglob("*.py")]
    packages = set().union(*map(imported, files)) - set(sys.stdlib_module_names) - SHOWS_NOT
    known = packages_distributions()
    used = {known[package][0].lower().replace("_", "-") for package in packages}
    assert used | {"pagefind-bin"} == set(LIBRARIES)
