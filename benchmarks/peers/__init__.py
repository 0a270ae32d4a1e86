"""The libraries beside which newsmarkup is measured, one module each, used the way each one's documentation says.

`APPS` are the Django apps a module needs. `prepare(story, read)` answers with the calls to be measured, by name: ""
does all that the library can, another name a part of it. Each gives JSON-LD as text. `read` is our own reader: a library
that has none gets the article and its passages from it. Where a library leaves a choice, the faster way is taken.
"""
