"""NITF, with its namespace or without (the DTD's form): `document` the whole, `text` its elements as HTML.

Source: IPTC, NITF 3.6. Elements that only say what a word is (money, num, chron, location …) give their words.
"""

from newsmarkup.importing.nitf.document import NITF

__all__ = ["NITF"]
