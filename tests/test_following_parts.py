"""Whatever is edited, the stored graph says what one built anew would say: random edits of every kind of fact."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import publishing
from newsmarkup.exporting import record
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps
from newsmarkup.models import Byline, Claim, Correction, Media, Organization, Person, Photo, Section, Subject, Update

pytestmark = pytest.mark.django_db

QUOTED = '<p><q data-id="q{n}" data-speaker="person:{key}">“Words {n}.”</q> he said.</p>'
FIGURE = '<figure><img src="/media/{file}" alt="{alt}" data-photo="{key}"><figcaption>{caption}</figcaption></figure>'


class Newsroom:
    """Rows, and edits that change one of them at random."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        for n in range(3):
            Organization.objects.create(key=f"org{n}", name=f"Org {n}")
            Photo.objects.create(
                key=f"photo{n}", file=f"newsmarkup/photos/{n}.jpg", alt=f"Alt {n}", credit_line=f"Credit {n}"
            )
            Person.objects.create(
                key=f"person{n}", name=f"Person {n}", affiliation=self.any(Organization), image=self.any(Photo)
            )
            Section.objects.create(name=f"Section {n}", slug=f"s{n}")
        for n in range(4):
            Article.objects.create(headline=f"Article {n}", slug=f"a{n}", body=self.body(), status="published", published_at=timezone.now(),
                                   publisher=self.any(Organization), section=self.any(Section), lead_photo=self.any(Photo))  # fmt: skip

    def any(self, model):
        return self.random.choice(list(model.objects.order_by("pk")) or [None])

    def word(self):
        self.count += 1
        return f"word{self.count}"

    def body(self):
        photo, person = self.any(Photo), self.any(Person)
        text = QUOTED.format(n=self.random.randrange(9), key=person.key) + f"<p>{self.word()}</p>"
        if self.random.random() < 0.5:
            text += FIGURE.format(file=photo.file.name, alt=photo.alt, key=photo.key, caption=photo.caption or "x")
        return text

    # -- edits: each is a function that changes something ----------------------------------------------------------

    def person(self):
        row = self.any(Person)
        row.name, row.job_title, row.affiliation, row.image = (
            self.word(),
            self.word(),
            self.any(Organization),
            self.any(Photo),
        )
        row.save()

    def people(self):
        Person.objects.filter(key__in=["person0", "person1"]).update(honorific_prefix=self.word())

    def organization(self):
        row = self.any(Organization)
        row.name, row.url, row.legal_name = self.word(), f"/{self.word()}/", self.word()
        row.save()

    def organizations(self):
        rows = list(Organization.objects.all())
        for row in rows:
            row.same_as = [f"https://o.example/{self.word()}"]
        Organization.objects.bulk_update(rows, ["same_as"])

    def photo(self):
        row = self.any(Photo)
        name = self.random.choice(["alt", "caption", "credit_line", "source", "copyright_notice", "creator"])
        setattr(row, name, self.word())
        row.save()

    def license(self):
        Photo.objects.filter(pk=self.any(Photo).pk).update(license_url=f"https://l.example/{self.word()}")

    def section(self):
        row = self.any(Section)
        row.name = self.word()
        row.save()

    def byline(self):
        Byline.objects.create(article=self.any(Article), person=self.any(Person))

    def correction(self):
        Correction.objects.create(article=self.any(Article), text=self.word(), author=self.any(Person))

    def update(self):
        article = self.any(Article)
        article.kind = "LiveBlogPosting"
        article.save()
        Update.objects.create(article=article, headline=self.word(), author=self.any(Person), body=self.body())

    def claim(self):
        Claim.objects.create(article=self.any(Article), text=self.word(), quotation=f"q{self.random.randrange(9)}", rating=2,
                             rating_name="no", person=self.random.choice([None, self.any(Person)]))  # fmt: skip

    def media(self):
        Media.objects.create(article=self.any(Article), name=self.word(), thumbnail=self.any(Photo), content_url="/x.webm",
                             duration=timedelta(seconds=self.count))  # fmt: skip

    def subject(self):
        Subject.objects.create(article=self.any(Article), organization=self.any(Organization))

    def change_part(self):
        model = self.random.choice([Correction, Update, Claim, Media])
        row = self.any(model)
        if row is None:
            return
        name = {Correction: "text", Update: "headline", Claim: "text", Media: "name"}[model]
        if self.random.random() < 0.5:
            model.objects.filter(pk=row.pk).update(**{name: self.word()})
        else:
            setattr(row, name, self.word())
            if model is Update:
                row.body = self.body()
            row.save()

    def delete_part(self):
        row = self.any(self.random.choice([Byline, Correction, Update, Claim, Media, Subject]))
        if row is not None:
            row.delete()

    def article(self):
        row = self.any(Article)
        name = self.random.choice(["headline", "slug", "backstory", "credit_text", "print_page"])
        setattr(row, name, self.word())
        row.source, row.copyright_holder = self.any(Organization), self.any(Organization)
        row.access = self.random.choice(["free", "soft", "paywalled"])
        row.save()

    def articles(self):
        change = self.random.choice(
            [{"language": "de"}, {"status": "withdrawn"}, {"status": "published"}, {"body": self.body()}]
        )
        Article.objects.filter(pk=self.any(Article).pk).update(**change)

    def translation(self):
        row = self.any(Article)
        row.translation_of = self.random.choice([None, *Article.objects.exclude(pk=row.pk)])
        row.save()

    def delete_article(self):
        if Article.objects.count() > 3:
            self.any(Article).delete()

    EDITS = (person, people, organization, organizations, photo, license, section, byline, correction, update, claim, media,
             subject, change_part, delete_part, article, articles, translation, delete_article)  # fmt: skip


def stale():
    """The articles whose stored columns say what they would not say if derived anew."""
    publishing.ready(Article.objects.all())
    wrong = []
    for row in Article.objects.all():
        (article,) = publishing.articles([row])
        if publishing.is_fresh(row) and (
            row.jsonld != dumps(build(article).as_dict()) or row.record != record.export(article).decode()
        ):
            wrong.append(row.slug)
    return wrong


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(seed):
    newsroom = Newsroom(seed)
    assert not stale()
    for n in range(60):
        edit = newsroom.random.choice(Newsroom.EDITS)
        edit(newsroom)
        assert not stale(), f"edit {n}, {edit.__name__}"


def test_every_edit_of_the_list_reaches_some_page():
    """So that the test above can fail: each edit changes some article's graph in the course of time."""
    newsroom = Newsroom(0)
    for _ in range(30):
        newsroom.random.choice(Newsroom.EDITS[7:13])(newsroom)
    reached = set()
    for _ in range(300):
        edit = newsroom.random.choice(Newsroom.EDITS[:-1])
        before = {row.pk: row.jsonld for row in publishing.ready(Article.objects.all())}
        edit(newsroom)
        if before != {row.pk: row.jsonld for row in publishing.ready(Article.objects.all())}:
            reached.add(edit)
    assert reached == set(Newsroom.EDITS[:-1])
