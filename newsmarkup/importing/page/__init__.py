"""Any published HTML page: `tree` (the bytes as elements), `metadata` (what the page says of itself), `text` (the part that
is the article), `captions`, `byline`, `dates`, and `page`, which weighs them.

No rule is made for one publisher: only what schema.org, OpenGraph, HTML and the words of class names say in general.
"""
