"""XMP: reading a packet's facts, and writing facts over a packet.

Sources: Adobe XMP Specification part 1 (RDF as attributes, elements, structures, alternatives); IPTC Photo Metadata
2021.1 (which property holds what); PLUS (holder and licensor). A packet is somebody else's XML: no entity is resolved,
a DOCTYPE is refused, size and depth are limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from newsmarkup.picture import sourcetype
from newsmarkup.picture.facts import DATE, Facts

MOST = 1_000_000  # bytes of a packet that are read; the fullest reference picture has 31,000

NS = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "cc": "http://creativecommons.org/ns#",
}
_UNSPELLABLE = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# How a picture came about inside a program, thumbnails, serial numbers, and where exactly somebody stood.
_PRIVATE = (
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/g/img/",
    "http://ns.adobe.com/camera-raw-settings/1.0/",
    "http://ns.adobe.com/exif/1.0/aux/",
    "http://cipa.jp/exif/1.0/",
    "http://ns.adobe.com/lightroom/1.0/",
)
_WITHHELD = (
    ("http://ns.adobe.com/photoshop/1.0/", "DocumentAncestors"),
    ("http://ns.adobe.com/photoshop/1.0/", "History"),
    ("http://ns.adobe.com/xap/1.0/", "Thumbnails"),
)

# Fact → the properties that say it, all of which go when the fact is written anew.
PROPERTIES = {
    "caption": ("dc:description",),
    "alt": ("Iptc4xmpCore:AltTextAccessibility",),
    "creators": ("dc:creator",),
    "credit_line": ("photoshop:Credit",),
    "source": ("photoshop:Source",),
    "copyright_notice": ("dc:rights",),
    "copyright_holder": ("plus:CopyrightOwner",),
    "license_url": ("xmpRights:WebStatement", "cc:license"),
    "acquire_license_url": ("plus:Licensor",),
    "taken": ("photoshop:DateCreated", "exif:DateTimeOriginal"),
    "place": ("Iptc4xmpExt:LocationCreated", "Iptc4xmpCore:Location", "photoshop:City", "photoshop:State",
              "photoshop:Country"),
    "digital_source_type": ("Iptc4xmpExt:DigitalSourceType",),
}  # fmt: skip
_PARTS = ("Sublocation", "City", "ProvinceState", "CountryName")


class Unreadable(ValueError):
    """A packet that is too large or no XML: its facts are not known."""


def read(packet: bytes) -> Facts:
    """Raises Unreadable."""
    tree = _parse(packet)
    first = {
        name: next(iter(_values(tree, *PROPERTIES[name])), "") for name in ("caption", "alt", "credit_line", "source")
    }
    return Facts(
        **first,
        creators=tuple(_values(tree, "dc:creator")),
        copyright_notice=next(iter(_values(tree, "dc:rights")), ""),
        copyright_holder="; ".join(_fields(tree, "plus:CopyrightOwner", "plus:CopyrightOwnerName")),
        license_url=next(filter(is_link, _values(tree, *PROPERTIES["license_url"])), ""),
        acquire_license_url=next(filter(is_link, _fields(tree, "plus:Licensor", "plus:LicensorURL")), ""),
        taken=next(filter(DATE.match, _values(tree, *PROPERTIES["taken"])), ""),
        place=_place(tree),
        digital_source_type=next(map(sourcetype.member, _values(tree, "Iptc4xmpExt:DigitalSourceType")), ""),
    )


def write(facts: Facts, packet: bytes = b"", cleared: Iterable[str] = ()) -> bytes:
    """`packet` with these facts: what it says in the same words stays as it is, with its other languages and all its
    licensors; what it says otherwise, and what is `cleared` (names of facts), goes. Without the private parts."""
    try:
        tree = _parse(packet) if packet else None
    except Unreadable:
        tree = None
    known = read(packet) if tree is not None else Facts()
    if tree is None:
        tree = etree.fromstring(f'<x:xmpmeta xmlns:x="{NS["x"]}"><rdf:RDF xmlns:rdf="{NS["rdf"]}"/></x:xmpmeta>')
    _withhold(tree)
    wanted = {name: value for name, value in facts.said() if value != getattr(known, name)}
    for name in (*wanted, *cleared):
        for prop in PROPERTIES[name]:
            _remove(tree, prop)
    root = next(tree.iter(_q("rdf:RDF")))
    if wanted:
        new = etree.SubElement(root, _q("rdf:Description"), {_q("rdf:about"): ""}, nsmap=NS)
        for name, value in wanted.items():
            _add(new, name, value)
    etree.cleanup_namespaces(tree, keep_ns_prefixes=["x", "rdf"])
    body = etree.tostring(tree, encoding="unicode")
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{body}\n<?xpacket end="w"?>'.encode()


def is_link(value: str) -> bool:
    """Only what a page may link to: a file's metadata is anybody's text."""
    return value.startswith(("http://", "https://")) and not any(c.isspace() for c in value)


def _parse(packet: bytes) -> etree._Element:
    if len(packet) > MOST:
        raise Unreadable(f"The XMP packet has {len(packet):,} bytes; at most {MOST:,} are read.")
    if b"<!DOCTYPE" in packet or b"<\x00!\x00D" in packet or b"\x00<\x00!\x00D" in packet:
        raise Unreadable("The XMP packet has a DOCTYPE; XMP never has one.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        tree = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"The XMP packet is no XML: {error}") from error
    if next(tree.iter(_q("rdf:RDF")), None) is None:
        raise Unreadable("The XMP packet holds no RDF.")
    return tree


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def _descriptions(tree: etree._Element) -> Iterator[etree._Element]:
    for root in tree.iter(_q("rdf:RDF")):
        yield from root.findall(_q("rdf:Description"))


def _found(tree: etree._Element, name: str) -> Iterator[etree._Element | str]:
    """A property of the picture: an element, or the value where it is spelled as an attribute."""
    for description in _descriptions(tree):
        if (value := description.get(_q(name))) is not None:
            yield value
        yield from description.findall(_q(name))


def _values(tree: etree._Element, *names: str) -> list[str]:
    """The texts of the first of these properties that has any; of alternatives the default language first."""
    for name in names:
        values: list[str] = []
        for found in _found(tree, name):
            if isinstance(found, str):
                values.append(found)
                continue
            items = list(found.iter(_q("rdf:li")))
            items.sort(key=lambda item: item.get(_LANG) not in (None, "x-default"))
            values += [_text(item) for item in items] or [found.get(_q("rdf:resource")) or _text(found)]
        if values := [value.strip() for value in values if value.strip()]:
            return values
    return []


def _text(element: etree._Element) -> str:
    return "".join(part for part in element.itertext() if isinstance(part, str))


def _fields(tree: etree._Element, name: str, field: str) -> list[str]:
    """One field of each structure in a property's list, in any of the spellings RDF has for it."""
    values: list[str] = []
    for found in _found(tree, name):
        if isinstance(found, str):
            continue
        for item in found.iter(_q("rdf:li")):
            for node in (item, *item.findall(_q("rdf:Description"))):
                if value := node.get(_q(field)):
                    values.append(value)
                for one in node.findall(_q(field)):
                    items = list(one.iter(_q("rdf:li")))
                    values.append(_text(items[0]) if items else one.get(_q("rdf:resource")) or _text(one))
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


def _place(tree: etree._Element) -> str:
    """Where it was taken: the first location created, else the older fields, else the first location shown."""
    for prop in ("Iptc4xmpExt:LocationCreated", "", "Iptc4xmpExt:LocationShown"):
        if prop:
            parts = [_fields(tree, prop, f"Iptc4xmpExt:{part}")[:1] for part in _PARTS]
            parts = parts if any(parts) else [_fields(tree, prop, "Iptc4xmpExt:LocationName")[:1]]
        else:
            parts = [_values(tree, name)[:1] for name in PROPERTIES["place"][1:]]
        if place := ", ".join(dict.fromkeys(part[0] for part in parts if part)):
            return place
    return ""


def _remove(tree: etree._Element, name: str) -> None:
    for description in _descriptions(tree):
        if _q(name) in description.attrib:
            del description.attrib[_q(name)]
        for element in description.findall(_q(name)):
            description.remove(element)


def _withhold(tree: etree._Element) -> None:
    for element in list(tree.iter("*")):
        for name in list(element.attrib):
            if _is_private(str(name)):
                del element.attrib[name]
        parent = element.getparent()
        if parent is not None and _is_private(str(element.tag)):
            parent.remove(element)


def _is_private(tag: str) -> bool:
    space, _, local = tag[1:].partition("}")
    return space in _PRIVATE or (space, local) in _WITHHELD or (space == NS["exif"] and local.startswith("GPS"))


def _add(description: etree._Element, name: str, value: str | tuple[str, ...]) -> None:
    prop = PROPERTIES[name][0]
    element = etree.SubElement(description, _q(prop))
    if isinstance(value, tuple):
        _list(element, "rdf:Seq", value)
    elif prop in ("dc:description", "dc:rights", "Iptc4xmpCore:AltTextAccessibility"):
        _list(element, "rdf:Alt", (value,))[0].set(_LANG, "x-default")
    elif name in ("copyright_holder", "acquire_license_url"):
        field = "plus:CopyrightOwnerName" if name == "copyright_holder" else "plus:LicensorURL"
        for item in _list(element, "rdf:Seq", tuple("" for _ in value.split("; "))):
            item.set(_q("rdf:parseType"), "Resource")
        for item, text in zip(element.iter(_q("rdf:li")), value.split("; "), strict=True):
            etree.SubElement(item, _q(field)).text = _clean(text)
    elif name == "place":
        item = _list(element, "rdf:Bag", ("",))[0]
        item.set(_q("rdf:parseType"), "Resource")
        _list(etree.SubElement(item, _q("Iptc4xmpExt:LocationName")), "rdf:Alt", (value,))[0].set(_LANG, "x-default")
    else:
        element.text = _clean(sourcetype.uri(value) if name == "digital_source_type" else value)


def _list(element: etree._Element, kind: str, values: tuple[str, ...]) -> list[etree._Element]:
    holder = etree.SubElement(element, _q(kind))
    items = [etree.SubElement(holder, _q("rdf:li")) for _ in values]
    for item, value in zip(items, values, strict=True):
        item.text = _clean(value) or None
    return items


def _clean(text: str) -> str:
    """Without the characters that XML has no spelling for."""
    return _UNSPELLABLE.sub("", text)
