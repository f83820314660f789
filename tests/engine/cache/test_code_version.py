"""The code version: it includes every library that affects pages or caches."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from plugins.engine.cache.code_version import LIBRARIES, ROOT

WITHOUT_EFFECT = {"blinker", "filelock", "rich", "plugins"}
"""Imported packages that don't affect pages or caches: signals, locks and terminal output."""


def imported_packages(file: Path) -> set[str]:
    """Return the packages that a module imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_version_includes_every_used_library() -> None:
    """Each library that the archive, its pages or the engine import is in the version, and no other one."""
    files = [*(ROOT / "plugins").glob("*.py"), ROOT / "pelican.conf.py"]
    files += [file for name in ("archive", "pages", "engine") for file in (ROOT / "plugins" / name).rglob("*.py")]
    packages = set().union(*map(imported_packages, files)) - set(sys.stdlib_module_names) - WITHOUT_EFFECT
    distributions = packages_distributions()
    used = {distributions[package][0].lower().replace("_", "-") for package in packages}
    assert used | {"pagefind-bin"} == set(LIBRARIES)
