"""References: broken links are reported, at a bounded cost."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.archive import limits
from plugins.archive.body import Body
from plugins.archive.body.parts import BodyLink, Heading
from plugins.archive.checks import references
from plugins.archive.checks.references import check_links
from plugins.archive.files.folder import Folder
from plugins.archive.model.report import Report
from plugins.archive.problems import Problem
from plugins.archive.text.spelling import closest_match
from tests.samples import report

FOLDER = Folder(Path("nowhere"), (), (), frozenset())


def problems_of(*documents: Report) -> list[Problem]:
    """Return the problems of the links of documents that are all published."""
    problems: list[Problem] = []
    check_links(list(documents), [], {document.path for document in documents}, FOLDER, problems)
    return problems


def linking(*links: BodyLink) -> Report:
    """Return a report with these links."""
    return report("2020-01-02-links", body=Body(links=links))


def test_broken_link_has_position_and_suggestion() -> None:
    """A link to a missing file or anchor is reported at its line and column, with a suggestion."""
    other = report("2020-01-01-other", body=Body(headings=(Heading(2, "the-end", "The end"),)))
    lost = linking(BodyLink(other.path, "the-ent", 9, 4), BodyLink(other.path.replace("other", "othre"), "", 10, 7))
    assert [str(problem).partition("2020-01-02-links.md:")[2] for problem in problems_of(other, lost)] == [
        f"9:4: body: {other.path} has no anchor #the-ent — did you mean #the-end?",
        f"10:7: body: the link leads to {other.path.replace('other', 'othre')}, which does not exist"
        f" — did you mean {other.path}?",
    ]


def test_thousands_of_broken_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first hundred are reported and compared with all targets."""
    compared: list[str] = []

    def count(word: str, known: Iterable[str]) -> str | None:
        compared.append(word)
        return closest_match(word, known)

    monkeypatch.setattr(references, "closest_match", count)
    others = [
        report(f"2020-01-01-r{n}", body=Body(headings=tuple(Heading(2, f"h{m}", "") for m in range(20))))
        for n in range(2_000)
    ]
    missing_files = [BodyLink(f"reports/2020/2020-01-01-q{n}.md", "", n, 1) for n in range(5_000)]
    missing_anchors = [BodyLink(others[0].path, f"part-{n}", n, 1) for n in range(5_000)]
    found = problems_of(*others, linking(*missing_files, *missing_anchors))
    assert len(compared) == limits.PROBLEMS
    assert len(found) == limits.PROBLEMS + 1
    assert "there are more than 100 problems" in found[-1].what
