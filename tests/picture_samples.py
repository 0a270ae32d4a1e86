"""Picture files that say what they are told to, made in memory; and exiftool to read them with."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newsmarkup.picture.facts import Facts
from newsmarkup.picture.write import options

REFERENCE = Path(__file__).resolve().parents[2] / "shared/corpora/photos/iptc-reference-2021.jpg"

FACTS = Facts(
    caption="Ebbe im Hafen: die Fähre „Möwe“ liegt trocken. 潮",
    alt="A ferry on dry sand.",
    creators=("Ada Holm", "Bo Çelik"),
    credit_line="Ada Holm/Corvany Press Agency",
    source="Corvany Press Agency",
    copyright_notice="© 2026 Ada Holm",
    copyright_holder="Ada Holm",
    license_url="https://cpa.example/terms",
    acquire_license_url="https://cpa.example/buy?id=7&size=l",
    taken="2026-05-31T14:30:00+02:00",
    place="Ferry Quay, Saltmere, Corvany",
    digital_source_type="DigitalCaptureDigitalSource",
)
# The nine rights fields, by exiftool's names for where XMP keeps them.
RIGHTS = ("XMP-dc:Description", "XMP-iptcCore:AltTextAccessibility", "XMP-dc:Creator", "XMP-photoshop:Credit",
          "XMP-photoshop:Source", "XMP-dc:Rights", "XMP-plus:CopyrightOwnerName", "XMP-xmpRights:WebStatement",
          "XMP-plus:LicensorURL")  # fmt: skip

exiftool = pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not here: .ci/system installs it")
reference = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference picture is not here")


def picture(format="JPEG", facts=None, size=(1600, 1200), mode="RGB", **saved):
    """The bytes of a picture with a dark square at its top right corner."""
    image = Image.new(mode, size, 200 if mode in ("L", "I;16") else None)
    if mode in ("RGB", "RGBA"):
        image.paste((220, 220, 220, 255)[: len(mode)], (0, 0, *size))
        image.paste((10, 20, 30, 255)[: len(mode)], (size[0] * 9 // 10, 0, size[0], size[1] // 10))
    out = BytesIO()
    image.save(out, format, **(options(format, facts) if facts else {}), **saved)
    return out.getvalue()


def asked(data, *tags):
    """What exiftool reads: {tag: value}, lists as lists."""
    command = ["exiftool", "-j", "-G1", "-struct-", "-a", *(f"-{tag}" for tag in tags), "-"]
    ran = subprocess.run(command, input=data, capture_output=True, check=True)
    return {name: value for name, value in json.loads(ran.stdout)[0].items() if name != "SourceFile"}
