"""Report writer: reports as Markdown files."""

from __future__ import annotations

from plugins.archive.editing.yaml_text import record_lines
from plugins.archive.model.report import REPORT, Report


def file_text(report: Report, body: str) -> str:
    """Return the text of a report's file, with the Markdown `body`."""
    front_matter = "".join(f"{line}\n" for line in record_lines(report, REPORT))
    return f"---\n{front_matter}---\n\n{body.strip()}\n"
