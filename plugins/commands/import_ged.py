"""Import-ged: writes daily digests of the events in a UCDP GED file to a content folder, all or none."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import msgspec

from plugins.archive.archive import read_registry
from plugins.archive.document import read_report
from plugins.archive.files.folder import REPORTS, registry_path, scan
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.text.dates import DateFormatError, parse_day
from plugins.archive.urls import Urls
from plugins.commands.atomic_write import replace_files
from plugins.importers.checksum import is_unmodified
from plugins.importers.ucdp.digest import Digest, DigestWriter
from plugins.importers.ucdp.ged import read_events
from plugins.importers.ucdp.registry_builder import RegistryBuilder, append_entries, insert_identifiers


class Import(msgspec.Struct, frozen=True):
    """What an import writes: the texts by path, the paths of edited digests it leaves alone, and how many events."""

    texts: dict[str, str]
    edited: list[str]
    events: int


def run(*, content: Path, file: Path, first: str = "", last: str = "") -> int:
    """Import the events of `file` that begin from `first` to `last`; return the exit code.

    Nothing is written if there is any problem. Digests edited since an earlier import are listed and not overwritten.
    """
    try:
        period = parse_day(first) if first else date.min, parse_day(last) if last else date.max
        prepared = prepare(content, file, *period)
    except ArchiveError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problem(s); nothing was written.", file=sys.stderr)
        return 1
    except (DateFormatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    changed = {path: text for path, text in prepared.texts.items() if _read(content / path) != text}
    replace_files({content / path: text.encode() for path, text in changed.items()})
    _print_result(prepared, list(changed))
    return 0


def prepare(content: Path, file: Path, first: date, last: date) -> Import:
    """Return what to write. Raises ArchiveError with every problem of the file, the registry and the new texts."""
    problems: list[Problem] = []
    text = decode_text(file.read_bytes(), str(file), problems)
    events = read_events(text, str(file), first, last, problems) if text is not None else []
    registry = RegistryBuilder(read_registry(scan(content, problems), problems))
    if not events and not problems:
        what = "the file has no events in the requested period"
        problems.append(Problem(str(file), 1, 1, "date_start", what, "check --from and --to"))
    if problems:
        raise ArchiveError(problems)
    digests = list(DigestWriter(registry).digests(events))
    problems.extend(registry.problems())
    texts = _registry_texts(content, registry, problems)
    _check(content, digests, texts, problems)
    if problems:
        raise ArchiveError(problems)
    found = {digest.path: _read(content / digest.path) for digest in digests}
    edited = [path for path, text in found.items() if text is not None and not is_unmodified(text)]
    texts |= {digest.path: digest.text for digest in digests if digest.path not in edited}
    return Import(texts, edited, len(events))


def _registry_texts(content: Path, registry: RegistryBuilder, problems: list[Problem]) -> dict[str, str]:
    """Return the text of each registry file that has new entries."""
    paths = {registry_path(kind): entries for kind, entries in registry.added.items() if entries}
    texts = {
        path: append_entries(_read(content / path) or "", entries, path, problems) for path, entries in paths.items()
    }
    if registry.identified:
        path = registry_path("actor")
        text = texts.get(path) or _read(content / path) or ""
        texts[path] = insert_identifiers(text, path, registry.identified)
    return texts


def _check(content: Path, digests: list[Digest], texts: dict[str, str], problems: list[Problem]) -> None:
    """Read all new texts as a build does, so that a mistake in this program cannot damage the archive."""
    read_registry(scan(content, []), problems, {path: text.encode() for path, text in texts.items()})
    for digest in digests:
        read_report(digest.path, digest.text.encode(), Urls(), problems)


def _read(path: Path) -> str | None:
    """Return a file's text with Unix line ends; None if there is no file."""
    if not path.is_file():
        return None
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def _print_result(prepared: Import, changed: list[str]) -> None:
    written = sum(path.startswith(f"{REPORTS}/") for path in changed)
    unchanged = sum(path.startswith(f"{REPORTS}/") for path in prepared.texts) - written
    counts = f"{written} written, {unchanged} unchanged, {len(prepared.edited)} edited"
    print(f"Events: {prepared.events}. Digests: {counts}.")
    for path in changed:
        if not path.startswith(f"{REPORTS}/"):
            print(f"{path}: entries added or identified")
    for path in prepared.edited:
        print(f"{path}: not overwritten, because it was edited")
