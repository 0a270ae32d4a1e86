"""The API for reading: what is published, as JSON and as JSON-LD. `path("api/", include("newsmarkup.api.urls"))`.

The only package that imports Django REST framework. `articles` and `registry` hold the views, `reading` what they share.
"""
