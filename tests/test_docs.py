"""The docs list every role, setting and check there is."""

import re
from pathlib import Path

import pytest

from newsmarkup import conf
from newsmarkup.roles import STANDARD

DOCS = Path(__file__).resolve().parents[1] / "docs"
SETTINGS = (DOCS / "settings.md").read_text(encoding="utf-8")


def test_every_setting_has_a_row():
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS, re.MULTILINE)) == set(conf.DEFAULTS)


def test_every_check_has_a_row():
    code = (Path(conf.__file__).parent / "checks.py").read_text(encoding="utf-8")
    assert set(re.findall(r"newsmarkup\.[EW]\d{3}", code)) == set(
        re.findall(r"^\| `(newsmarkup\.[EW]\d+)`", SETTINGS, re.M)
    )


@pytest.mark.parametrize("role", list(STANDARD), ids=lambda role: role.name)
def test_every_role_has_a_row(role):
    assert re.search(rf"^\| {role.name} \|.*`{role.element}.*\| {role.shortcut} \|", SETTINGS, re.MULTILINE)
    assert (
        f"role {role.name}" in (DOCS / "architecture.md").read_text()
        or f'"{role.name}"' in (DOCS / "architecture.md").read_text()
    )
