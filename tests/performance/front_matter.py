"""Families of front matter and registries whose cost could grow faster than their size."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.performance.measure import Cost, measure

SMALL = Path(__file__).resolve().parents[1] / "sites/valid/small"
PATH = "reports/2020/2020-01-02-faulty.md"
KEYS = "title: Faulty\ndate: 2020-01-02\nregion: northland\nsummary: A report.\n"
SIZES = (32 * 1024, 128 * 1024, 510 * 1024)
"""Bytes of the text; the last leaves room for the keys of a report at the limit."""


def _times(text: str) -> Callable[[int], str]:
    """Return a family that repeats one piece."""
    return lambda size: text * (size // len(text.encode()))


def _within(start: str, piece: str, end: str = "") -> Callable[[int], str]:
    return lambda size: start + _times(piece)(size) + end + "\n"


def _counted(start: str, piece: str, end: str = "") -> Callable[[int], str]:
    """Return a family of numbered pieces, all different."""
    return lambda size: start + "".join(piece.format(n) for n in range(size // len(piece.format(10_000)))) + end + "\n"


EVENT = "  - {{id: e-{0}, date: 2020-01-01, type: outage, region: northland, summary: S.}}\n"
NAMES = ", ".join(f"a{n}" for n in range(32))
FRONT_MATTER: dict[str, Callable[[int], str]] = {
    "alias bomb": lambda size: "a: &a [x]\n" + _times("b: [*a, *a]\n")(size),
    "aliases": _within("a: &a x\nb: [", "*a,", "]"),
    "anchors": _counted("a:\n", "- &a{0} x\n"),
    "colons": _within("a: {", ":,", "}"),
    "comments": _times("#\n"),
    "control characters": _within('note: "', "\x01", '"'),
    "dashes": _within("a: \n ", "- "),
    "deep blocks": lambda size: "\n".join(" " * n + "a:" for n in range(int((2 * size) ** 0.5))) + "\n",
    "deep brackets": _within("a: ", "["),
    "deep mappings": _within("a: ", "{a: "),
    "directives": _counted("", "%TAG !a{0}! x\n"),
    "directives behind a key": _counted("a: b\n", "%TAG !a{0}! x\n"),
    "empty items": _within("tags:\n", "-\n"),
    "empty lists": _within("tags: [", "[],", "]"),
    "escapes": _within('reason: "', "\\n", '"'),
    "events": _counted("events:\n", EVENT),
    "events of ten thousand years": _counted("events:\n", EVENT.replace("2020-01-01", "0001/9999")),
    "events with many names": _counted("events:\n", EVENT.replace("S.", f"S., tags: [{NAMES}], actors: [{NAMES}]")),
    "empty events": _within("events:\n", "- {}\n"),
    "former names": _counted("formerly:\n", "- 2020-01-02-n{0}\n"),
    "identifiers": _counted("events: [{id: a, identifiers: {", "a{0}: b,", "}}]"),
    "keys": _counted("", "key-{0}: x\n"),
    "keys without a value": _within("a: {", "b,", "}"),
    "keys, misspelt": _times("titel: x\n"),
    "letters of two scripts": _within("reason: ", "aα"),
    "letters with accents": _within("reason: ", "а\u0301\u200d"),
    "long number": _within("events: [{place_precision: ", "1", "}]"),
    "long title": _within("title2: x\nreason: ", "x"),
    "long word": _within("tags: [", "a-", "]"),
    "long word, misspelt": _within("status: ", "publish"),
    "unknown names": _counted("events:\n", "- {{id: e, actors: [harbor-{0}x]}}\n"),
    "numbers": _within("events: [{sources: [", "1,", "]}]"),
    "one tag repeated": _within("tags: [", "fog,", "]"),
    "question marks": _within("", "? "),
    "quotes": _within("a: ", "'"),
    "sources": _counted("sources:\n", "- {{publisher: gazette, title: T{0}}}\n"),
    "spread text": _within("reason: ", "x\n  "),
    "strings": _within("a: [", '"",', "]"),
    "tags of YAML": _within("a: [", "!x b,", "]"),
    "unknown tags": _counted("tags: [", "t{0},", "]"),
    "web address": _within("sources: [{publisher: gazette, title: T, url: 'https://a", ".a", "/'}]"),
}
"""Front matter by what it repeats."""
REGISTRIES: dict[str, Callable[[int], str]] = {
    "a chain of parents": _counted("", "- {{id: a{0}, name: A{0}, kind: person, parent: a0}}\n"),
    "a long circle of parents": lambda size: "".join(
        f"- {{id: a{n}, name: A{n}, kind: person, parent: a{n + 1}}}\n" for n in range(size // 50)
    ),
    "look-alikes": _times("- {id: a, name: Il1O0, kind: person}\n"),
    "unknown parents": _counted("", "- {{id: a{0}, name: A{0}, kind: person, parent: b{0}}}\n"),
}
"""Registries of actors by what they repeat; they may be larger than reports."""
FAMILIES = [*FRONT_MATTER, *(f"registry: {name}" for name in REGISTRIES)]


def costs(name: str) -> list[Cost]:
    """Return what a family costs at each size; `result` is the list of problems."""
    from plugins.archive.files.folder import registry_path

    if name in FRONT_MATTER:
        return [_cost(PATH, f"---\n{KEYS}{FRONT_MATTER[name](size)}---\n") for size in SIZES]
    registry = REGISTRIES[name.removeprefix("registry: ")]
    return [_cost(registry_path("actor"), registry(size)) for size in SIZES]


def _cost(path: str, text: str) -> Cost:
    """Return what it costs to read an archive that contains one such file."""
    from plugins.archive.archive import load_archive
    from plugins.archive.problems import ArchiveError
    from plugins.archive.urls import Urls

    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(SMALL, Path(folder) / "content"))
        (content / path).write_text(text, "utf-8")

        def read() -> list[str]:
            try:
                load_archive(content, Urls())
            except ArchiveError as error:
                return [str(problem) for problem in error.problems]
            return []

        return measure(read)
