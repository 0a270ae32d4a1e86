"""The OpenAPI document says what the API answers, and the pages for people show it, under a strict CSP."""

import copy
import re
from io import StringIO

import jsonschema
import pytest
from django.core.management import call_command

from newsmarkup.api.negotiation import TYPES
from newsmarkup.models import Byline

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

BODY = (
    '<figure><img src="/media/newsmarkup/photos/harbour.jpg" alt="Boats" data-photo="harbour"><figcaption>Boats '
    '<small data-role="credit">Ivo Brandt</small></figcaption></figure>'
    '<p><q data-id="a" data-speaker="person:mayor">“It opens,”</q> <span data-role="attribution" data-for="a">Ada Holm'
    '</span> said. <q data-speaker="anonymous">“At last.”</q></p><aside data-role="pullquote"><p>It opens</p></aside>'
)


def document(client):
    return client.get("/api/schema/?format=json").json()


def strict(schema, components):
    """OpenAPI 3.0 as JSON Schema; whatever is not described is an error."""
    if "$ref" in schema:
        return strict(components[schema["$ref"].rsplit("/", 1)[-1]], components)
    schema = copy.deepcopy(schema)
    nullable = schema.pop("nullable", False)
    for name in ("allOf", "oneOf", "anyOf"):
        if name in schema:
            schema[name] = [strict(part, components) for part in schema[name]]
    if "properties" in schema:
        schema["properties"] = {name: strict(part, components) for name, part in schema["properties"].items()}
        schema.setdefault("additionalProperties", schema["properties"].keys() >= {"@graph"})
    if "items" in schema:
        schema["items"] = strict(schema["items"], components)
    return {"anyOf": [schema, {"type": "null"}]} if nullable else schema


@pytest.fixture
def everything(make_article, newsroom):
    newsroom.reporter.image = newsroom.photo
    newsroom.reporter.save()
    article = make_article(BODY, lead_photo=newsroom.photo, keywords=["harbour"], dateline="SALTMERE")
    Byline.objects.create(article=article, organization=newsroom.paper, role="contributor")
    make_article("", section=None, publisher=None, byline=False, access="paywalled")
    return article


def test_no_warnings():
    out = StringIO()
    call_command("spectacular", urlconf="tests.urls_api", fail_on_warn=True, validate=True, stdout=out)
    assert "/api/articles/{id}/" in out.getvalue()


def test_the_document_holds_this_api_alone(client):
    paths = set(document(client)["paths"])
    lists = {"articles", "changes", "quotations", "people", "organizations", "photos", "sections"}
    details = {"articles/{id}", "people/{key}", "organizations/{key}", "photos/{key}", "sections/{key}"}
    written = {f"articles/{{id}}/{path}" for path in ("passages", "passages/{passage}", "publish", "withdraw")}
    assert paths == {"/api/", *(f"/api/{path}/" for path in lists | details | written)}
    assert client.get("/api/schema/").headers["Content-Type"].startswith("application/vnd.oai.openapi")


@pytest.mark.parametrize("format", ["json", "jsonld"])
def test_every_answer_is_as_described(client, everything, format):
    described = document(client)
    components = described["components"]["schemas"]
    seen = 0
    for path, operations in described["paths"].items():
        reads = "get" in operations and "passage" not in path  # which nobody reads without signing in
        content = operations["get"]["responses"]["200"]["content"].get(TYPES[format]) if reads else None
        if content is None:
            continue
        keys = {
            "articles": everything.pk,
            "people": "nora",
            "organizations": "paper",
            "photos": "harbour",
            "sections": "town",
        }
        key = keys.get(path.split("/")[2])
        answer = client.get(path.format(id=key, key=key), {"format": format})
        assert answer.status_code == 200
        schema = strict(content["schema"], components)
        jsonschema.validate(answer.json(), schema)
        for example in content["examples"].values():
            jsonschema.validate(example["value"], schema)
        for name in operations["get"]["responses"]["200"]["headers"].keys() - {"Link"}:
            assert name in answer.headers
        seen += 1
    assert seen == {"json": 12, "jsonld": 3}[format]


def test_parameters_and_errors_are_described(client, everything):
    described = document(client)
    components = described["components"]["schemas"]
    problem = strict(components["Problem"], {})
    for path, operations in described["paths"].items():
        if (operation := operations.get("get")) is None:
            continue
        queries = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
        listed = client.options(path.format(id=everything.pk, key="x", passage="a")).json()["parameters"]
        assert queries == set(listed)
        wanted = {
            "200",
            "304",
            "400",
            "406",
            *(["404"] if "{" in path else []),
            *(["410"] if "changes" in path else []),
        }
        if "context" in queries:
            wanted |= {"401", "403"}
        if "passage" in path:
            wanted = {"200", "400", "401", "403", "404", "406"}
        assert set(operation["responses"]) == wanted
        for status in wanted - {"200", "304"}:
            for example in operation["responses"][status]["content"]["application/json"]["examples"].values():
                jsonschema.validate(example["value"], problem)
    jsonschema.validate(client.get("/api/articles/?x=1").json(), problem)


def test_what_writing_takes_and_answers_is_described(client, everything):
    """Examples fit their shapes; what can be refused is said."""
    described = document(client)
    components = described["components"]["schemas"]
    seen = set()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if method == "get":
                continue
            assert operation["security"] == [{"tokenAuth": []}, {"cookieAuth": []}]
            parameters = {p["name"]: p.get("required", False) for p in operation["parameters"]}
            assert parameters["Idempotency-Key"] is False
            assert parameters.get("If-Match", False) is ("{" in path)
            contents = [operation.get("requestBody", {"content": {}})["content"]]
            contents += [answer.get("content", {}) for answer in operation["responses"].values()]
            for content in contents:
                for body in content.values():
                    for example in body.get("examples", {}).values():
                        jsonschema.validate(example["value"], strict(body["schema"], components))
            wanted = {"400", "401", "403", "405", "406", "409", "422", "429", "503"}
            wanted |= {"404"} if "{" in path else set()
            wanted |= {"412", "428"} if "If-Match" in parameters else set()
            wanted |= {"413", "415"} if "requestBody" in operation else set()
            assert {status for status in operation["responses"] if status >= "400"} == wanted
            seen.add((method, path))
    assert len(seen) == 9 + 4 * 4


def test_the_root_leads_everywhere(client, everything):
    for address in client.get("/api/").json().values():
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_the_documentation_lists_everything(client):
    page = client.get("/api/docs/").content.decode()
    described = document(client)
    for path, operations in described["paths"].items():
        assert path in page
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page
            for parameter in operation["parameters"]:
                assert f"<code>{parameter['name']}</code>" in page
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert client.post("/api/docs/").status_code == 405


def test_pages_for_people(client, everything):
    html = {"accept": "text/html"}
    page = client.get("/api/articles/?section=&language=en&page_size=1", headers=html)
    text = page.content.decode()
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-cache"
    assert 'value="en"' in text
    assert 'rel="next"' in text
    assert '<a href="https://paper.example/' in text
    wrong = client.get("/api/articles/?section=nowhere", headers=html)
    assert wrong.status_code == 400
    assert "&#x27;nowhere&#x27; is not known" in wrong.content.decode()
    attack = client.get("/api/articles/?section=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", headers=html)
    assert "<script" not in attack.content.decode()
    assert client.get("/api/articles/0/", headers=html).status_code == 404
    for header in ("if-none-match", "if-match"):
        assert client.get("/api/articles/", headers={**html, header: '"x"'}).status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_under_a_strict_policy_in_a_browser(live_server, browser, everything, scheme):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": 400, "height": 800})
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    wrong = "/api/articles/?section=nowhere"
    for path in (
        "/api/",
        "/api/articles/",
        f"/api/articles/{everything.pk}/",
        "/api/people/nora/",
        "/api/docs/",
        wrong,
    ):
        answer = page.goto(live_server.url + path)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.status == (400 if path == wrong else 200)
        violations = Axe().run(page).response["violations"]
        assert not violations, (path, [(v["id"], v["nodes"][0]["html"][:200]) for v in violations])
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, path
    assert [text for text in said if "400 (Bad Request)" not in text] == []
    page.goto(live_server.url + "/api/")
    page.get_by_role("link", name="/api/articles/").click()
    page.get_by_label("page_size").fill("1")
    page.get_by_role("button", name="Get").click()
    page.get_by_role("link", name="Next page").click()
    assert "cursor=" in page.url
    context.close()
