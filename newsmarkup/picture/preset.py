"""Presets: the common cases of a picture's rights, and what follows from each for the other fields.

Sources: creativecommons.org/licenses (addresses; attribution), creativecommons.org/publicdomain; IPTC's guidance on
AI-generated pictures. What differs from contract to contract (an agency's terms) is left for the editor to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsmarkup.picture.facts import Facts, years

_CC = "https://creativecommons.org"


@dataclass(frozen=True, slots=True)
class Preset:
    """`holder`: whose the picture is ("site", or a fact's name). The patterns are filled with {year}, {holder},
    {creator}, {source}; one that lacks a value for its name, other than the year, stays unfilled."""

    key: str
    holder: str = ""
    notice: str = ""
    credit: str = ""
    license_url: str = ""
    digital_source_type: str = ""
    source: str = ""


def _cc(name: str, short: str) -> Preset:
    return Preset(
        f"cc-{name}-4.0", "creator", "© {year} {holder}, " + short, "{creator}/" + short, f"{_CC}/licenses/{name}/4.0/"
    )


PRESETS = {
    preset.key: preset
    for preset in (
        Preset("staff", "site", "© {year} {holder}", "{creator}/{source}", source="site"),
        Preset("freelance", "creator", "© {year} {holder}", "{creator}"),
        Preset("agency", "source", "© {year} {holder}", "{creator}/{source}"),
        Preset("handout", "source", "", "{source}/Handout"),
        Preset("reader", "creator", "© {year} {holder}", "{creator}"),
        _cc("by", "CC BY 4.0"),
        _cc("by-sa", "CC BY-SA 4.0"),
        _cc("by-nd", "CC BY-ND 4.0"),
        _cc("by-nc", "CC BY-NC 4.0"),
        _cc("by-nc-sa", "CC BY-NC-SA 4.0"),
        _cc("by-nc-nd", "CC BY-NC-ND 4.0"),
        Preset("cc0", "", "CC0", "{creator}/CC0", f"{_CC}/publicdomain/zero/1.0/"),
        Preset("public-domain", "", "Public domain", "", f"{_CC}/publicdomain/mark/1.0/"),
        Preset("ai-generated", "", "", "{creator}/AI", digital_source_type="TrainedAlgorithmicMediaDigitalSource"),
        Preset("ai-edited", digital_source_type="CompositeWithTrainedAlgorithmicMediaDigitalSource"),
        Preset("montage", digital_source_type="CompositeDigitalSource"),
        Preset("screenshot", digital_source_type="ScreenCaptureDigitalSource"),
        Preset("data-graphic", digital_source_type="DataDrivenMediaDigitalSource"),
    )
}


def filled(key: str, known: Facts, site: str) -> Facts:
    """`known`, and what the preset of this key says of the rest. `site`: the publication's name. A fact that is known
    never changes. Raises ValueError for an unknown key."""
    if key not in PRESETS:
        raise ValueError(f"No preset is called {key!r}. Known: {', '.join(PRESETS)}.")
    preset = PRESETS[key]
    source = known.source or (site if preset.source == "site" else "")
    creator = ", ".join(known.creators)
    holder = known.copyright_holder or {"site": site, "creator": creator, "source": source}.get(preset.holder, "")
    values = {"year": years(known.taken), "holder": holder, "creator": creator, "source": source}
    said = Facts(
        source=source,
        copyright_holder=holder,
        copyright_notice=_pattern(preset.notice, values),
        credit_line=_pattern(preset.credit, values),
        license_url=preset.license_url,
        digital_source_type=preset.digital_source_type,
    )
    return known.over(said)


def _pattern(pattern: str, values: dict[str, str]) -> str:
    if any("{" + name + "}" in pattern and not value for name, value in values.items() if name != "year"):
        return ""
    return " ".join(pattern.format(**values).split())
