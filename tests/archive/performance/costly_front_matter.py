"""Front matter and registry files designed to be slow to read.

Run as a script, it prints JSON: for each family and size the CPU seconds, the peak MiB and the problems.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.archive.performance.measure import TIMED_OUT, measure

SMALL = Path(__file__).resolve().parents[2] / "sites/valid/small"
PATH = "reports/2020/2020-01-02-faulty.md"
KEYS = "title: Faulty\ndate: 2020-01-02\nregion: northland\nsummary: A report.\n"
SIZES = (32 * 1024, 128 * 1024, 510 * 1024)
"""Bytes of front matter; the largest report has room for the required keys."""


def _repeat(text: str) -> Callable[[int], str]:
    """Return a family that repeats a text."""
    return lambda size: text * (size // len(text.encode()))


def _enclose(start: str, text: str, end: str = "") -> Callable[[int], str]:
    return lambda size: start + _repeat(text)(size) + end + "\n"


def _number(start: str, text: str, end: str = "") -> Callable[[int], str]:
    """Return a family that repeats a text with a different number in it."""
    return lambda size: start + "".join(text.format(n) for n in range(size // len(text.format(10_000)))) + end + "\n"


EVENT = "  - {{id: e-{0}, date: 2020-01-01, type: outage, region: northland, summary: S.}}\n"
IDS = ", ".join(f"a{n}" for n in range(32))
FRONT_MATTER: dict[str, Callable[[int], str]] = {
    "alias bomb": lambda size: "a: &a [x]\n" + _repeat("b: [*a, *a]\n")(size),
    "aliases": _enclose("a: &a x\nb: [", "*a,", "]"),
    "anchors": _number("a:\n", "- &a{0} x\n"),
    "colons": _enclose("a: {", ":,", "}"),
    "comments": _repeat("#\n"),
    "control characters": _enclose('note: "', "\x01", '"'),
    "dashes": _enclose("a: \n ", "- "),
    "deep blocks": lambda size: "\n".join(" " * n + "a:" for n in range(int((2 * size) ** 0.5))) + "\n",
    "deep brackets": _enclose("a: ", "["),
    "deep mappings": _enclose("a: ", "{a: "),
    "directives": _number("", "%TAG !a{0}! x\n"),
    "directives behind a key": _number("a: b\n", "%TAG !a{0}! x\n"),
    "empty items": _enclose("tags:\n", "-\n"),
    "empty lists": _enclose("tags: [", "[],", "]"),
    "escapes": _enclose('reason: "', "\\n", '"'),
    "events": _number("events:\n", EVENT),
    "events of ten thousand years": _number("events:\n", EVENT.replace("2020-01-01", "0001/9999")),
    "events with many ids": _number("events:\n", EVENT.replace("S.", f"S., tags: [{IDS}], actors: [{IDS}]")),
    "empty events": _enclose("events:\n", "- {}\n"),
    "former names": _number("formerly:\n", "- 2020-01-02-n{0}\n"),
    "identifiers": _number("events: [{id: a, identifiers: {", "a{0}: b,", "}}]"),
    "keys": _number("", "key-{0}: x\n"),
    "keys without a value": _enclose("a: {", "b,", "}"),
    "misspelt keys": _repeat("titel: x\n"),
    "letters of two scripts": _enclose("reason: ", "aα"),
    "letters with accents": _enclose("reason: ", "а\u0301\u200d"),
    "long number": _enclose("events: [{place_precision: ", "1", "}]"),
    "long title": _enclose("title2: x\nreason: ", "x"),
    "long word": _enclose("tags: [", "a-", "]"),
    "misspelt word": _enclose("status: ", "publish"),
    "unknown actors": _number("events:\n", "- {{id: e, actors: [harbor-{0}x]}}\n"),
    "numbers": _enclose("events: [{sources: [", "1,", "]}]"),
    "one repeated tag": _enclose("tags: [", "fog,", "]"),
    "question marks": _enclose("", "? "),
    "quotes": _enclose("a: ", "'"),
    "sources": _number("sources:\n", "- {{publisher: gazette, title: T{0}}}\n"),
    "spread text": _enclose("reason: ", "x\n  "),
    "strings": _enclose("a: [", '"",', "]"),
    "tags of YAML": _enclose("a: [", "!x b,", "]"),
    "unknown tags": _number("tags: [", "t{0},", "]"),
    "web address": _enclose("sources: [{publisher: gazette, title: T, url: 'https://a", ".a", "/'}]"),
}
"""Families of front matter, by the text that they repeat."""
REGISTRIES: dict[str, Callable[[int], str]] = {
    "a chain of parents": _number("", "- {{id: a{0}, name: A{0}, kind: person, parent: a0}}\n"),
    "a cycle of parents": lambda size: "".join(
        f"- {{id: a{n}, name: A{n}, kind: person, parent: a{n + 1}}}\n" for n in range(size // 50)
    ),
    "look-alikes": _repeat("- {id: a, name: Il1O0, kind: person}\n"),
    "unknown parents": _number("", "- {{id: a{0}, name: A{0}, kind: person, parent: b{0}}}\n"),
}
"""Families of actor registries."""


def costs() -> dict[str, list[tuple[float, float, list[str]]]]:
    """Measure each family at each size, each in a separate process."""
    from plugins.archive.files.folder import registry_path

    found = {
        name: [_cost(PATH, f"---\n{KEYS}{text(size)}---\n") for size in SIZES] for name, text in FRONT_MATTER.items()
    }
    for name, text in REGISTRIES.items():
        found[f"registry: {name}"] = [_cost(registry_path("actor"), text(size)) for size in SIZES]
    return found


def _cost(path: str, text: str) -> tuple[float, float, list[str]]:
    """Return the cost of reading an archive with this file."""
    from plugins.archive.archive import load_archive
    from plugins.archive.problems import ArchiveError
    from plugins.archive.urls import Urls

    with tempfile.TemporaryDirectory() as workspace:
        content = Path(shutil.copytree(SMALL, Path(workspace) / "content"))
        (content / path).write_text(text, "utf-8")

        def read() -> list[str]:
            try:
                load_archive(content, Urls())
            except ArchiveError as error:
                return [str(problem) for problem in error.problems]
            return []

        seconds, memory, problems = measure(read)
    return seconds, memory, problems if problems is not None else [TIMED_OUT]


if __name__ == "__main__":
    import plugins.archive.archive  # noqa: F401 # imported once, before the forks

    print(json.dumps(costs()))
