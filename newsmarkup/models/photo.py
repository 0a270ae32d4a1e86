"""Photo: a picture file and everything that is known of its rights. Field names follow IPTC Photo Metadata."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.conf import settings
from newsmarkup.models.base import Fact, KeyField, PictureField
from newsmarkup.picture.facts import DATE, NAMES, Facts
from newsmarkup.picture.preset import filled
from newsmarkup.picture.read import PictureRefused, Reading, read


def validate_taken(value: str) -> None:
    if not DATE.match(value):
        raise ValidationError(
            _("%(value)s is no date: enter 2026-05-31, 2026-05, 2026 or 2026-05-31T14:30:00+02:00."),
            params={"value": value},
            code="date",
        )


class Photo(Fact):
    """`creator` holds names, several separated by ";". `digital_source_type` is a schema.org
    IPTCDigitalSourceEnumeration member, "" where nobody said. `taken` is ISO 8601, as much of it as is known.

    A new file is read as it is saved, and fills what is empty; so does a new credit line, and a new `preset`: in this
    order, and never over what is there. `embedded` keeps what the file said, by the names of `picture.Facts`.
    """

    class DigitalSource(models.TextChoices):
        CAPTURE = "DigitalCaptureDigitalSource", _("photographed with a digital camera")
        NEGATIVE = "NegativeFilmDigitalSource", _("digitised from a negative")
        POSITIVE = "PositiveFilmDigitalSource", _("digitised from a positive")
        PRINT = "PrintDigitalSource", _("digitised from a print")
        HUMAN_EDITS = "MinorHumanEditsDigitalSource", _("photograph slightly edited by a person")
        COMPUTED = "MultiFrameComputationalCaptureDigitalSource", _("photograph computed from several frames")
        ENHANCED = "AlgorithmicallyEnhancedDigitalSource", _("photograph enhanced by an algorithm")
        ART = "DigitalArtDigitalSource", _("drawn by a person with software")
        DATA_DRIVEN = "DataDrivenMediaDigitalSource", _("drawn from data")
        ALGORITHMIC = "AlgorithmicMediaDigitalSource", _("made by an algorithm, not trained")
        TRAINED = "TrainedAlgorithmicMediaDigitalSource", _("made by generative AI")
        COMPOSITE = "CompositeDigitalSource", _("composite")
        COMPOSITE_CAPTURE = "CompositeCaptureDigitalSource", _("composite of photographs")
        COMPOSITE_SYNTHETIC = "CompositeSyntheticDigitalSource", _("composite with synthetic parts")
        COMPOSITE_AI = "CompositeWithTrainedAlgorithmicMediaDigitalSource", _("photograph edited with generative AI")
        SCREEN = "ScreenCaptureDigitalSource", _("screenshot")
        VIRTUAL = "VirtualRecordingDigitalSource", _("recording of a virtual event")

    class CreatorKind(models.TextChoices):
        PERSON = "Person", _("person")
        ORGANIZATION = "Organization", _("organization")

    class Preset(models.TextChoices):
        STAFF = "staff", _("by our own staff")
        FREELANCE = "freelance", _("by a freelance, who keeps the copyright")
        AGENCY = "agency", _("from an agency")
        HANDOUT = "handout", _("handout")
        READER = "reader", _("from a reader")
        CC_BY = "cc-by-4.0", "Creative Commons BY 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "Creative Commons BY-SA 4.0"
        CC_BY_ND = "cc-by-nd-4.0", "Creative Commons BY-ND 4.0"
        CC_BY_NC = "cc-by-nc-4.0", "Creative Commons BY-NC 4.0"
        CC_BY_NC_SA = "cc-by-nc-sa-4.0", "Creative Commons BY-NC-SA 4.0"
        CC_BY_NC_ND = "cc-by-nc-nd-4.0", "Creative Commons BY-NC-ND 4.0"
        CC0 = "cc0", _("Creative Commons Zero: given to the public")
        PUBLIC_DOMAIN = "public-domain", _("public domain: no copyright any more")
        AI_GENERATED = "ai-generated", _("made by generative AI")
        AI_EDITED = "ai-edited", _("photograph edited with generative AI")
        MONTAGE = "montage", _("montage")
        SCREENSHOT = "screenshot", _("screenshot")
        DATA_GRAPHIC = "data-graphic", _("graphic drawn from data")

    reading: Reading | None = None  # what the file said that this object stored

    key = KeyField()
    file = PictureField(_("file"), upload_to="newsmarkup/photos")
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    alt = models.CharField(
        _("alt text"), max_length=500, blank=True, help_text=_("What the picture shows, for those who can't see it.")
    )
    caption = models.TextField(_("caption"), blank=True)
    preset = models.CharField(
        _("whose it is"),
        max_length=20,
        choices=Preset.choices,
        blank=True,
        help_text=_("Fills what follows from it into the fields that are empty, when you save."),
    )
    creator = models.CharField(_("creator"), max_length=255, blank=True, help_text=_("Several: separate with “;”."))
    creator_kind = models.CharField(
        _("the creator is a"), max_length=12, choices=CreatorKind.choices, default=CreatorKind.PERSON
    )
    credit_line = models.CharField(
        _("credit line"),
        max_length=255,
        blank=True,
        help_text=_("As printed beside the picture. Creator and source are read from it where they are empty."),
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=500, blank=True)
    copyright_holder = models.CharField(_("copyright holder"), max_length=255, blank=True)
    license_url = models.URLField(_("license URL"), max_length=500, blank=True)
    acquire_license_url = models.URLField(_("acquire-license URL"), max_length=500, blank=True)
    digital_source_type = models.CharField(_("made how"), max_length=60, choices=DigitalSource.choices, blank=True)
    taken = models.CharField(
        _("taken on"),
        max_length=32,
        blank=True,
        validators=[validate_taken],
        help_text=_("2026-05-31, or as much as is known: 2026-05, 2026."),
    )
    place = models.CharField(_("place"), max_length=255, blank=True, help_text=_("Where it was taken."))
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent. What must stay in view when the picture is cropped."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, validators=[MaxValueValidator(100)], help_text=_("In per cent.")
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    embedded = models.JSONField(default=dict, blank=True, editable=False)
    renditions = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    modified_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.caption[:60] or self.alt[:60] or self.file.name

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen = ("", "")

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Photo:
        row = super().from_db(db, field_names, values)
        row._seen = row._filling()
        return row

    @property
    def target(self) -> str:
        return f"photo:{self.key}"

    @property
    def facts(self) -> Facts:
        """What is known, as the picture file should say it."""
        texts = {name: getattr(self, name) for name in NAMES if name != "creators"}
        return Facts(**texts, creators=tuple(name.strip() for name in self.creator.split(";") if name.strip()))

    def said_otherwise(self, fact: str) -> bool:
        """Whether somebody changed what was read from the file."""
        return self.embedded.get(fact, "") != (self.creator if fact == "creators" else getattr(self, fact))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.complete()
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            self._seen = self._filling()

    save.alters_data = True  # type: ignore[attr-defined]

    def complete(self) -> None:
        """Fill what is empty: from a file that is not stored yet, a credit line or a preset that was not there before."""
        reading = self.reading = self._read() if self.file and not self.file._committed else None
        preset, credit_line = self._filling()
        if credit_line and (credit_line != self._seen[1] or reading):
            from newsmarkup.picture.creditline import said_by  # its word lists take a while to load

            facts, kind = said_by(credit_line)
            if facts.creators and not self.creator:
                self.creator_kind = kind
            self._fill(facts)
        if preset and (preset != self._seen[0] or reading):
            self._fill(filled(preset, self.facts, settings.SITE_NAME))

    def _read(self) -> Reading | None:
        """What the new file says. One that can't be read is stored all the same: forms refuse it before."""
        try:
            reading = read(self.file.file)
        except PictureRefused:
            self.sha256, self.embedded = "", {}
            return None
        self.sha256, self.embedded = reading.sha256, {}
        self._fill(reading.facts, embedded=True)
        return reading

    def _fill(self, facts: Facts, *, embedded: bool = False) -> None:
        for name, value in facts.said():
            field = self._meta.get_field("creator" if name == "creators" else name)
            text = value if isinstance(value, str) else "; ".join(value)
            if field.max_length and len(text) > field.max_length:
                continue  # a part of a name is another name; the file keeps it
            if embedded:
                self.embedded[name] = text
            if not getattr(self, field.name):
                setattr(self, field.name, text)

    def _filling(self) -> tuple[str, str]:
        """What fills other fields when it changes; "" for what was not asked from the database."""
        return self.__dict__.get("preset", ""), self.__dict__.get("credit_line", "")
