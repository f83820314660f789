"""Content pages: Markdown files of `content/pages/` such as about and contribute."""

from typing import Annotated

import msgspec

from plugins.archive.body import Body
from plugins.archive.problems import Problem
from plugins.archive.schema.field_types import Text
from plugins.archive.schema.record import Field, record_of


class ContentPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page. `path` is relative to the content folder; `stem` is the file name without ending."""

    path: str = ""
    stem: str = ""
    title: Annotated[str, Field(Text(300))]
    summary: Annotated[str, Field(Text(1000))] = ""
    body: Body = Body()
    warnings: tuple[Problem, ...] = ()


CONTENT_PAGE = record_of(ContentPage)
