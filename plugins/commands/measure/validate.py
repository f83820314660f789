"""The validate command: the Nu Html Checker's word on every page, style sheet and picture drawn as SVG that we make."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.archive import urls as paths
from plugins.archive.problems import ArchiveError
from plugins.commands.build import ROOT, build_site, make_options
from plugins.commands.measure.external_tools import ExternalToolError, java_path, node_modules

SITES = ROOT / "tests/sites/valid"
SITEURL = "https://example.org/archive"


@dataclass(frozen=True, slots=True, order=True)
class ValidationMessage:
    """What the checker finds wrong: the file, the line and column (0: of the file as a whole), its words."""

    file: str
    line: int
    column: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.words}"


@dataclass(frozen=True, slots=True)
class IgnoredMessage:
    """What is no fault though the checker says so: expressions for its words, what it quotes and the file; and why."""

    words: str
    why: str
    quoted: str = ".*"
    file: str = ".*"

    def covers(self, fault: ValidationMessage, quoted: str) -> bool:
        """Tell whether a fault is of this kind: every expression matches the whole of what it is for."""
        pairs = ((self.words, fault.words), (self.quoted, quoted), (self.file, fault.file))
        return all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in pairs)


IGNORED = (
    IgnoredMessage(
        r"Resource violates Content Security Policy \(meta tag\): (external )?\w+ “/archive/.*” blocked by .*",
        "the pages lie in a folder here, where nothing is 'self'; browsers hold them to the policy in our tests",
    ),
    IgnoredMessage(
        "CSS: “(vector-effect|paint-order)”: Property “.*” doesn't exist.",
        "SVG 2 (8.13, 13.8) defines them for CSS too",
    ),
    IgnoredMessage(
        "CSS: Parse Error.", "CSS Custom Highlight API (2.1) defines it, browsers have it", r"highlight\(found\).*"
    ),
    IgnoredMessage(
        "CSS: (“scroll-target-group”: Property|Unknown pseudo-element or pseudo-class “:target-current”).*",
        "CSS Overflow 5 (5.1, 5.2) defines them; where a browser does not know them, nothing is marked",
    ),
    IgnoredMessage(
        "This document appears to be written in English .*",
        "what shows every part to who develops is in English, whatever the archive's language",
        file=f".*/{re.escape(paths.STYLEGUIDE)}index.html",
    ),
)


def run() -> int:
    """Build the example archive and every valid fixture site, and print what is invalid; return the exit code."""
    try:
        with tempfile.TemporaryDirectory(prefix="sitrep-validate-") as room:
            files = build_all(Path(room).resolve())
            faults = validate_folder(Path(room).resolve())
    except (ArchiveError, ExternalToolError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    for fault in faults:
        print(fault)
    print(f"{files} pages and their styles: {len(faults) or 'no'} {'fault' if len(faults) == 1 else 'faults'}.")
    return 1 if faults else 0


def build_all(room: Path) -> int:
    """Build each archive into a folder of its name, with drafts and all that only development shows; count the pages.

    Every page is made, not one of each kind: a kind that is added later is not forgotten, and the checker is quick.
    """
    for content in (ROOT / "content", *sorted(SITES.iterdir())):
        build_site(make_options(content, room / content.name, SITEURL, search=False, drafts=True, cache=False))
    return sum(1 for _ in room.rglob("*.html"))


def validate_folder(folder: Path) -> list[ValidationMessage]:
    """Return what is wrong with the HTML, CSS and SVG of a folder, warnings too; raises `JudgeError`."""
    jar = node_modules("vnu") / "vnu-jar/build/dist/vnu.jar"
    # The checker goes down into nested elements by recursion, for which Java's own stack is too small.
    command = [str(java_path()), "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"]
    kinds = ["--skip-non-html", "--also-check-css", "--also-check-svg"]
    done = subprocess.run([*command, *kinds, str(folder)], capture_output=True, text=True, check=False)
    try:
        return sorted(parse_messages(done.stdout, folder))
    except (ValueError, KeyError):
        raise ExternalToolError(f"the Nu Html Checker gave no answer: {done.stderr or done.stdout}") from None


def parse_messages(answer: str, folder: Path) -> Iterator[ValidationMessage]:
    """Read the checker's answer (JSON), what is tolerated left out; raises ValueError or KeyError if it is none."""
    for message in json.loads(answer)["messages"]:
        file = Path(unquote(urlsplit(message.get("url", "")).path))
        name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)
        column = message.get("firstColumn", message.get("lastColumn", 0))
        fault = ValidationMessage(name, message.get("lastLine", 0), column, message["message"])
        if not any(tolerance.covers(fault, message.get("extract", "")) for tolerance in IGNORED):
            yield fault
