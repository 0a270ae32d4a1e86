"""NITF 3.6, the News Industry Text Format: `document` the whole, `text` the body's elements.

Source: IPTC, NITF 3.6 (schema nitf-3-6.xsd). What the format has elements for is in them: a quotation is `q` or `bq` with
its speaker as `quote-source`, a pull quote a `bq` of the class "pullquote", a picture `media` with caption and producer.
What it has none for is a word of `class`, which every element has. A quotation's occasion and source have no place.
"""

from newsmarkup.exporting.nitf.document import NITF

__all__ = ["NITF"]
