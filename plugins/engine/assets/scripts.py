"""Scripts: the theme's JavaScript modules joined into one minified bundle per entry point.

Each file at the top of `static/js` is an entry point; modules in its folders are joined in front of it. esbuild would
do more, but no PyPI wheel carries its bundler, and wheels of Deno or Bun are over 40 MB.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from rjsmin import jsmin

IMPORT = re.compile(r'^import \{(?:(?! as )[^}])*\} from "(\.{1,2}/[\w./-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) )", re.MULTILINE)
TOP_LEVEL_NAME = re.compile(r"^(?:async )?(?:function\*?|class|const|let|var) ([\w$]+)", re.MULTILINE)
UNSUPPORTED = re.compile(r"^(?:import|export)\b(?!\().*", re.MULTILINE)
DYNAMIC_IMPORT = re.compile(r"""\bimport\((?=["'`])(?:"\./([\w-]+\.js)"\))?.*""")
NESTED_TEMPLATE = re.compile(r"`[^`]*\$\{[^}`]*`")


class ScriptError(Exception):
    """The theme's modules can't be joined."""


def bundle_scripts(folder: Path) -> dict[str, bytes]:
    """Return the minified bundle of each entry point in `folder`, by file name.

    Raises ScriptError for module syntax that the joiner does not support.
    """
    modules = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.js")}
    return {name: _bundle(name, modules) for name in sorted(modules) if _is_entry_point(name)}


def _is_entry_point(name: str) -> bool:
    return "/" not in name


def _bundle(entry_point: str, modules: Mapping[str, str]) -> bytes:
    names = list(_dependencies(entry_point, modules, set()))
    bodies = [_body(name, modules) for name in names]
    counts = Counter(defined for body in bodies for defined in TOP_LEVEL_NAME.findall(body))
    if duplicates := sorted(name for name, count in counts.items() if count > 1):
        raise ScriptError(f"two modules define {', '.join(duplicates)} — rename one of them")
    return f"{jsmin(''.join(bodies))}\n".encode()


def _dependencies(name: str, modules: Mapping[str, str], seen: set[str]) -> Iterator[str]:
    """Yield the modules that `name` imports and that are not in `seen`, dependencies first, and `name` itself."""
    if name in seen:
        return
    seen.add(name)
    for target in IMPORT.findall(modules[name]):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if path not in modules:
            raise ScriptError(f"{name} imports {path}, which does not exist — correct the path")
        if _is_entry_point(path):
            raise ScriptError(f"{name} imports the entry point {path} — move the shared code to a folder")
        yield from _dependencies(path, modules, seen)
    yield name


def _body(name: str, modules: Mapping[str, str]) -> str:
    """Return a module without its imports and export keywords; raises ScriptError for unsupported syntax."""
    text = EXPORT.sub("", IMPORT.sub("", modules[name]))
    if found := UNSUPPORTED.search(text):
        raise ScriptError(f"{name}: '{found[0]}' is not supported — write import {{ … }} from \"./….js\"; on one line")
    if found := NESTED_TEMPLATE.search(text):
        raise ScriptError(f"{name}: '{found[0]}' nests a template in a template, which the minifier breaks")
    for found in DYNAMIC_IMPORT.finditer(text):
        if found[1] not in modules:
            raise ScriptError(f"{name}: '{found[0]}' imports no entry point — write import(\"./….js\")")
    return text
