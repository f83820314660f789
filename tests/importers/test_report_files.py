"""Report files of an import: corrections are carried over, edited files stay, and empty reports are withdrawn."""

from datetime import date
from pathlib import Path

import pytest

from plugins.archive.document import read_report
from plugins.archive.editing.report_writer import file_text
from plugins.archive.files.folder import report_path
from plugins.archive.model.report import Correction, Imported, Report
from plugins.archive.urls import Urls
from plugins.importers.checksum import ZEROS, with_checksum
from plugins.importers.report_files import ReportFiles

STEM = "2018-04-02-digest-testland"
TODAY = date(2024, 5, 1)
REPORT = Report(
    title="Testland, 2 April 2018",
    date=date(2018, 4, 2),
    regions=("testland/north", "testland/south"),
    actors=("rebels",),
    summary="One event.",
    imported=Imported("test", ZEROS),
)


def save(folder: Path, report: Report) -> Path:
    path = folder / report_path(STEM)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(with_checksum(file_text(report, "A body.")).encode())
    return path


def test_an_edited_file_is_not_replaced(tmp_path: Path) -> None:
    """The file of another data set is not replaced either."""
    path = save(tmp_path, REPORT)
    text = path.read_text(encoding="utf-8")
    files = ReportFiles(tmp_path, "test")
    assert files.previous(STEM) == text
    assert not files.edited
    path.write_text(text.replace("One event", "Two events"), encoding="utf-8")
    assert files.previous(STEM) is None
    assert files.edited == {report_path(STEM)}
    save(tmp_path, REPORT)
    assert ReportFiles(tmp_path, "other").previous(STEM) is None
    path.unlink()
    assert files.previous(STEM) is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_corrections_are_carried_over(tmp_path: Path, line_end: str) -> None:
    """A new note is added at the end; without a note the list is unchanged."""
    earlier = Correction(date(2020, 1, 1), "An event moved: 'x'.")
    path = save(
        tmp_path,
        Report(**{key: getattr(REPORT, key) for key in REPORT.__struct_fields__} | {"corrections": (earlier,)}),
    )
    path.write_bytes(path.read_bytes().replace(b"\n", line_end.encode()))
    files = ReportFiles(tmp_path, "test")
    previous = files.previous(STEM)
    assert files.corrections(STEM, previous, "", TODAY) == (earlier,)
    assert files.corrections(STEM, previous, "More.", TODAY) == (earlier, Correction(TODAY, "More."))
    assert files.corrections(STEM, None, "", TODAY) == ()


def test_a_report_without_rows_is_withdrawn(tmp_path: Path) -> None:
    """It keeps its title, its day and its countries. It stays withdrawn with the same bytes."""
    path = save(tmp_path, REPORT)
    files, problems = ReportFiles(tmp_path, "test"), []  # type: ignore[var-annotated]
    text = files.withdrawn(STEM, "Its event moved.", problems)
    assert text is not None
    path.write_text(text, encoding="utf-8")
    report = read_report(report_path(STEM), text.encode(), Urls(), problems)
    assert not problems
    assert report is not None
    assert (report.status, report.reason, report.title) == ("withdrawn", "Its event moved.", REPORT.title)
    assert (report.regions, report.actors) == (("testland",), ())
    assert files.withdrawn(STEM, "Another reason.", problems) == text
    restored = files.corrections(STEM, files.previous(STEM), "", TODAY)
    assert [one.note for one in restored] == ["The report was withdrawn before, for this reason: Its event moved."]
