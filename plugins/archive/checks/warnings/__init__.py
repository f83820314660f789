"""Warnings: probable mistakes. `check` lists them separately; a build prints them and continues."""

from plugins.archive.checks.warnings.archive_warnings import find_warnings
from plugins.archive.checks.warnings.body import body_errors, body_warnings
from plugins.archive.checks.warnings.front_matter import report_warnings

__all__ = ["body_errors", "body_warnings", "find_warnings", "report_warnings"]
