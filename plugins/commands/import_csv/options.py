"""The options of import-csv."""

from __future__ import annotations

from typing import NamedTuple, get_args

from plugins.importers.merge import Mode
from plugins.importers.table.date_formats import DATE_ORDERS
from plugins.importers.table.map import FileFormat

CHOICES = {
    "separator": (",", ";", "|", "tab"),
    "decimal": (".", ","),
    "date_order": DATE_ORDERS,
    "mode": get_args(Mode)[1:],
}
"""The values that options can have."""
OPTION_NAMES = {"date_order": "date-order", "mode": "as"}
"""The options with other names than their attributes."""


class Options(NamedTuple):
    """The options of the command, as they were given."""

    map: str = ""
    propose: bool = False
    add: bool = False
    skip_bad_rows: bool = False
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    date_order: str = ""
    mode: str = ""

    def wrong(self) -> str:
        """Return what is wrong with the options; empty if nothing is."""
        for name, choices in CHOICES.items():
            if (given := getattr(self, name)) not in ("", *choices):
                return f"--{OPTION_NAMES.get(name, name)} is one of {' '.join(choices)}, not '{given}'"
        return "" if self.map or self.propose else "give the map of the file's columns: --map MAP.yaml (or --propose)"

    @property
    def form(self) -> FileFormat:
        """How the file is written."""
        return FileFormat(self.encoding, self.separator, self.decimal)
