"""The title, the summary and the body of a digest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.schema.front_matter import split_front_matter
from plugins.archive.schema.strict_yaml import compose
from plugins.commands import import_ged
from tests.importers.ucdp.conftest import HEADER

COLUMNS = f"{HEADER},date_prec,where_prec,deaths_a,deaths_b,deaths_civilians,deaths_unknown,source_office"
HOMS, HAMA, NOWHERE = "Homs Governorate", "Hamah Governorate", ""
Digest = Callable[..., tuple[str, str, str]]


def row(
    number: int, division: str, deaths: tuple[int, int, int], status: str = "", last: str = "02", **more: str
) -> str:
    cells = [
        *(str(number), "Syria", division, more.get("place", "Kissin village"), "34.9", "36.6"),
        *("2018-04-02", f"2018-04-{last}", "Government of Syria", "IS", *map(str, deaths)),
        *("1" if last == "02" else "2", "1" if division else "6", *(status.split(" ") if status else [""] * 4)),
        more.get("office", "SOHR"),
    ]
    return ",".join(cells)


@pytest.fixture
def digest(content: Path, ged_file: Callable[..., Path]) -> Digest:
    """Return a function that imports rows of one day and returns the title, the summary and the body."""

    def imported(*rows: str) -> tuple[str, str, str]:
        assert import_ged.run(content=content, file=ged_file(*rows, header=COLUMNS)) == 0
        path = content / "reports/2018/2018-04-02-ucdp-digest-syria.md"
        parts = split_front_matter(path.read_text(encoding="utf-8"), "", [])
        assert parts is not None
        root = compose(parts.front_matter, "", 0, [])
        assert root is not None
        values = {key.value: value.value for key, value in root.value}
        return values["title"], values["summary"], parts.body.split("\n\n## About these figures")[0].strip()

    return imported


def test_figures_of_a_day(digest: Digest) -> None:
    """The figures are sums of the events of the day; the event with the most deaths is named."""
    title, summary, body = digest(
        row(1, HOMS, (1, 2, 4), "1 1 0 0"), row(2, HAMA, (5, 5, 5), "0 0 4 1"), row(3, HOMS, (0, 0, 3), "0 0 0 0")
    )
    assert title == "Syria, 2 April 2018: 7 deaths in 3 events"
    assert summary == (
        "UCDP records 7 deaths (estimates from 6 to 12) in 3 events in 2 governorates. The event with the most deaths, "
        "5, was in Kissin village, in violence between the Government of Syria and IS."
    )
    assert body == (
        "The dead by status: 2 members of the parties, 4 civilians and 1 person of unknown status. "
        "The records name these sources: Syrian Observatory for Human Rights (3).\n\n"
        "## Hama\n\n| Place | Parties | Deaths |\n| --- | --- | ---: |\n"
        "| In Kissin village | Government of Syria – IS | 5 |\n\n"
        "## Homs\n\n| Place | Parties | Deaths |\n| --- | --- | ---: |\n"
        "| In Kissin village (2 events) | Government of Syria – IS | 2 (1–7) |"
    )


def test_events_of_more_than_one_day_are_not_in_the_figures(digest: Digest) -> None:
    """They have a table of their own with their dates, and the body gives their number and deaths."""
    title, summary, body = digest(row(1, HOMS, (1, 1, 1)), row(2, HOMS, (5, 6, 7), last="04", office=""))
    assert title == "Syria, 2 April 2018: 1 death in 1 event"
    assert summary == "UCDP records 1 death in 1 event in 1 governorate."
    left_out = "The figures leave out 1 event whose exact day is not known, with 6 deaths (estimates from 5 to 7). "
    assert body.startswith(f"{left_out}The records name these sources: Syrian Observatory for Human Rights (1).\n")
    assert body.endswith(
        "## Without an exact day\n\n| Place | Parties | Deaths |\n| --- | --- | ---: |\n"
        "| In Kissin village, between 2 and 4 April 2018 | Government of Syria – IS | 6 (5–7) |"
    )


def test_a_day_with_only_such_events(digest: Digest) -> None:
    """Its title and its summary do not give deaths of the day."""
    title, summary, body = digest(*(row(n, HOMS, (2, 2, 2), last="04", office="") for n in (1, 2)))
    assert title == "Syria, 2 April 2018: 2 events without an exact day"
    assert (
        summary
        == "UCDP dates no event to exactly this day, but records 2 events whose exact day is not known, with 4 deaths."
    )
    assert body.startswith("The records name no sources.\n\n## Without an exact day\n")


def test_events_without_a_governorate(digest: Digest) -> None:
    """Their table comes last, and the number of governorates is a minimum."""
    _, summary, body = digest(row(1, NOWHERE, (9, 9, 9), place="Syria"), row(2, HOMS, (2, 2, 2)))
    assert summary.startswith("UCDP records 11 deaths in 2 events in at least 1 governorate. ")
    assert body.index("## Homs") < body.index("## No governorate recorded")
    assert digest(row(1, NOWHERE, (9, 9, 9), place="Syria"))[1] == "UCDP records 9 deaths in 1 event."


@pytest.mark.parametrize(
    ("high", "title", "summary"),
    [
        (0, "no deaths in 2 events", "no deaths in 2 events in 1 governorate."),
        (1, "up to 2 deaths in 2 events", "up to 2 deaths (best estimate: none) in 2 events in 1 governorate."),
    ],
)
def test_a_day_without_deaths(digest: Digest, high: int, title: str, summary: str) -> None:
    """A best estimate of zero is not a statement that nobody died."""
    found = digest(row(1, HOMS, (0, 0, high)), row(2, HOMS, (0, 0, high)))
    assert found[:2] == (f"Syria, 2 April 2018: {title}", f"UCDP records {summary}")


@pytest.mark.parametrize("status", ["", "1 0 0 ", "1 0 0 0"])
def test_status_is_left_out_if_it_is_not_known_for_all_dead(digest: Digest, status: str) -> None:
    """Missing counts, and counts that do not add up to the best estimate, are not used."""
    body = digest(row(1, HOMS, (2, 2, 2), status), row(2, HOMS, (2, 2, 2), "0 0 2 0"))[2]
    assert body.startswith("The records name these sources: ")


def test_equal_events_have_no_highest(digest: Digest) -> None:
    """No event is called the one with the most deaths if another has as many."""
    summary = digest(row(1, HOMS, (2, 2, 2)), row(2, HOMS, (2, 2, 2)))[1]
    assert summary == "UCDP records 4 deaths in 2 events in 1 governorate."


def test_equal_events_share_a_row(digest: Digest) -> None:
    """Forty events of one place and the same parties are one row, and so are events with other numbers of deaths."""
    rows = [row(number, HOMS, (1, 1, 1)) for number in range(1, 41)]
    title, _, body = digest(*rows, row(41, HOMS, (0, 2, 5)), row(42, HOMS, (3, 3, 3), place="Homs town"))
    assert title == "Syria, 2 April 2018: 45 deaths in 42 events"
    assert body.endswith(
        "| In Kissin village (41 events) | Government of Syria – IS | 42 (40–45) |\n"
        "| In Homs town | Government of Syria – IS | 3 |"
    )


def test_a_name_that_a_party_did_not_have_yet_is_explained(digest: Digest) -> None:
    """The table has the party's name of the day, and the body says what the data set calls it."""
    later = row(1, HOMS, (1, 1, 1)).replace(",IS,", ",Jabhat Fateh al-Sham,")
    body = digest(later)[2]
    assert "The dataset has other names: Jabhat Fateh al-Sham for Hayat Tahrir al-Sham." in body
    assert "| In Kissin village | Government of Syria – Hayat Tahrir al-Sham | 1 |" in body
