"""Import-ged: events of a UCDP GED file turned into daily digests in a content folder; all or nothing."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from plugins.archive.archive import read_registry
from plugins.archive.document import read_report
from plugins.archive.files.folder import REPORTS, registry_path, scan
from plugins.archive.model.registry import REGISTRY_FILES, load_registry
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.text.dates import DateFormatError, parse_day
from plugins.archive.urls import Urls
from plugins.commands.atomic_write import replace_files
from plugins.importers.ucdp.checksum import intact
from plugins.importers.ucdp.digest import Digest, Press
from plugins.importers.ucdp.ged import read_events
from plugins.importers.ucdp.registry_builder import Ledger, appended


def run(*, content: Path, file: Path, first: date | str = "", last: date | str = "") -> int:
    """Import the events of `file` that begin from `first` to `last`; return the exit code.

    Nothing is written if anything is wrong. A digest that was edited by hand since is kept and listed.
    """
    try:
        texts, kept, events = prepare(content, file, _day(first, date.min), _day(last, date.max))
    except ArchiveError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        print(f"{len(error.problems)} problem(s); nothing was written.", file=sys.stderr)
        return 1
    except (DateFormatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    changed = {path: text for path, text in texts.items() if _read(content / path) != text}
    replace_files({content / path: text.encode() for path, text in changed.items()})
    _tell(texts, changed, kept, events)
    return 0


def prepare(content: Path, file: Path, first: date, last: date) -> tuple[dict[str, str], list[str], int]:
    """Return the texts to be written by path, the paths that are kept, and how many events there are.

    Raises ArchiveError with every problem of the file, of the registry and of what was made.
    """
    problems: list[Problem] = []
    text = decode_text(file.read_bytes(), str(file), problems)
    events = read_events(text, str(file), first, last, problems) if text is not None else []
    folder = scan(content, problems)
    ledger = Ledger(read_registry(folder, problems))
    if not events and not problems:
        what = "the file has no events in the time asked for"
        problems.append(Problem(str(file), 1, 1, "date_start", what, "look at --from and --to"))
    if problems:
        raise ArchiveError(problems)
    digests = list(Press(ledger).digests(events))
    texts = _registry_texts(content, ledger, problems)
    _check(content, digests, texts, problems)
    if problems:
        raise ArchiveError(problems)
    kept = [digest.path for digest in digests if _edited(content / digest.path)]
    texts |= {digest.path: digest.text for digest in digests if digest.path not in kept}
    return texts, kept, len(events)


def _day(value: date | str, default: date) -> date:
    if isinstance(value, date):
        return value
    return parse_day(value) if value else default


def _registry_texts(content: Path, ledger: Ledger, problems: list[Problem]) -> dict[str, str]:
    """Return the text of each registry file that has new entries."""
    texts = {}
    for kind in REGISTRY_FILES:
        path = registry_path(kind)
        if ledger.added[kind]:
            texts[path] = appended(_read(content / path) or "", ledger.added[kind], path, problems)
    return texts


def _check(content: Path, digests: list[Digest], texts: dict[str, str], problems: list[Problem]) -> None:
    """Read back everything that is about to be written, so that no fault of ours reaches the archive."""
    paths = {kind: registry_path(kind) for kind in REGISTRY_FILES}
    load_registry(
        {kind: (path, texts.get(path) or _read(content / path) or "") for kind, path in paths.items()}, problems
    )
    for digest in digests:
        read_report(digest.path, digest.text.encode(), Urls(), problems)


def _edited(path: Path) -> bool:
    """Tell whether a file is there that is not as an import left it."""
    text = _read(path)
    return text is not None and not intact(text)


def _read(path: Path) -> str | None:
    """Return a file's text as it stands, line ends apart; None if there is no file."""
    if not path.is_file():
        return None
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def _tell(texts: dict[str, str], changed: dict[str, str], kept: list[str], events: int) -> None:
    reports = [path for path in changed if path.startswith(f"{REPORTS}/")]
    same = sum(path.startswith(f"{REPORTS}/") for path in texts) - len(reports)
    print(f"{events} events: {len(reports)} digests written, {same} unchanged, {len(kept)} kept.")
    for path in changed:
        if path not in reports:
            print(f"{path}: entries added")
    for path in kept:
        print(f"{path}: kept, edited since")
