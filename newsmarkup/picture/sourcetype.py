"""How a picture was made: IPTC's digital source types and schema.org's names for them.

Sources: cv.iptc.org/newscodes/digitalsourcetype; schema.org 30.0, IPTCDigitalSourceEnumeration. IPTC has terms that
schema.org lacks (`softwareImage`, `digitalCreation`'s finer siblings): those stay in the file and out of the graph.
"""

from __future__ import annotations

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"

# IPTC's name → schema.org's member. Where IPTC renamed a term, both names are read and the first here is written.
_MEMBERS = {
    "digitalCapture": "DigitalCaptureDigitalSource",
    "computationalCapture": "MultiFrameComputationalCaptureDigitalSource",
    "negativeFilm": "NegativeFilmDigitalSource",
    "positiveFilm": "PositiveFilmDigitalSource",
    "print": "PrintDigitalSource",
    "humanEdits": "MinorHumanEditsDigitalSource",
    "minorHumanEdits": "MinorHumanEditsDigitalSource",
    "algorithmicallyEnhanced": "AlgorithmicallyEnhancedDigitalSource",
    "digitalCreation": "DigitalArtDigitalSource",
    "digitalArt": "DigitalArtDigitalSource",
    "dataDrivenMedia": "DataDrivenMediaDigitalSource",
    "algorithmicMedia": "AlgorithmicMediaDigitalSource",
    "trainedAlgorithmicMedia": "TrainedAlgorithmicMediaDigitalSource",
    "screenCapture": "ScreenCaptureDigitalSource",
    "virtualRecording": "VirtualRecordingDigitalSource",
    "composite": "CompositeDigitalSource",
    "compositeCapture": "CompositeCaptureDigitalSource",
    "compositeSynthetic": "CompositeSyntheticDigitalSource",
    "compositeWithTrainedAlgorithmicMedia": "CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
_TERMS = {member: term for term, member in reversed(_MEMBERS.items())}

GENERATED = frozenset({"TrainedAlgorithmicMediaDigitalSource"})
AI_EDITED = frozenset({"CompositeWithTrainedAlgorithmicMediaDigitalSource"})
SYNTHETIC = frozenset({"AlgorithmicMediaDigitalSource", "CompositeSyntheticDigitalSource"})
COMPOSITE = frozenset({"CompositeDigitalSource", "CompositeCaptureDigitalSource"})
LABELLED = GENERATED | AI_EDITED | SYNTHETIC | COMPOSITE


def member(uri: str) -> str:
    """The schema.org member of an IPTC URI (http or https) or of its bare name; "" where schema.org has none."""
    value = uri.strip().rstrip("/")
    for scheme in ("http", "https"):
        value = value.removeprefix(VOCABULARY.replace("http", scheme, 1))
    return _MEMBERS.get(value, "")


def uri(member: str) -> str:
    """IPTC's URI of a schema.org member; "" for "". Raises ValueError for no member."""
    if not member:
        return ""
    if member not in _TERMS:
        raise ValueError(f"{member!r} is no digital source type. Known: {', '.join(sorted(_TERMS))}.")
    return VOCABULARY + _TERMS[member]
