"""Scripts: each that a page asks for, joined with the modules that it imports, without what is for people.

One file for one purpose: a browser asks once, and what is alike in its modules is compressed together. A module may
import names from those beside it, and export them; what it imports as it runs is a script of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rjsmin import jsmin

IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
LATER = re.compile(r'\bimport\(["\']\./([\w-]+\.js)["\']\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) )", re.MULTILINE)
NAME = re.compile(r"^(?:async )?(?:function|class|const|let) ([\w$]+)", re.MULTILINE)
NESTED = re.compile(r"`[^`]*\$\{[^}`]*`")
FORBIDDEN = re.compile(r"^(?:import|export)\b(?!\().*", re.MULTILINE)


class ScriptError(Exception):
    """Modules can't be joined; the message says why."""


def scripts(folder: Path, first: Iterable[str]) -> dict[str, bytes]:
    """Return by its name each script that stands in `first` or is imported as another runs; raises ScriptError."""
    modules = {file.name: file.read_text("utf-8") for file in folder.glob("*.js")}
    found: dict[str, bytes] = {}
    waiting = list(first)
    while waiting:
        name = waiting.pop()
        if name not in found:
            whole = joined(name, modules)
            found[name] = (str(jsmin(whole)) + "\n").encode()
            waiting += LATER.findall(whole)
    return dict(sorted(found.items()))


def joined(name: str, modules: Mapping[str, str]) -> str:
    """Return a module with all that it imports before it; raises ScriptError where two give one name to two things."""
    texts = [IMPORT.sub("", modules[part]) for part in _needed(name, modules, set())]
    whole = EXPORT.sub("", "\n".join(texts)) if len(texts) > 1 else texts[0]
    names = NAME.findall(whole)
    if twice := sorted({one for one in names if names.count(one) > 1}):
        raise ScriptError(f"{name}: two modules name something {', '.join(twice)} — give one another name")
    if left := FORBIDDEN.search(EXPORT.sub("", whole)):
        raise ScriptError(f"{name}: '{left[0]}' can't be joined — write import {{ … }} from \"./….js\"; on one line")
    if inner := NESTED.search(whole):
        raise ScriptError(f"{name}: '{inner[0]}' has a template within a template, which would lose its spaces")
    return whole


def _needed(name: str, modules: Mapping[str, str], seen: set[str]) -> Iterator[str]:
    """List the modules that one needs and that are not among `seen`, each after what it needs; raises ScriptError."""
    if name in seen:
        return
    if name not in modules:
        raise ScriptError(f"{name} is imported and not there — mend its name")
    seen.add(name)
    for part in IMPORT.findall(modules[name]):
        yield from _needed(part, modules, seen)
    yield name
