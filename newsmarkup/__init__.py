"""newsmarkup: editors tag the parts of an article; the page carries NewsArticle JSON-LD; REST exports it."""

__version__ = "0.1.0"
