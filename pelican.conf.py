"""Pelican's configuration: `pelican -s pelican.conf.py content -o output`. It imports nothing of this project."""

import logging
import sys

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
SITEURL = ""
SITENAME = "Sitrep"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

PLUGIN_PATHS = ["."]
PLUGINS = [
    "plugins.command_line",
    "plugins.publishing",
    "plugins.reports",
    "plugins.indexes",
    "plugins.timeline",
    "plugins.texts",
    "plugins.search",
    "plugins.feeds",
]

# The options of the build; `plugins/engine/options.py` reads them.
SITREP_DRAFTS = False
SITREP_SEARCH = True
SITREP_DEFER_SEARCH = False  # do not update the search index; a later build does
SITREP_SOCIAL_CARDS = False  # draw a social card for each report; only a published site needs them
SITREP_JOBS = 0  # worker processes; 0 means one for each processor
SITREP_CACHE = True  # cache data for the next build in CACHE_PATH
SITREP_PLAN_ONLY = False  # plan the site, and write nothing
SITREP_CACHE_DIR = ""  # cache folder of this output, by default a folder in CACHE_PATH
CACHE_PATH = ".cache"

# A copy of PLUGINS, by which `plugins.publishing` notices a plugin that did not load.
SITREP_PLUGINS = list(PLUGINS)
# The plugins clear this setting. If none of them loads, the missing template makes the build fail.
TEMPLATE_PAGES = {"the-plugins-did-not-load.html": "the-plugins-did-not-load.html"}

# The plugins read the archive, so that every problem is reported and no report is skipped.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
READERS = dict.fromkeys(("rst", "md", "markdown", "mkd", "mdown", "html", "htm"))
IGNORE_FILES = [".*"]

# Pelican's own lists, archives and feeds are off; the registries replace them.
DIRECT_TEMPLATES = []
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
ARTICLE_URL = "reports/{slug}/"
ARTICLE_SAVE_AS = "reports/{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = PAGE_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TYPOGRIFY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
DELETE_OUTPUT_DIRECTORY = False
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}


def print_error(record: logging.LogRecord) -> bool:
    """Print an error without its traceback, which `pelican --debug` prints."""
    if record.exc_info:
        print(record.exc_info[1], file=sys.stderr)
    return not record.exc_info


logging.getLogger("pelican").addFilter(print_error)
