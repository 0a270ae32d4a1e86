"""The libraries beside which newsmarkup is measured, one module each, used the way each one's documentation says.

A module has `STARTS_FROM` and `GIVES` (sentences), `APPS` (Django apps it needs), and `prepare`, which answers with the
call to be measured: it gives JSON-LD as text. Where a library leaves a choice, the faster way is taken.
"""
