"""The environment in which the libraries of `benchmarks.peers` are measured: theirs and ours in one Python."""

from __future__ import annotations

import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "benchmarks" / "requirements.txt"
VENV = ROOT / "var" / "benchmarks"

PEERS = {
    "wagtail-schema.org": "benchmarks.peers.wagtail_schema_org",
    "wagtail-seo": "benchmarks.peers.wagtail_seo",
    "django-json-ld": "benchmarks.peers.django_json_ld",
    "msgspec-schemaorg": "benchmarks.peers.msgspec_schemaorg",
    "pydantic2-schemaorg": "benchmarks.peers.pydantic2_schemaorg",
}


def pins() -> dict[str, str]:
    """The exact version of every library: name → version."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


def absent() -> dict[str, str]:
    """The libraries that this Python has not in their pinned version → why."""
    out = {}
    wanted = pins()
    for name in PEERS:
        try:
            found = version(name)
        except PackageNotFoundError:
            out[name] = f"not installed; {name}=={wanted[name]} is wanted: pip install -r benchmarks/requirements.txt"
        else:
            if found != wanted[name]:
                out[name] = f"version {found} is installed, {wanted[name]} is wanted"
    return out


def run_there(arguments: list[str]) -> int:
    """Run Python with these arguments in the environment, which is made first where it is missing."""
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        _say(f"Making {VENV.relative_to(ROOT)} ...")
        venv.create(VENV, with_pip=True, clear=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _say("Installing newsmarkup and the libraries of benchmarks/requirements.txt there ...")
    if subprocess.run([*install, "--editable", str(ROOT), "--requirement", str(REQUIREMENTS)]).returncode:
        _say("They cannot all be installed together. One by one:")
        subprocess.run([*install, "--editable", str(ROOT)], check=True)
        for name, wanted in pins().items():
            if subprocess.run([*install, f"{name}=={wanted}"]).returncode:
                _say(f"CANNOT BE INSTALLED: {name}=={wanted} (pip's reason stands above)")
    return subprocess.run([str(python), *arguments], cwd=ROOT).returncode


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
