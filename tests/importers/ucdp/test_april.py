"""The digests of April 2018, held against the CSV they are made of."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from plugins.archive.archive import Archive
from plugins.archive.model.report import Deaths, Event, Report
from plugins.commands import import_ged
from plugins.importers.ucdp.checksum import intact

APRIL = Path(__file__).parent / "data/ucdp-ged-syria-2018-04.csv"
DIVISIONS = {
    "": "syria",
    "Al Hasakah Governorate": "syria/hasakah",
    "Aleppo Governorate": "syria/aleppo",
    "Ar Raqqah Governorate": "syria/raqqa",
    "Damascus Governorate": "syria/damascus",
    "Daraa Governorate": "syria/daraa",
    "Deir ez Zor Governorate": "syria/deir-ez-zor",
    "Hamah Governorate": "syria/hama",
    "Homs Governorate": "syria/homs",
    "Idlib Governorate": "syria/idlib",
    "Latakia Governorate": "syria/latakia",
    "Quneitra Governorate": "syria/quneitra",
    "Rif Dimashq Governorate": "syria/rif-dimashq",
}
ACTORS = {
    "23rd Division": "23rd-division",
    "Civilians": "civilians",
    "Government of Iran": "government-of-iran",
    "Government of Iraq": "government-of-iraq",
    "Government of Israel": "government-of-israel",
    "Government of Syria": "government-of-syria",
    "HTS": "hayat-tahrir-al-sham",
    "IS": "islamic-state",
    "Jaysh al Nasr": "jaysh-al-nasr",
    "Jaysh al-Nukhba": "jaysh-al-nukhba",
    "National Front for Liberation": "national-front-for-liberation",
    "SDF": "syrian-democratic-forces",
    "SNA": "syrian-national-army",
    "Sham Legion": "sham-legion",
    "Southern Front": "southern-front",
    "Suqour al-Sham Brigades": "suqour-al-sham-brigades",
    "Syrian Liberation Front": "syrian-liberation-front",
    "Syrian insurgents": "syrian-insurgents",
}
TYPES = {"1": "state-based-violence", "2": "non-state-violence", "3": "one-sided-violence"}


def rows() -> list[dict[str, str]]:
    with APRIL.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def events(archive: Archive) -> dict[str, tuple[Report, Event]]:
    return {dated.event.id: (dated.report, dated.event) for dated in archive.catalogue.events}


def test_every_event_stands_once_in_the_digest_of_its_day(april: Archive) -> None:
    """A digest holds the events that start on its day, and no event is lost or doubled."""
    held = Counter(dated.event.id for dated in april.catalogue.events)
    assert held == Counter(f"ucdp-{row['id']}" for row in rows())
    assert len(held) == 265
    assert len(april.catalogue.reports) == 30
    for row in rows():
        assert events(april)[f"ucdp-{row['id']}"][0].date.isoformat() == row["date_start"]


def test_what_the_file_says_of_an_event_is_what_the_archive_says(april: Archive) -> None:
    """Region, sides, deaths, type, place and precision are those of the row."""
    for row in rows():
        event = events(april)[f"ucdp-{row['id']}"][1]
        division = DIVISIONS[row["adm_1"]]
        assert event.region == division or event.region.startswith(f"{division}/"), row["id"]
        sides = f"{row['side_a']}, {row['side_b']}".split(", ")
        assert event.actors == tuple(ACTORS[name] for name in sides)
        assert event.deaths == Deaths(*(int(row[name]) for name in ("low", "best", "high")))
        assert event.type == TYPES[row["type_of_violence"]]
        assert event.coordinates == (float(row["latitude"]), float(row["longitude"]))
        assert event.place_precision == int(row["where_prec"])
        assert event.identifiers == (("ucdp", row["id"]),)


@pytest.mark.parametrize(
    ("number", "region", "place"),
    [
        ("258042", "syria/homs/al-rastan", ""),  # 'Ar Rastan  town', with two spaces
        ("259223", "syria/homs", "Ar Rastan district"),  # the district is not the town
        ("260679", "syria/deir-ez-zor", "Albu Kamal district"),
        ("257422", "syria/deir-ez-zor/al-bukamal", ""),
        ("257486", "syria/daraa/daraa", ""),  # 'Daraa town'
        ("257501", "syria/daraa/yarmouk-basin", ""),  # 'Yarmouk Pocket' is not Yarmouk camp
        ("257563", "syria/damascus", "Damascus city"),
        ("257594", "syria/aleppo/aleppo", ""),
        ("258045", "syria/hama", ""),  # 'Hamah Governorate'
        ("258236", "syria/deir-ez-zor", "Eastern Deir ez Zor Governorate"),
        ("258831", "syria", "Road between As Salamiyah and Homs"),
        ("315927", "syria", ""),
        ("257572", "syria/damascus", "Damascus city"),
    ],
)
def test_places_become_the_region_that_is_meant(april: Archive, number: str, region: str, place: str) -> None:
    """A place that the registry knows is its region; another is its governorate, with words."""
    event = events(april)[f"ucdp-{number}"][1]
    assert (event.region, event.place) == (region, place)


@pytest.mark.parametrize(
    ("number", "date"),
    [
        ("257422", "2018-04-01"),
        ("257482", "2018-04-02/2018-04-03"),
        ("315927", "2018-04"),
        ("259556", "2018-04-28/2018-06-17"),
    ],
)
def test_dates_are_as_exact_as_the_file(april: Archive, number: str, date: str) -> None:
    """A day is a day, a span an interval, a whole month the month."""
    assert events(april)[f"ucdp-{number}"][1].date.text == date


def test_all_sources_of_an_event_are_cited(april: Archive) -> None:
    """Each article is one item of the source list; 'Air Wars' and 'Airwars' are one source; the data set comes last."""
    report, event = events(april)["ucdp-257666"]
    assert event.attributed_to == ("sohr", "bbc", "human-rights-watch", "amnesty-international", "airwars")
    titles = [report.citations[number - 1].title for number in event.sources]
    assert titles[2] == "Syria war: At least 70 killed in suspected chemical attack in Douma"
    assert report.citations[-1].publisher == "ucdp"
    assert "CC BY 4.0" in report.citations[-1].note
    assert len({(c.publisher, c.title, c.published) for c in report.citations}) == len(report.citations)
    publishers = {source for report in april.catalogue.reports for source in report.all_sources()}
    assert "airwars" in publishers
    assert "air-wars" not in april.registry.sources


def test_the_registry_has_everything_already(april: Archive, april_folder: Path, root: Path) -> None:
    """Names of the file are found under the names and spellings of the registry, so nothing is added."""
    for path in sorted((root / "content/registry").glob("*.yaml")):
        assert (april_folder / "registry" / path.name).read_bytes() == path.read_bytes()


def test_the_archive_holds_these_digests(april_folder: Path, root: Path) -> None:
    """The digests in content/ are what the importer makes today, or were edited by hand since."""
    for path in sorted(april_folder.glob("reports/2018/*.md")):
        published = root / "content/reports/2018" / path.name
        text = published.read_text(encoding="utf-8")
        assert not intact(text) or text == path.read_text(encoding="utf-8"), f"import anew: {path.name}"


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1].partition("\n## About these figures")[0]


def sentences(text: str) -> list[str]:
    """Split running text into sentences; headings and tables are none."""
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "|"))]
    return [sentence for line in lines for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", line)]


def pattern(sentence: str) -> str:
    """Return the skeleton of a sentence: names, numbers and the lists of them replaced, the connecting words left."""
    text = re.sub(r"\([^()]*(?:\([^()]*\))?[^()]*\)", "", sentence)
    text = re.sub(r"\b(?:[A-Z][\w'-]*|\d[\d,]*\w*)(?:[ /-](?:(?:al|an|ash|az|of|the|and) )?[A-Z][\w'-]*)*", "#", text)
    small = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|both|all|each|another"
    text = re.sub(rf"\b(?:{small}|government|insurgents|groups|the|a|village|town|city|suburb|district)\b", "#", text)
    text = re.sub(r"\b(?:in or around|in|near|at|on|along|somewhere in)\b", "@", text)
    return re.sub(r"(?:[#@]\W*(?:of |and )?)+", "# ", text)


def test_no_sentence_pattern_stands_more_than_twice_in_a_digest(april_folder: Path) -> None:
    """With names and numbers taken out, no three sentences of one digest are alike."""
    for path in sorted(april_folder.glob("reports/2018/*.md")):
        counted = Counter(map(pattern, sentences(body(path))))
        assert not {skeleton: count for skeleton, count in counted.items() if count > 2}, path.name


def test_no_event_summary_pattern_stands_more_than_twice_in_a_digest(april: Archive) -> None:
    """The one-sentence summaries vary as the text does."""
    for report in april.catalogue.reports:
        counted = Counter(pattern(event.summary) for event in report.events)
        assert max(counted.values()) <= 2, (report.stem, counted.most_common(1))


def test_a_digest_begins_with_the_main_event_and_ends_with_its_limits(april_folder: Path) -> None:
    """The deadliest event of the day stands in the first sentence; the terms of the data stand at the end."""
    text = (april_folder / "reports/2018/2018-04-18-ucdp-digest-syria.md").read_text(encoding="utf-8")
    first = sentences(body(april_folder / "reports/2018/2018-04-18-ucdp-digest-syria.md"))[0]
    assert "Al Mayadin" in first
    assert "31" in first
    assert "CC BY 4.0" in text.rstrip().rpartition("## ")[2]
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Deir ez-Zor", "Idlib", "Rif Dimashq", "Hama", "Homs", "Aleppo", "About these figures"]


def test_what_covers_more_than_a_day_is_told_as_such(april_folder: Path) -> None:
    """Intervals are told as intervals and month-long sums as such, outside the day's figures."""
    first = body(april_folder / "reports/2018/2018-04-01-ucdp-digest-syria.md")
    assert "## Over longer periods" in first
    assert first.lower().count("over the whole of april 2018") == 2
    assert "48 deaths" in first
    later = body(april_folder / "reports/2018/2018-04-19-ucdp-digest-syria.md")
    assert "etween 19 and 23 April" in later


def test_a_second_run_changes_no_byte(april_folder: Path, tmp_path: Path) -> None:
    """Importing the same file again leaves every file as it is."""
    again = Path(shutil.copytree(april_folder, tmp_path / "again"))
    assert import_ged.run(content=again, file=APRIL, first="2018-04-01", last="2018-04-30") == 0
    files = sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(april_folder) for path in april_folder.rglob("*") if path.is_file())
    assert all((again / path).read_bytes() == (april_folder / path).read_bytes() for path in files)
