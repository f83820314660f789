"""Scripts: the modules of the theme joined into few, without what is for people.

A page loads the first scripts at once, and all else, which only some pages need, when it needs it, as one more script:
what is alike in its modules is then compressed together, and nobody fetches it twice. A module imports names from
those beside it on lines of their own; what it imports as it runs is done by a function of the one more script. What
modules name for themselves alone is called by a letter or two.
"""

from __future__ import annotations

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rjsmin import jsmin

MORE = "more.js"
IMPORT = re.compile(r'^import \{(?:(?! as )[^}])*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
LATER = re.compile(r'\bimport\("\./([\w-]+\.js)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) )", re.MULTILINE)
NAME = re.compile(r"^(?:async )?(?:function\*?|class|const|let|var) ([\w$]+)", re.MULTILINE)
FORBIDDEN = re.compile(r"^(?:import|export)\b(?!\().*", re.MULTILINE)
WORD = re.compile(r"[A-Za-z_$][\w$]*")
PART = re.compile(rf"(?<!\.\.)[.#]({WORD.pattern})")
KEY = re.compile(rf"({WORD.pattern}):")
IN_BRACES = re.compile(rf"(?<=[{{,])({WORD.pattern})(?=[,}}=])")
QUOTED = re.compile(r'"(?:\\.|[^"\\\n])*"')
PATTERN = r"(?:(?<![\w$)\]])|(?<=\breturn))/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/"
TEXT = re.compile(rf"{QUOTED.pattern}|`(?:\\.|[^`\\])*`|{PATTERN}")
IN_TEXT = re.compile(r"\$\{[^}]*\}")
NESTED = re.compile(r"`[^`]*\$\{[^}`]*`")
ELSEWHERE = re.compile(rf'\bimport\((?=["`])(?!"\./{re.escape(MORE)}"\)).*')
RESERVED = frozenset({"do", "if", "in"})
"""Words of two letters that can't be names (ECMA-262, 12.7.2)."""


class ScriptError(Exception):
    """Modules can't be joined; the message says why."""


def scripts(folder: Path, first: Sequence[str]) -> dict[str, bytes]:
    """Return the scripts to publish by their names: the `first`, and MORE with all that they import as they run.

    Raises ScriptError where modules are not of the form that can be joined.
    """
    modules = {file.name: file.read_text("utf-8") for file in folder.glob("*.js")}
    texts = {name: "\n".join(_joined([name], modules)) for name in first}
    later = sorted({name for text in texts.values() for name in LATER.findall(text)})
    if later:
        texts[MORE] = more(later, modules)
        if unknown := sorted({*LATER.findall(texts[MORE])} - {*later}):
            raise ScriptError(f"{unknown[0]} is imported late by what is late itself — import it in {', '.join(first)}")
    return {name: _less(name, text) for name, text in texts.items()}


def more(names: list[str], modules: Mapping[str, str]) -> str:
    """Return the script that does what each of `names` does when it is run, with all that they import, once."""
    _refuse_inner(names, modules)
    shared = _joined(names, modules, without=names)
    parts = (f'"{name}": () => {{\n{_body(modules[name])}}},\n' for name in names)
    return "\n".join([*shared, "export const run = {\n", *parts, "};\n"])


def _refuse_inner(names: Iterable[str], modules: Mapping[str, str]) -> None:
    """Raise ScriptError for one of `names` that another module imports from: what it names is in a function."""
    needed = {part for name in names for part in _needed(name, modules, set())}
    for name in sorted(needed):
        for part in IMPORT.findall(modules[name]):
            if part in names:
                raise ScriptError(f"{name} imports from {part}, which is run by itself — put what both need in a third")


def _joined(names: Iterable[str], modules: Mapping[str, str], without: Iterable[str] = ()) -> list[str]:
    """Return the text of each module that `names` need, after those that it needs; raises ScriptError."""
    seen: set[str] = set()
    needed = [part for name in names for part in _needed(name, modules, seen) if part not in without]
    texts = [_body(modules[part]) for part in needed]
    named = [name for text in texts for name in NAME.findall(text)]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise ScriptError(f"two modules name something {', '.join(twice)} — give one another name")
    return texts


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


def _body(text: str) -> str:
    """Return a module without what joins it to others."""
    return EXPORT.sub("", IMPORT.sub("", text))


def _less(name: str, text: str) -> bytes:
    """Return a script without what is for people; raises ScriptError where that would change what it does."""
    if left := FORBIDDEN.search(text.replace("export const run", "const run")):
        raise ScriptError(f"{name}: '{left[0]}' can't be joined — write import {{ … }} from \"./….js\"; on one line")
    if inner := NESTED.search(text):
        raise ScriptError(f"{name}: '{inner[0]}' has a template within a template, which would lose its spaces")
    led = LATER.sub(lambda found: f'import("./{MORE}").then((more) => more.run["{found[1]}"]())', text)
    if other := ELSEWHERE.search(led):
        raise ScriptError(f"{name}: '{other[0]}' leads to no script that is published — write import(\"./….js\")")
    return (shortened(str(jsmin(led)), set(NAME.findall(led))) + "\n").encode()


def shortened(text: str, names: set[str]) -> str:
    """Return a script in which `names`, those of its modules' functions, classes and values, are short.

    A name is left as it is where any thing's part bears it, too, or a text or a pattern says it. All others are called
    otherwise everywhere at once, by words that the script does not know: so each still means what it meant. Raises
    ScriptError for what can't be told from a name.
    """
    if "'" in TEXT.sub("", text):
        raise ScriptError("a text stands between ' and ', where its words would be taken for names — write \"…\"")
    counts = Counter(WORD.findall(text))
    texts = " ".join(IN_TEXT.sub(_said, found) for found in TEXT.findall(text))
    shared = {*PART.findall(text), *KEY.findall(text), *IN_BRACES.findall(text), *WORD.findall(texts)}
    own = sorted((name for name in names - shared if len(name) > 2), key=lambda name: (-counts[name], name))
    fresh = (word for word in _short_words() if word not in counts and word not in RESERVED)
    short = dict(zip(own, fresh, strict=False))
    return WORD.sub(lambda found: short.get(found[0], found[0]), text)


def _said(found: re.Match[str]) -> str:
    """Return what the code within a text says in texts of its own."""
    return " ".join(QUOTED.findall(found[0]))


def _short_words() -> Iterator[str]:
    for length in (1, 2):
        yield from map("".join, itertools.product(string.ascii_letters, repeat=length))
