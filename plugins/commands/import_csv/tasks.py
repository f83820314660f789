"""The import-csv task, which imports its code only when it runs."""

from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.task_options import CONTENT, CONTENT_HELP, exit_with, refuse_flag


@task(
    name="import-csv",
    positional=["file"],
    help={
        **CONTENT_HELP,
        "file": "A CSV file.",
        "map": "The map of its columns: a YAML file, or acled or gtd.",
        "propose": "Print a first map for the file, or write it to the file that --map names.",
        "add": "Add entries to the registry for unknown names.",
        "skip_bad_rows": "Leave out the rows that have problems.",
        "encoding": "The file's encoding, such as windows-1252.",
        "separator": "What separates its cells: , ; | or tab.",
        "decimal": "The decimal separator of its numbers: . or ,",
        "date_order": "day-month-year or month-day-year.",
        "as": "What the file is, if its ids do not show it: a new 'release', or a 'part' of the present one.",
    },
)
def import_csv(
    _: Context,
    file: str,
    map: str = "",
    propose: bool = False,
    add: bool = False,
    skip_bad_rows: bool = False,
    encoding: str = "",
    separator: str = "",
    decimal: str = "",
    date_order: str = "",
    as_: str = "",
    content: str = CONTENT,
) -> None:
    """Import the rows of a CSV file as reports according to a map of its columns."""
    refuse_flag("import-csv", file)
    from plugins.commands.import_csv.command import run
    from plugins.commands.import_csv.options import Options

    options = Options(
        map, propose=propose, add=add, skip_bad_rows=skip_bad_rows, encoding=encoding, separator=separator,
        decimal=decimal, date_order=date_order, mode=as_,
    )  # fmt: skip
    exit_with(run(Path(content), Path(file), options))
