"""The demo newsroom from nothing: database, sample articles, an editor's login, and the server.

make demo                 everything, and serve
make demo ARGS=--check    everything but serve: print one page's JSON-LD and stop
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import socket
import sys

USER, PASSWORD = "editor", "editor-demo"


def free_port(wanted: int) -> int:
    """`wanted`, or the next port on loopback that nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit(f"Ports {wanted} to {wanted + 49} are all taken: free one, or give another: make demo ARGS='--port 9000'")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="make demo ARGS=…", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="do everything but serve; print one page's JSON-LD")
    parser.add_argument("--port", type=int, default=8000, help="where to serve (8000, or the next free port)")
    options = parser.parse_args()

    port = free_port(options.port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo", user=f"{USER}:{PASSWORD}")
    if options.check:
        check()
        return
    url = os.environ["SITE_URL"]
    print(
        f"\n  The newspaper   {url}/\n  The newsroom    {url}/admin/   login: {USER}   password: {PASSWORD}\n"
        f"  The API         {url}/api/   its schema: {url}/api/schema/\n\n  Stop with Ctrl-C.\n",
        flush=True,
    )
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


def check() -> None:
    """One article's page, through the whole stack: its JSON-LD on standard output."""
    from django.test import Client

    from demo_site.models import Article

    article = Article.objects.published().filter(access="free").order_by("slug").first()
    if article is None:
        sys.exit("The demo has no published article: something went wrong while loading it.")
    page = Client(headers={"host": "127.0.0.1"}).get(article.get_absolute_url())
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    if page.status_code != 200 or found is None:
        sys.exit(f"{article.get_absolute_url()} answered {page.status_code} and carries no JSON-LD.")
    print(json.dumps(json.loads(found[1]), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
