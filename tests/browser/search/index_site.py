"""Sites for tests of search: the search page of the example archive with the index of other reports."""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Page

from plugins.archive import urls as paths
from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.engine.search.index import build_index, write_documents
from plugins.pages.context import PageContext
from plugins.pages.outputs import SearchDocument
from plugins.pages.search.documents import search_documents
from plugins.pages.search.facets import facets_file, names_file
from tests.samples import render_outputs

REGISTRY = {
    "regions": [{"id": "land", "name": "Land"}],
    "sources": [{"id": "gazette", "name": "Almond Gazette", "names": ["جريدة اللوز"]}],
    "actors": [{"id": "guard", "name": "Harbour Guard"}],
}

SOURCE = "source"
"""The folder of a test site with the modules of the search page."""
FIND_ALL = """async (queries) => {
    const { parseQuery } = await import("/source/search/query.js");
    const { Vocabulary } = await import("/source/search/vocabulary.js");
    const { WordSearch } = await import("/source/search/word_search.js");
    const { createInstance } = await import("/pagefind/reports/pagefind.js");
    const pagefind = await createInstance({ basePath: "/pagefind/reports/", baseUrl: "/" });
    const files = new Map();
    const fetchFile = (name) => fetch(`/pagefind/words/${name}.json`).then((response) => response.json());
    const load = (name) => files.get(name) ?? files.set(name, fetchFile(name)).get(name);
    const search = new WordSearch(pagefind, new Vocabulary(load));
    const found = await Promise.all(queries.map((query) => search.find(parseQuery(query))));
    return found.map(({ documents }) => [...documents.keys()]);
}"""


def write_archive(folder: Path, lang: str, bodies: Mapping[str, str]) -> Path:
    """Write an archive with a report for each name and body, and return its folder."""
    (folder / "registry").mkdir(parents=True)
    (folder / "site.yaml").write_text(f"name: Test\ndescription: Test data.\nlang: {lang}\n", "utf-8")
    for kind, entries in REGISTRY.items():
        (folder / f"registry/{kind}.yaml").write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    (folder / "reports/2018").mkdir(parents=True)
    for name, body in bodies.items():
        text = (
            body
            if body.startswith("---")
            else f"---\ntitle: Q\ndate: 2018-04-02\nregion: land\nsummary: Q.\n---\n\n{body}\n"
        )
        (folder / f"reports/2018/2018-04-02-{name}.md").write_text(text, "utf-8")
    return folder


def index_site(built: Path, content: Path, target: Path, lang: str) -> Path:
    """Write a site to `target` with the search page of `built` in the language `lang`, and the index of `content`."""
    archive = load_archive(content, Urls(""))
    shutil.copytree(built / "static", target / "static")
    shutil.copytree(Path(__file__).parents[3] / "theme/static/js", target / SOURCE)
    for file in (facets_file(archive), names_file(archive)):
        (target / file.path).parent.mkdir(parents=True, exist_ok=True)
        (target / file.path).write_bytes(file.data)
    page = (built / paths.SEARCH / "index.html").read_text("utf-8")
    (target / paths.SEARCH).mkdir()
    (target / paths.SEARCH / "index.html").write_text(page.replace('lang="en"', f'lang="{lang}"', 1), "utf-8")
    created = render_outputs(search_documents(PageContext(archive)))
    workdir = target.with_suffix(".documents")
    written = write_documents((document for document in created if isinstance(document, SearchDocument)), workdir)
    build_index(written, workdir, target / paths.PAGEFIND, lang)
    return target


def find_all(page: Page, site: Path, queries: Iterable[str]) -> dict[str, set[str]]:
    """Search in the page of a site for many queries, and return the names of the reports that each finds."""
    page.goto("/search/")
    asked = list(dict.fromkeys(queries))
    table = json.loads((site / paths.PAGEFIND / "reports" / paths.SEARCH_TABLE).read_bytes())
    stems = sorted(path.stem for path in (site.parent / "content/reports").rglob("*.md"))
    width = len(table["names"]) // len(stems)
    fragments = [table["names"][start : start + width].strip() for start in range(0, len(table["names"]), width)]
    reports = {table["prefix"] + name: stem[11:] for name, stem in zip(fragments, stems, strict=True)}
    answers = page.evaluate(FIND_ALL, asked)
    return {query: {reports[name] for name in names} for query, names in zip(asked, answers, strict=True)}
