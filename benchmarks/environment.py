"""The environment in which the libraries of `benchmarks.peers` are measured: theirs and ours in one Python."""

from __future__ import annotations

import platform
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping
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
PAGE_PEERS = {
    "trafilatura": "benchmarks.peers.trafilatura",
    "readability-lxml": "benchmarks.peers.readability_lxml",
    "newspaper4k": "benchmarks.peers.newspaper4k",
}


def pins() -> dict[str, str]:
    """The exact version of every library: name → version."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


def absent(peers: Mapping[str, str] = PEERS) -> dict[str, str]:
    """The libraries that this Python has not in their pinned version → why."""
    out = {}
    wanted = pins()
    for name in peers:
        found = _version(name)
        if not found:
            out[name] = f"not installed; {name}=={wanted[name]} is wanted: pip install -r benchmarks/requirements.txt"
        elif found != wanted[name]:
            out[name] = f"version {found} is installed, {wanted[name]} is wanted"
    return out


def versions(peers: Iterable[str] = ()) -> str:
    """What is being measured, and on what."""
    names = ["Django", "lxml", "orjson", *(name for name in peers or pins() if _version(name))]
    return f"Python {platform.python_version()}, " + ", ".join(f"{name} {_version(name)}" for name in names)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def run_there(arguments: list[str]) -> int:
    """Run Python with these arguments in the environment, which is made first where it is missing or out of date."""
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = f"{REQUIREMENTS.read_text(encoding='utf-8')}\n{(ROOT / 'setup.py').read_text(encoding='utf-8')}"
    made_of = VENV / "made-of.txt"
    if not made_of.exists() or made_of.read_text(encoding="utf-8") != wanted:
        _say(
            f"Installing newsmarkup and the libraries of benchmarks/requirements.txt into {VENV.relative_to(ROOT)} ..."
        )
        venv.create(VENV, with_pip=True, clear=True)
        if not _install(python, "--editable", str(ROOT), "--requirement", str(REQUIREMENTS)):
            _say("They cannot all be installed together. One by one:")
            if not _install(python, "--editable", str(ROOT)):
                _say("newsmarkup itself cannot be installed: pip's reason stands above.")
                return 1
            for name, pinned in pins().items():
                if not _install(python, f"{name}=={pinned}"):
                    _say(f"CANNOT BE INSTALLED: {name}=={pinned}: pip's reason stands above.")
        made_of.write_text(wanted, encoding="utf-8")
    return subprocess.run([str(python), *arguments], cwd=ROOT).returncode


def _install(python: Path, *what: str) -> bool:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    return subprocess.run(command, stdout=sys.stderr).returncode == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
