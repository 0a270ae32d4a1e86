"""What a picture file says of itself, read and written: IPTC IIM, XMP and Exif. No Django here."""

from newsmarkup.picture.facts import Facts
from newsmarkup.picture.read import Reading, read

__all__ = ["Facts", "Reading", "read"]
