"""Photo: a picture file and everything that is known of its rights. Field names follow IPTC Photo Metadata."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import Fact, KeyField, PictureField


class Photo(Fact):
    """`creator` holds names, several separated by ";". `digital_source_type` is a schema.org
    IPTCDigitalSourceEnumeration member, "" where nobody said."""

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

    key = KeyField()
    file = PictureField(_("file"), upload_to="newsmarkup/photos")
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    alt = models.CharField(
        _("alt text"), max_length=500, blank=True, help_text=_("What the picture shows, for those who can't see it.")
    )
    caption = models.TextField(_("caption"), blank=True)
    creator = models.CharField(_("creator"), max_length=255, blank=True, help_text=_("Several: separate with “;”."))
    creator_kind = models.CharField(
        _("the creator is a"), max_length=12, choices=CreatorKind.choices, default=CreatorKind.PERSON
    )
    credit_line = models.CharField(
        _("credit line"), max_length=255, blank=True, help_text=_("As printed beside the picture.")
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    copyright_holder = models.CharField(_("copyright holder"), max_length=255, blank=True)
    license_url = models.URLField(_("license URL"), max_length=500, blank=True)
    acquire_license_url = models.URLField(_("acquire-license URL"), max_length=500, blank=True)
    digital_source_type = models.CharField(_("made how"), max_length=60, choices=DigitalSource.choices, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    modified_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.caption[:60] or self.alt[:60] or self.file.name

    @property
    def target(self) -> str:
        return f"photo:{self.key}"
