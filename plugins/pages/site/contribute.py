"""Contribute page: the form for a new report, and the schema that its script reads."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.files.folder import report_path
from plugins.archive.json_schema import report_schema, schema_of
from plugins.archive.model.page import ContentPage
from plugins.archive.model.report import STEM
from plugins.archive.model.repository import host_name, new_file_url, path_in_repository, view_url
from plugins.archive.text.slugs import HAN_FILE, LETTERS_FILE
from plugins.pages.body_sections import Section, split_sections
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Output, Page
from plugins.pages.site.entry_forms import KINDS, EntryForm, entry_forms, entry_schema
from plugins.pages.site.report_form import FormSection, list_sections, report_section
from plugins.pages.view_models import Head, Link

GUIDE = "CONTRIBUTING.md"
REPORT_PATTERN = report_path("YEAR").replace("/YEAR/", "/{year}/").replace("YEAR", "{stem}")
"""The path of a new report in the content, with `{year}` and `{stem}`."""
TITLE = "Contribute"
SUMMARY = "Write a report for this archive, or correct one."


class ContributeView(msgspec.Struct, frozen=True, kw_only=True):
    """The contribute page: the archive's own text and the form.

    `rules` is the address of the schemas, `letters` and `han` are those of the tables for file names. `path_pattern` is
    the path of a new report in the repository, with `{year}` and `{stem}`. `new_file_url` is the page for a new file at
    `host`, with `{path}` and perhaps `{text}`.
    """

    head: Head
    body: tuple[Section, ...]
    guide: Link | None
    report: FormSection
    lists: tuple[FormSection, ...]
    entries: tuple[EntryForm, ...]
    rules: str
    letters: str
    han: str
    path_pattern: str
    new_file_url: str
    host: str


def accepts_contributions(archive: Archive) -> bool:
    """Return whether an archive has a repository or a contribute page of its own."""
    return archive.site.repository is not None or _own_page(archive) is not None


def contribute_outputs(context: PageContext) -> Iterator[Output]:
    """List the page and its schema, if the archive accepts contributions."""
    archive = context.archive
    if accepts_contributions(archive):
        schema = report_schema(archive.registry)
        yield Page(paths.CONTRIBUTE, "contribute.html", _view(context, schema))
        rules = {
            "report": schema,
            "stem": schema_of(STEM),
            "entries": {kind: entry_schema(kind, archive) for kind in KINDS},
        }
        yield File(paths.CONTRIBUTE_FORM, msgspec.json.encode(rules))
        for path, file in ((paths.LETTERS, LETTERS_FILE), (paths.HAN, HAN_FILE)):
            yield File(path, file.read_bytes())


def _own_page(archive: Archive) -> ContentPage | None:
    return next((page for page in archive.pages if paths.page(page.stem) == paths.CONTRIBUTE), None)


def _view(context: PageContext, schema: dict[str, object]) -> ContributeView:
    text, repository = _own_page(context.archive), context.archive.site.repository
    title, summary = (text.title, text.summary) if text else (TITLE, SUMMARY)
    return ContributeView(
        head=context.head(title, paths.CONTRIBUTE, summary),
        body=split_sections(text.body.html) if text else (),
        guide=Link(f"{GUIDE} in the repository", view_url(repository, GUIDE)) if repository else None,
        report=report_section(schema),
        lists=tuple(list_sections(schema)),
        entries=tuple(entry_forms(context.archive)),
        rules=context.urls.href(paths.CONTRIBUTE_FORM),
        letters=context.urls.href(paths.LETTERS),
        han=context.urls.href(paths.HAN),
        path_pattern=path_in_repository(repository, REPORT_PATTERN),
        new_file_url=new_file_url(repository) if repository else "",
        host=host_name(repository) if repository else "",
    )
