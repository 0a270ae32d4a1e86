"""The exporters there are, in the order in which they are offered: a new one is named here."""
