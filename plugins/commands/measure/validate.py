"""The `validate` command: check HTML, CSS and SVG with the Nu Html Checker."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.archive import urls
from plugins.archive.text.plurals import plural
from plugins.commands.build import build_site, make_options, report_errors
from plugins.commands.environment import ROOT, ExternalToolError
from plugins.commands.measure.external_tools import java_path, node_modules
from plugins.engine.temporary_folder import temporary_folder

FIXTURE_SITES = ROOT / "tests/sites/valid"
SITEURL = "https://example.org/archive"


@dataclass(frozen=True, slots=True, order=True)
class ValidationMessage:
    """A message of the checker; line and column are 0 if it concerns the whole file."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


@dataclass(frozen=True, slots=True)
class IgnoredMessage:
    """A message to ignore, with the reason: `text`, `extract` and `file` are regular expressions that match fully."""

    text: str
    reason: str
    extract: str = ".*"
    file: str = ".*"

    def matches(self, message: ValidationMessage, extract: str) -> bool:
        """Return whether the message, which quotes `extract` from the file, is ignored."""
        pairs = ((self.text, message.text), (self.extract, extract), (self.file, message.file))
        return all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in pairs)


IGNORED = (
    IgnoredMessage(
        r"Resource violates Content Security Policy \(meta tag\): (external )?\w+ “/archive/.*” blocked by .*",
        "the checker reads files, for which no origin is 'self'; the browser tests check the policy",
    ),
    IgnoredMessage(
        "CSS: “(vector-effect|paint-order)”: Property “.*” doesn't exist.",
        "SVG 2 (8.13, 13.8) also defines them for CSS",
    ),
    IgnoredMessage(
        "CSS: Parse Error.",
        "CSS Custom Highlight API (2.1) defines it, and browsers support it",
        extract=r"highlight\(found\).*",
    ),
    IgnoredMessage(
        "CSS: (“scroll-target-group”: Property|Unknown pseudo-element or pseudo-class “:target-current”).*",
        "CSS Overflow 5 (5.1, 5.2) defines them; other browsers do not highlight the current heading",
    ),
    IgnoredMessage(
        "This document appears to be written in English .*",
        "the style guide for developers is in English in every archive",
        file=f".*/{re.escape(urls.STYLEGUIDE)}index.html",
    ),
)


@report_errors
def run() -> int:
    """Build and check the example archive and all valid fixture sites; print all messages and return the exit code."""
    with temporary_folder("validate") as workspace:
        pages = build_all(workspace)
        messages = validate_folder(workspace)
    for message in messages:
        print(message)
    print(f"{pages} pages and their styles: {plural(len(messages), 'error') if messages else 'no errors'}.")
    return 1 if messages else 0


def build_all(workspace: Path) -> int:
    """Build all archives, with drafts and the style guide, each in a folder with its name; return the number of pages.

    Checking all pages instead of one of each kind ensures that no kind is missed; the checker is fast.
    """
    for content in (ROOT / "content", *sorted(FIXTURE_SITES.iterdir())):
        build_site(make_options(content, workspace / content.name, SITEURL, search=False, drafts=True, cache=False))
    return sum(1 for _ in workspace.rglob("*.html"))


def validate_folder(folder: Path) -> list[ValidationMessage]:
    """Return the checker's errors and warnings for the files of a folder; raises `ExternalToolError`."""
    jar = node_modules("vnu") / "vnu-jar/build/dist/vnu.jar"
    # The checker recurses into nested elements, for which Java's default stack is too small.
    command = [str(java_path()), "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"]
    kinds = ["--skip-non-html", "--also-check-css", "--also-check-svg"]
    done = subprocess.run([*command, *kinds, str(folder)], capture_output=True, text=True, check=False)
    try:
        return sorted(parse_messages(done.stdout, folder))
    except (ValueError, KeyError):
        raise ExternalToolError(f"the Nu Html Checker failed: {done.stderr or done.stdout}") from None


def parse_messages(result: str, folder: Path) -> Iterator[ValidationMessage]:
    """Yield the messages of the checker's JSON result that are not ignored; raises ValueError or KeyError."""
    for entry in json.loads(result)["messages"]:
        file = Path(unquote(urlsplit(entry.get("url", "")).path))
        name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)
        column = entry.get("firstColumn", entry.get("lastColumn", 0))
        message = ValidationMessage(name, entry.get("lastLine", 0), column, entry["message"])
        if not any(ignored.matches(message, entry.get("extract", "")) for ignored in IGNORED):
            yield message
