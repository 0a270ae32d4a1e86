"""Importers: what others send or publish, as Articles. One file a format; `base` says what they share."""
