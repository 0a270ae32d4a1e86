"""Any published HTML page as an Article.

`tree` has its bytes as elements, `metadata` what it says of itself, `blocks` its paragraphs as readers see them, `part`
which of them are the article. `headline`, `byline` and `dates` weigh both; `captions` finds the pictures, `pullquotes`
what is set large, `sieve` what is no text; `body` puts them together, and `page` everything.

No rule is made for one publisher: only what schema.org, OpenGraph, HTML and the words of class names say in general.
"""
