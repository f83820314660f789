"""The digests of April 2018, compared with the CSV file that they are generated from."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from plugins.archive.archive import Archive
from plugins.archive.model.report import Deaths, Event, Report
from plugins.commands import import_ged
from plugins.importers.checksum import is_unmodified

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


def test_every_event_is_in_the_digest_of_its_day(april: Archive) -> None:
    """A digest has the events that start on its day. No event is missing or duplicated."""
    found = Counter(dated.event.id for dated in april.catalogue.events)
    assert found == Counter(f"ucdp-{row['id']}" for row in rows())
    assert len(found) == 265
    assert len(april.catalogue.reports) == 30
    for row in rows():
        assert events(april)[f"ucdp-{row['id']}"][0].date.isoformat() == row["date_start"]


def test_events_have_the_values_of_their_rows(april: Archive) -> None:
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
        conflict = ("ucdp-conflict", row["conflict_new_id"]), ("ucdp-dyad", row["dyad_new_id"])
        assert event.identifiers == (("ucdp", row["id"]), *conflict)
        assert event.own_identifiers == (("ucdp", row["id"]),)


@pytest.mark.parametrize(
    ("number", "region", "place"),
    [
        ("258042", "syria/homs", "near Ar Rastan town"),  # 'Ar Rastan  town' has two spaces
        ("259223", "syria/homs", "Ar Rastan district"),  # the district is not the town
        ("260679", "syria/deir-ez-zor", "Albu Kamal district"),
        ("257422", "syria/deir-ez-zor", "near Albu Kamal town"),
        ("257486", "syria/daraa/daraa", ""),  # 'Daraa town'
        ("257501", "syria/daraa", "in or around the Yarmouk Pocket"),
        ("257563", "syria/damascus", "Damascus city"),
        ("257594", "syria/aleppo/aleppo", ""),
        ("258045", "syria/hama", ""),  # 'Hamah Governorate'
        ("258236", "syria/deir-ez-zor", "Eastern Deir ez Zor Governorate"),
        ("258831", "syria", "Road between As Salamiyah and Homs"),
        ("315927", "syria", ""),
        ("257572", "syria/damascus", "Damascus city"),
    ],
)
def test_places_are_matched_with_regions(april: Archive, number: str, region: str, place: str) -> None:
    """A registered place is the region of an event that was in it. Another place is in its governorate."""
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
def test_dates_are_as_exact_as_in_the_file(april: Archive, number: str, date: str) -> None:
    """An event has a day, an interval or a month."""
    assert events(april)[f"ucdp-{number}"][1].date.text == date


def test_all_sources_of_an_event_are_cited(april: Archive) -> None:
    """Each article is in the source list once, the data set last. 'Air Wars' and 'Airwars' are one source."""
    report, event = events(april)["ucdp-257666"]
    assert event.attributed_to == ("sohr", "bbc", "human-rights-watch", "amnesty-international", "airwars")
    titles = [report.citations[number - 1].title for number in event.sources]
    assert titles[2] == "Syria war: At least 70 killed in suspected chemical attack in Douma"
    assert report.citations[-1].publisher == "ucdp"
    assert "CC BY 4.0" in report.citations[-1].note
    assert len({(c.publisher, c.title, c.published) for c in report.citations}) == len(report.citations)
    publishers = {source for report in april.catalogue.reports for source in report.entry_ids("source")}
    assert "airwars" in publishers
    assert "air-wars" not in april.registry.sources


def test_the_registry_already_has_all_names(april: Archive, april_folder: Path, root: Path) -> None:
    """All names in the file are names or spellings in the registry, so nothing is added."""
    for path in sorted((root / "content/registry").glob("*.yaml")):
        assert (april_folder / "registry" / path.name).read_bytes() == path.read_bytes()


def test_the_example_has_these_digests(april_folder: Path, root: Path) -> None:
    """The digests in content/ are what the importer writes now, unless they were edited."""
    for path in sorted(april_folder.glob("reports/2018/*.md")):
        published = root / "content/reports/2018" / path.name
        text = published.read_text(encoding="utf-8")
        assert not is_unmodified(text) or text == path.read_text(encoding="utf-8"), f"import again: {path.name}"


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1].partition("\n## About these figures")[0]


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of the tables' rows, without the heads."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [row for row in cells if row[0] not in ("Place", "---")]


def numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


def expected_numbers(row: dict[str, str], place: str) -> Counter[str]:
    """Return the numbers that the sentence about `row` consists of, apart from those in dates."""
    names = f"{place}, {row['side_a']}, {row['side_b']}"
    victims = [row[f"deaths_{name}"] for name in ("a", "b", "civilians", "unknown")]
    if row["best"] == "0":
        return numbers(names) + Counter([row["high"]])
    one_sided = row["type_of_violence"] == "3" and row["deaths_civilians"] == row["best"]
    estimates = [row["low"], row["high"]] if row["low"] not in ("0", row["high"]) else []
    if row["low"] == "0" and row["best"] != row["high"]:
        estimates = [row["high"]]
    status = [] if one_sided else [count for count in victims if count != "0"]
    return numbers(names) + Counter([row["best"], *estimates, *status])


def test_every_sentence_matches_its_row(april: Archive) -> None:
    """A sentence has the place, the parties and exactly the numbers of its row, and a date only if it needs one."""
    for row in rows():
        sentence = events(april)[f"ucdp-{row['id']}"][1].summary
        place = " ".join(row["where_coordinates"].split())
        named = place.replace("Road between", "road between")
        spans = row["date_start"] != row["date_end"]
        dates = re.search(r", (?:between \d.*? 2018|in April 2018),(?= in )", sentence)
        assert bool(dates) == spans, sentence
        assert numbers(sentence.replace(dates[0] if dates else "", "")) == expected_numbers(row, place), sentence
        assert re.search(rf" (?:in|at|near|around|somewhere in)(?: the)? {re.escape(named)},? ", sentence), sentence
        near = row["where_prec"] == "2" and not re.search("area|Pocket", place)
        assert (" near " in sentence.replace(" at or near ", "")) == near, sentence
        assert (" somewhere in " in sentence) == (row["where_prec"] in "346"), sentence
        names = [*row["side_a"].split(", "), *row["side_b"].split(", ")]
        assert all((name if name != "Civilians" else "civilians") in sentence for name in names), sentence
        assert ("one-sided violence by " in sentence) == (row["type_of_violence"] == "3"), sentence


def test_all_sentences_have_one_form(april: Archive) -> None:
    """Every sentence follows the one template."""
    form = re.compile(
        r"UCDP records (?:\d+ deaths?(?: \((?:estimates (?:from \d+|up) to \d+|lowest estimate: none)\))?"
        r"|up to \d+ deaths? \(best estimate: none\)) "
        r"(?:in|near|at|in or around|at or near|somewhere in) .+ in (?:one-sided violence by .+ against civilians"
        r"|violence between .+ and .+)(?:: \d.+)?\."
    )
    for _, event in events(april).values():
        assert form.fullmatch(event.summary), event.summary
        assert not re.search(r"\b1 (?:deaths|people|civilians)\b", event.summary), event.summary
        assert not re.search(r"\b(?!1\b)\d+ (?:death|person|civilian)\b", event.summary), event.summary


def test_the_tables_have_every_event_of_the_day(april_folder: Path) -> None:
    """The rows of the tables have the parties and the number of the day's events; sums are those of the title."""
    by_day: dict[str, list[dict[str, str]]] = {}
    for row in rows():
        by_day.setdefault(row["date_start"], []).append(row)
    for day, day_rows in by_day.items():
        path = april_folder / f"reports/2018/{day}-ucdp-digest-syria.md"
        cells = [row[:2] for row in table_rows(body(path))]
        assert {parties for _, parties in cells} == {f"{row['side_a']} – {row['side_b']}" for row in day_rows}
        shared = (re.search(r"\((\d+) events\)$", place) for place, _ in cells)
        assert sum(int(found[1]) if found else 1 for found in shared) == len(day_rows)
        dated = [int(row["best"]) for row in day_rows if row["date_end"] == day]
        title = path.read_text(encoding="utf-8").splitlines()[1]
        found = re.search(r"2018: (\d+) deaths? in (\d+) events?\"", title)
        assert found is not None, title
        assert (int(found[1]), int(found[2])) == (sum(dated), len(dated))


def test_a_digest_has_a_table_for_each_governorate(april: Archive, april_folder: Path) -> None:
    """The summary has the day's figures, the tables are sorted by deaths, and the data's licence is at the end."""
    (report,) = (report for report in april.catalogue.reports if report.stem == "2018-04-18-ucdp-digest-syria")
    assert report.title == "Syria, 18 April 2018: 62 deaths in 12 events"
    assert report.summary == (
        "UCDP records 62 deaths in 12 events in 6 governorates. The event with the most deaths, 31, was somewhere in "
        "Al Mayadin district, in violence between the Government of Syria and IS."
    )
    text = (april_folder / "reports/2018/2018-04-18-ucdp-digest-syria.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Deir ez-Zor", "Idlib", "Rif Dimashq", "Hama", "Homs", "Aleppo", "About these figures"]
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:-1]
    sums = [sum(int(row[2].split()[0]) for row in table_rows(section)) for section in sections]
    assert sums == sorted(sums, reverse=True)
    assert sum(sums) == 62
    assert "CC BY 4.0" in text.rstrip().rpartition("## ")[2]


def test_events_without_an_exact_day_are_listed_apart(april_folder: Path) -> None:
    """They are in a table of their own with their dates, and not in the figures of the day."""
    first = body(april_folder / "reports/2018/2018-04-01-ucdp-digest-syria.md")
    section = first.partition("## Without an exact day\n")[2]
    assert [row[0] for row in table_rows(section)] == ["Somewhere in Syria, in April 2018"] * 2
    assert "The figures leave out 2 events whose exact day is not known, with 135 deaths." in first
    later = body(april_folder / "reports/2018/2018-04-19-ucdp-digest-syria.md")
    assert ", between 19 and 23 April 2018 | " in later


def test_a_second_run_changes_no_byte(april_folder: Path, tmp_path: Path) -> None:
    """Importing the same file again changes no file."""
    again = Path(shutil.copytree(april_folder, tmp_path / "again"))
    assert import_ged.run(content=again, file=APRIL, first="2018-04-01", last="2018-04-30") == 0
    files = sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(april_folder) for path in april_folder.rglob("*") if path.is_file())
    assert all((again / path).read_bytes() == (april_folder / path).read_bytes() for path in files)
