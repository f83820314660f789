"""Report writer: front matter is read back as the same values."""

from datetime import date

import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.document import read_report
from plugins.archive.editing.report_writer import file_text
from plugins.archive.editing.yaml_text import scalar
from plugins.archive.model.report import Citation, Correction, Deaths, Event, Imported, Report
from plugins.archive.problems import Problem
from plugins.archive.text.dates import parse_edtf
from plugins.archive.urls import Urls

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), min_size=1)


@given(WORDS, st.booleans())
def test_any_text_is_read_back(text: str, flow: bool) -> None:
    """A scalar is read back as the same text, both in a flow list and on its own line."""
    written = scalar(text, flow=flow)
    document = f"key: [{written}, x]" if flow else f"key: {written}"
    read = yaml.load(document, Loader=yaml.CBaseLoader)["key"]
    assert (read[0] if flow else read) == text


def test_full_report_is_read_back() -> None:
    """Every key of a report is written and read back."""
    event = Event(
        id="e-1",
        date=parse_edtf("2018-04-21/2018-04-23"),
        type="ambush",
        region="syria/homs",
        summary="Yes: it happened, # as reported.",
        place="[west] of it",
        coordinates=(35.0, -40.450001),
        place_precision=2,
        actors=("a", "b"),
        tags=("t",),
        attributed_to=("s",),
        sources=(1,),
        credibility=3,
        deaths=Deaths(0, 1, 2),
        identifiers=(("ucdp", "017"),),
    )
    report = Report(
        path="reports/2018/2018-04-23-a.md",
        stem="2018-04-23-a",
        title="- NO: 'it' \"is\"",
        date=date(2018, 4, 23),
        regions=("syria",),
        summary="12:30",
        actors=("a",),
        tags=("t",),
        series="s",
        authors=("w",),
        citations=(Citation(publisher="s", title="A, {b}", published=parse_edtf("2018-04"), note="n: m"),),
        events=(event,),
        corrections=(Correction(date(2018, 5, 2), "Was, once, wrong"),),
        formerly=("2018-04-23-b",),
        lang="en",
        status="withdrawn",
        reason="It was wrong.",
        imported=Imported("ucdp-ged", "sha256:00ff"),
    )
    problems: list[Problem] = []
    read = read_report(report.path, file_text(report, "Words.\n").encode(), Urls(), problems)
    assert not problems
    assert read is not None
    assert read.body.html == "<p>Words.</p>\n"
    for name in Report.__struct_fields__:
        if name not in ("body", "digest"):
            assert getattr(read, name) == getattr(report, name), name
