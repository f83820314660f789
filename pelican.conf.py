"""How Pelican builds the site: `pelican -s pelican.conf.py content -o output`. Imports nothing of the project."""

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
SITEURL = ""
SITENAME = "Sitrep"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

PLUGIN_PATHS = ["."]
PLUGINS = [
    "plugins.publishing",
    "plugins.reports",
    "plugins.indexes",
    "plugins.timeline",
    "plugins.texts",
    "plugins.search",
    "plugins.feeds",
]

# Ours: what the plugins read. SITREP_PLUGINS lets them notice one that did not load.
SITREP_PLUGINS = list(PLUGINS)
SITREP_DRAFTS = False
SITREP_SEARCH = True
SITREP_DEFER = False  # leave the search index as it was, for a later build to bring up to date
SITREP_CARDS = False  # draw a card for each report, for who shares its address; only a published site needs them
SITREP_CACHE = True  # what a build keeps for the next one stands in CACHE_PATH
SITREP_JOBS = 0  # worker processes; 0: one for each processor
SITREP_ROOM = ""  # of a build that plans what another one makes: the folder in which that one keeps what it keeps
CACHE_PATH = ".cache"

# The plugins clear this; if none of them loads, the page that is not there makes the build fail instead of pass empty.
TEMPLATE_PAGES = {"the-plugins-did-not-load.html": "the-plugins-did-not-load.html"}

# The archive's files are read by the plugins, so that every problem is found and no report is dropped.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
READERS = dict.fromkeys(("rst", "md", "markdown", "mkd", "mdown", "html", "htm"))
IGNORE_FILES = [".*"]

# Pelican's own lists, archives and feeds are off: the registries take their place.
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
