"""How a publisher can be held to its word: its trust policies, and where it is reached.

Source: schema.org 30.0, the properties of The Trust Project on Organization and NewsMediaOrganization.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# The field of the registry → the property. Each is the address of a page of the publisher.
POLICIES: Mapping[str, str] = {
    "publishing_principles": "publishingPrinciples",
    "ethics_policy": "ethicsPolicy",
    "corrections_policy": "correctionsPolicy",
    "verification_policy": "verificationFactCheckingPolicy",
    "unnamed_sources_policy": "unnamedSourcesPolicy",
    "no_bylines_policy": "noBylinesPolicy",
    "feedback_policy": "actionableFeedbackPolicy",
    "diversity_policy": "diversityPolicy",
    "diversity_report": "diversityStaffingReport",
    "coverage_priorities": "missionCoveragePrioritiesPolicy",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
}
# Those which only a NewsMediaOrganization has.
OF_NEWS_MEDIA = frozenset(
    {"masthead", "missionCoveragePrioritiesPolicy", "noBylinesPolicy", "verificationFactCheckingPolicy"}
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Where readers reach it. `kind` says what for: "newsroom"."""

    kind: str = ""
    email: str = ""
    telephone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """By post. `country` is ISO 3166-1 alpha-2, or a name."""

    street: str = ""
    postal_code: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""
