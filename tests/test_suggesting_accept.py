"""Accepted suggestions: tags of the body as the editor would have set them, and not a word changed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.document.passage import passages
from newsmarkup.document.write import write
from newsmarkup.pipeline import clean, read
from newsmarkup.roles import STANDARD
from newsmarkup.suggesting.accept import TAGS, accept, apply
from newsmarkup.suggesting.suggestion import KINDS, Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text
from tests.growth import assert_linear
from tests.test_pipeline_properties import markup

ROE = Speaker("person", "Jane Roe", job_title="harbour master")


class Article:
    """A canonical body, and suggestions for words in it."""

    def __init__(self, html):
        self.html = clean(html).html
        self.body = read(self.html)
        self.text = Text.of_body(self.body, "en")

    def span(self, words, nth=0):
        at = -1
        for _ in range(nth + 1):
            at = self.text.text.index(words, at + 1)
        return Span(at, at + len(words))

    def suggest(self, kind, *words, mention="", nth=0, **fields):
        spans = tuple(self.span(one, nth) for one in words)
        return Suggestion(
            kind, spans, "\n".join(words), 0.9, "test", mention=self.span(mention) if mention else None, **fields
        )

    def accept(self, *suggestions, **options):
        return write(accept(self.body, self.text, suggestions, **options), STANDARD)

    def reasons(self, *suggestions, **options):
        return [reason for _, reason in apply(self.body, self.text, suggestions, **options).refused]


def without_ids(html):
    return re.sub(r' (?:id|data-id|data-for)="[^"]*"', "", html)


def said(html, *suggestions):
    """The passages of what comes out, as (role, words, speaker)."""
    found = passages(read(html), STANDARD)
    return [(p.role, p.text, p.speaker and (p.speaker.target or p.speaker.name or p.speaker.kind)) for p in found]


# -- quotations --------------------------------------------------------------------------------------------------------


def test_a_quotation_with_speaker_and_attribution():
    article = Article("<p>“The tide waits,” Jane Roe said.</p>")
    html = article.accept(article.suggest("quotation", "“The tide waits,”", mention="Jane Roe", speaker=ROE))
    assert without_ids(html) == (
        '<p><q data-speaker="person" data-speaker-name="Jane Roe">“The tide waits,”</q>'
        ' <span data-role="attribution">Jane Roe</span> said.</p>'
    )
    quotation, attribution = passages(read(html), STANDARD)
    assert attribution.quotations == (quotation.id,)


def test_someone_in_the_registry_is_named_by_key():
    article = Article("<p>“No,” Roe said.</p>")
    html = article.accept(article.suggest("quotation", "“No,”", speaker=Speaker("person", "Jane Roe", "jane")))
    assert 'data-speaker="person:jane">' in html


def test_parts_are_one_quotation_with_one_attribution():
    article = Article("<p>“The tide,” Roe said, “waits.”</p><p>“For nobody.”</p>")
    html = article.accept(
        article.suggest("quotation", "“The tide,”", "“waits.”", "“For nobody.”", mention="Roe", speaker=ROE)
    )
    assert said(html) == [("quotation", "The tide, waits.\nFor nobody.", "Jane Roe"), ("attribution", "Roe", None)]


def test_parts_that_touch_are_one_element():
    article = Article("<p>“The tide waits.”</p>")
    html = article.accept(article.suggest("quotation", "“The ti", "de waits.”"))
    assert without_ids(html) == "<p><q>“The tide waits.”</q></p>"


def test_two_quotations_share_the_attribution_between_them():
    article = Article("<p>“One,” Roe said. “Two.”</p>")
    one, two = (article.suggest("quotation", words, mention="Roe", speaker=ROE) for words in ("“One,”", "“Two.”"))
    quotations = passages(read(article.accept(one, two)), STANDARD)
    assert quotations[1].quotations == (quotations[0].id, quotations[2].id)


def test_a_later_quotation_joins_the_attribution_that_is_there():
    article = Article("<p>“One,” Roe said. “Two.”</p>")
    article = Article(article.accept(article.suggest("quotation", "“One,”", mention="Roe", speaker=ROE)))
    found = passages(read(article.accept(article.suggest("quotation", "“Two.”", mention="Roe", speaker=ROE))), STANDARD)
    assert found[1].quotations == (found[0].id, found[2].id)


@pytest.mark.parametrize("word", ["she", "She", "they"])
def test_a_pronoun_is_no_attribution(word):
    article = Article(f"<p>“No,” {word} said.</p>")
    html = article.accept(article.suggest("quotation", "“No,”", mention=word, speaker=ROE))
    assert [role for role, *_ in said(html)] == ["quotation"]


def test_a_mention_far_off_or_inside_is_no_attribution():
    article = Article("<p>Jane Roe came.</p><p>Then.</p><p>“No,” she told Roe. “Roe left.”</p>")
    html = article.accept(article.suggest("quotation", "“No,”", mention="Jane Roe", speaker=ROE))
    assert [role for role, *_ in said(html)] == ["quotation"]


def test_a_nominal_is_an_attribution():
    article = Article("<p>“No,” a deckhand said.</p>")
    html = article.accept(
        article.suggest("quotation", "“No,”", mention="a deckhand", speaker=Speaker("anonymous", "a deckhand"))
    )
    assert said(html) == [("quotation", "No,", "anonymous"), ("attribution", "a deckhand", None)]


def test_links_and_emphasis_stay_inside():
    article = Article('<p>He said <a href="/x">that “the <em>tide</em></a> waits” again.</p>')
    html = article.accept(article.suggest("quotation", "“the tide waits”"))
    assert without_ids(html) == (
        '<p>He said <a href="/x">that </a><q><a href="/x">“the <em>tide</em></a> waits”</q> again.</p>'
    )


def test_white_space_at_the_edges_is_left_out():
    article = Article("<p>So: “Yes.” And?</p>")
    assert "<q" in article.accept(article.suggest("quotation", " “Yes.” "))
    assert ">“Yes.”</q>" in article.accept(article.suggest("quotation", " “Yes.” "))


def test_a_quotation_inside_another():
    article = Article("<p>“She told me ‘never’ twice,” Roe said.</p>")
    inner, outer = article.suggest("quotation", "‘never’"), article.suggest("quotation", "“She told me ‘never’ twice,”")
    assert said(article.accept(inner, outer)) == said(article.accept(outer, inner))
    assert without_ids(article.accept(outer, inner)) == "<p><q>“She told me <q>‘never’</q> twice,”</q> Roe said.</p>"


def test_the_outer_one_may_come_later():
    article = Article("<p>“She told me ‘never’ twice,” Roe said.</p>")
    article = Article(article.accept(article.suggest("quotation", "‘never’")))
    html = article.accept(article.suggest("quotation", "“She told me ‘never’ twice,”"))
    assert without_ids(html) == "<p><q>“She told me <q>‘never’</q> twice,”</q> Roe said.</p>"


def test_over_line_breaks_and_lists():
    article = Article("<ul><li>“Line<br>two” is a song.</li></ul>")
    assert "<q" in article.accept(article.suggest("quotation", "“Line\ntwo”"))


def test_what_is_tagged_stays_as_it_is():
    article = Article('<p><q data-id="mine" data-speaker="person:ada">“No,”</q> she said.</p>')
    assert article.reasons(article.suggest("quotation", "“No,”", speaker=ROE)) == ["It is tagged already."]
    assert article.accept(article.suggest("quotation", "“No,”", speaker=ROE)) == article.html


def test_overlapping_quotations_are_refused():
    article = Article("<p><q>“No, no,”</q> “never” again.</p>")
    assert article.reasons(article.suggest("quotation", "no,” “never”")) == ["It overlaps another quotation."]


def test_no_quotation_in_a_block_quotation_or_pull_quote():
    article = Article('<blockquote><p>“One.”</p></blockquote><aside data-role="pullquote"><p>“Two.”</p></aside>')
    assert len(article.reasons(article.suggest("quotation", "“One.”"), article.suggest("quotation", "“Two.”"))) == 2


def test_a_speaker_nobody_can_store_is_left_out():
    article = Article("<p>“No.”</p>")
    html = article.accept(article.suggest("quotation", "“No.”", speaker=Speaker("person", "x" * 300)))
    assert without_ids(html) == "<p><q>“No.”</q></p>"


def test_an_attribution_alone_joins_the_nearest_quotation():
    article = Article('<p><q data-id="q1">“One.”</q> Then. <q data-id="q2">“Two,”</q> Roe said.</p>')
    html = article.accept(article.suggest("attribution", "Roe", speaker=ROE))
    quotations = {p.id: p.speaker for p in passages(read(html), STANDARD) if p.role == "quotation"}
    assert quotations["q1"] is None
    assert quotations["q2"].name == "Jane Roe"


# -- captions and credits ----------------------------------------------------------------------------------------------

PICTURE = '<figure><img src="/m/boat.jpg" alt="A boat"></figure>'


def test_a_caption_joins_the_picture_above_it():
    article = Article(PICTURE + "<p>A boat at dawn.</p><p>Text.</p>")
    html = article.accept(article.suggest("caption", "A boat at dawn."))
    assert without_ids(html) == (
        '<figure><img src="/m/boat.jpg" alt="A boat"><figcaption>A boat at dawn.</figcaption></figure>\n<p>Text.</p>'
    )


def test_a_caption_alone_is_a_figure():
    article = Article("<p>A boat at dawn.</p>")
    assert without_ids(article.accept(article.suggest("caption", "A boat at dawn."))) == (
        "<figure><figcaption>A boat at dawn.</figcaption></figure>"
    )


def test_a_credit_in_its_caption():
    article = Article(PICTURE + "<p>A boat at dawn. Ivo Brandt/Coast Pictures</p>")
    html = article.accept(
        article.suggest("credit", "Ivo Brandt/Coast Pictures"), article.suggest("caption", "A boat at dawn.")
    )
    assert '<small data-role="credit">Ivo Brandt/Coast Pictures</small></figcaption>' in without_ids(html)
    assert [p.picture for p in passages(read(html), STANDARD)] == ["/m/boat.jpg"] * 2


def test_a_credit_on_a_line_of_its_own_joins_the_caption():
    article = Article(PICTURE + "<p>A boat at dawn.</p><p>Photo: Ivo Brandt</p><p>Text.</p>")
    html = article.accept(article.suggest("caption", "A boat at dawn."), article.suggest("credit", "Photo: Ivo Brandt"))
    assert said(html) == [("caption", "A boat at dawn.", None), ("credit", "Photo: Ivo Brandt", None)]
    assert html.endswith("<p>Text.</p>")


def test_a_label_goes_with_its_credit():
    article = Article(PICTURE + "<p>Photograph: Ivo Brandt</p>")
    html = article.accept(article.suggest("credit", "Ivo Brandt"))
    assert "<figcaption>Photograph: <small" in without_ids(html)


def test_a_caption_above_its_picture():
    article = Article("<p>A boat at dawn.</p>" + PICTURE + "<p>Text.</p>")
    html = article.accept(article.suggest("caption", "A boat at dawn."))
    assert without_ids(html).startswith(
        '<figure><img src="/m/boat.jpg" alt="A boat"><figcaption>A boat at dawn.</figcaption></figure>'
    )


def test_a_caption_around_its_credit():
    article = Article("<p>A boat (Ivo Brandt) at dawn.</p>")
    html = article.accept(article.suggest("caption", "A boat", "at dawn."), article.suggest("credit", "Ivo Brandt"))
    assert said(html) == [("caption", "A boat at dawn.", None), ("credit", "Ivo Brandt", None)]


def test_a_second_credit_line_stays_a_paragraph():
    article = Article(
        '<figure><img src="/m/b.jpg" alt=""><figcaption>Boat. <small data-role="credit">Brandt</small></figcaption></figure>'
        "<p>Photo: Brandt</p>"
    )
    html = article.accept(article.suggest("credit", "Photo: Brandt"))
    assert html.endswith("Photo: Brandt</small></p>")


def test_a_caption_within_a_long_paragraph_is_refused():
    article = Article("<p>A boat. " + "More text of the article. " * 20 + "</p>")
    assert article.reasons(article.suggest("caption", "A boat.")) == ["It stands within a longer paragraph."]


# -- pull quotes and furniture -----------------------------------------------------------------------------------------


def test_a_repeated_block_becomes_a_pull_quote():
    article = Article("<p>“The tide waits for nobody,” Roe said.</p><p>“The tide waits for nobody”</p><p>End.</p>")
    quotes = article.span("“The tide waits for nobody")
    one = article.suggest("pullquote", "“The tide waits for nobody”", quotes=quotes, speaker=ROE)
    assert without_ids(article.accept(one)).split("\n")[1:] == [
        '<aside data-role="pullquote" data-speaker="person" data-speaker-name="Jane Roe"><p>“The tide waits for nobody”</p></aside>',
        "<p>End.</p>",
    ]


def test_a_pull_quote_keeps_its_signature():
    article = Article("<p>“The tide waits for nobody,” Roe said.</p><p>The tide waits for nobody — Jane Roe</p>")
    one = article.suggest(
        "pullquote",
        "The tide waits for nobody",
        nth=1,
        mention="Jane Roe",
        quotes=article.span("The tide waits"),
        speaker=ROE,
    )
    quote, attribution = passages(read(article.accept(one)), STANDARD)
    assert (quote.role, quote.text, quote.speaker.name) == ("pullquote", "The tide waits for nobody", "Jane Roe")
    assert (attribution.text, attribution.within) == ("Jane Roe", quote.id)


def test_a_heading_that_repeats_the_text_is_a_pull_quote():
    article = Article("<p>“The tide waits for nobody,” Roe said.</p><h2>The tide waits for nobody</h2>")
    one = article.suggest("pullquote", "The tide waits for nobody", nth=1, quotes=article.span("The tide"))
    assert without_ids(article.accept(one)).endswith(
        '<aside data-role="pullquote"><p>The tide waits for nobody</p></aside>'
    )


def test_an_offered_pull_quote_is_set_after_its_paragraph_once():
    article = Article("<p>“The tide waits,” Roe said.</p><p>End.</p>")
    span = article.span("“The tide waits,”")
    one = article.suggest("pullquote", "“The tide waits,”", quotes=span)
    html = article.accept(one)
    assert [line[:6] for line in html.split("\n")] == ["<p>“Th", "<aside", "<p>End"]
    again = Article(html)
    assert again.accept(again.suggest("pullquote", "“The tide waits,”", quotes=span)) == html


def test_furniture_goes_only_if_asked():
    article = Article("<p>Text.</p><p>Tell us what you think!</p><p>End. Hide caption</p>")
    some = [article.suggest("furniture", "Tell us what you think!"), article.suggest("furniture", "Hide caption")]
    assert article.accept(*some) == article.html
    assert article.accept(*some, remove_furniture=True) == "<p>Text.</p>\n<p>End.</p>"


def test_what_is_no_tag_is_left_out():
    article = Article("<p>HARBOUR TOWN — Text.</p>")
    for kind in set(KINDS) - set(TAGS) - {"furniture"}:
        assert article.reasons(article.suggest(kind, "HARBOUR TOWN")) == ["It is no tag of the text."]


def test_another_bodys_text_is_refused():
    with pytest.raises(ValueError, match="not this body's"):
        accept(read("<p>One.</p>"), Text.plain("Two, three."), [])


# -- what always holds -------------------------------------------------------------------------------------------------


@st.composite
def suggested(draw):
    """A body of any kind and suggestions of any kind anywhere in it."""
    html = clean("".join(draw(st.lists(markup(), min_size=1, max_size=3)))).html
    text = Text.of_body(read(html))
    size = len(text.text)
    found = []
    for _ in range(draw(st.integers(0, 6)) if size else 0):
        spans, at = [], 0
        for _ in range(draw(st.integers(1, 2))):
            start = draw(st.integers(at, size))
            at = draw(st.integers(start, min(size, start + 12)))
            spans.append(Span(start, at))
        speaker = draw(
            st.sampled_from([None, ROE, Speaker("organization", "The Port", "port"), Speaker("anonymous", "")])
        )
        mention = draw(st.none() | st.integers(0, size - 1).map(lambda n: Span(n, min(n + 3, size))))
        words = " ".join(text[span] for span in spans)
        kind = draw(st.sampled_from(TAGS))
        found.append(Suggestion(kind, tuple(spans), words, 0.9, "test", speaker, mention))
    return html, text, found


def words(body):
    return re.sub(r"\s+", "", body.text)


def kept(before, after):
    """Each passage of before, with all it said."""
    there = {(p.role, p.id): p for p in passages(after, STANDARD)}
    return all(
        (one := there.get((p.role, p.id)))
        and (p.speaker is None or one.speaker == p.speaker)
        and set(p.quotations) <= set(one.quotations)
        for p in passages(before, STANDARD)
    )


@settings(max_examples=400, deadline=None)
@given(suggested())
def test_canonical_words_unchanged_tags_kept(case):
    html, text, found = case
    before = read(html)
    result = apply(before, text, found)
    written = write(result.body, STANDARD)
    assert clean(written).html == written
    assert words(result.body) == words(before)
    assert kept(before, result.body)
    assert len(result.done) + len(result.refused) == len(found)


@settings(max_examples=300, deadline=None)
@given(suggested())
def test_accepting_twice_changes_nothing(case):
    html, text, found = case
    inline = [one for one in found if one.kind in ("quotation", "credit", "attribution")]
    once = accept(read(html), text, inline)
    again = Text.of_body(once)
    if [b.end - b.start for b in again.blocks] == [b.end - b.start for b in text.blocks]:
        done = apply(read(html), text, inline).done
        assert accept(once, again, done) == once


def test_linear():
    def prepare(n):
        article = Article("<p>" + "“No,” Roe said. " * n + "</p>")
        some = [
            Suggestion("quotation", (Span(i * 16, i * 16 + 5),), "“No,”", 0.9, "", ROE, Span(i * 16 + 6, i * 16 + 9))
            for i in range(n)
        ]
        return lambda: apply(article.body, article.text, some)

    assert len(prepare(200)().done) == 200
    assert_linear(prepare, 2_000, 8_000)
