"""Suggestions: the tags an article could have, proposed from its text alone.

Pure Python: no Django, no model to download.
"""
