"""The text of an imported page: its paragraphs with links and emphasis, its pull quotes, and none of what surrounds it."""

from __future__ import annotations

import pytest

from newsmarkup.importing.base import read

LONG = "The ferry to the outer islands will call twice a day from April, and a third time on Sundays when the market is held."
MORE = "“We have waited long enough for this crossing,” said Berit Sol, who keeps the harbour office and its only telephone."
LAST = (
    "Nobody in the town hall would say on Monday evening what the new pier had cost, or who would pay for the repairs."
)


def imported(inner: str, url: str = "https://merrow.example/quay"):
    page = f"<html lang=en><head><title>The quay</title></head><body>{inner}</body></html>"
    return read(page.encode(), format="html", url=url)[0]


def html(inner: str) -> str:
    from newsmarkup.document.write import write
    from newsmarkup.roles import registered

    return write(imported(inner).article.body, registered())


def texts(inner: str, *names: str) -> list[str]:
    return [block.text for block in imported(inner).article.body.blocks if block.name in (names or ("p",))]


def pull_quotes(inner: str) -> list[str]:
    return [one.text for one in imported(inner).article.passages if one.role == "pullquote"]


def test_links_and_emphasis_survive():
    found = html(
        f'<article><p>{LONG} <a href="/pier">The <em>old</em> pier</a> is <b>closed</b>.</p><p>{MORE}</p></article>'
    )
    assert '<a href="https://merrow.example/pier">The <em>old</em> pier</a> is <strong>closed</strong>.' in found


def test_headings_lists_and_quotations_survive():
    found = html(f"<article><p>{LONG}</p><h2>Two piers</h2><ul><li>{MORE}</li><li>{LAST}</li></ul>"
                 f"<blockquote><p>Words that stand nowhere else.</p></blockquote><p>{LAST} Again.</p></article>")  # fmt: skip
    assert "<h2>Two piers</h2>" in found and found.count("<li>") == 2 and "<blockquote" in found


@pytest.mark.parametrize(
    "markup",
    ["<div>{0}</div><div>{1}</div><div>{2}</div>", "<div>{0}<br><br>{1}<br><br>{2}</div>", "<div>{0}<p>{1}</p>{2}</div>",
     "<section><p>{0}</p></section><section><p>{1}</p></section><section><p>{2}</p></section>",
     "<div class=part><p>{0}</p><p>{1}</p></div><div class=ad>Buy a boat today, and pay for it next year.</div><div class=part><p>{2}</p></div>",
     "<table><tr><td>{0}</td></tr><tr><td>{1}</td></tr><tr><td>{2}</td></tr></table>",
     "<div class=block><span>{0}</span></div><div class=block><span>{1}</span></div><div class=block><span>{2}</span></div>"],
)  # fmt: skip
def test_a_paragraph_is_what_is_seen_as_one(markup):
    around = "<div class=page><h1>The quay</h1><div class=text>{}</div></div><footer><p>{}</p></footer>"
    assert texts(around.format(markup.format(LONG, MORE, LAST), LONG)) == [LONG, MORE, LAST]


@pytest.mark.parametrize(
    "furniture",
    ['<div class="newsletter-signup"><p>Write to us at any hour of the day or of the night, we answer.</p></div>',
     '<div class="c-related__list"><p>Nine boats that were painted green, and what became of them since.</p></div>',
     '<section id="comments"><p>I never liked the pier, and I said so in this very place last year already.</p></section>',
     '<div style="display: none"><p>You have read all your free articles of this month, says this hidden box here.</p></div>',
     '<p><a href="/boats">Read also: nine boats that were painted green and what became of them</a></p>',
     '<p><strong>Read more:</strong> <a href="/boats">Nine boats that were painted green</a></p>',
     '<p>Sign up for our newsletter</p>', '<div class="sharetools"><span>Share this by post</span></div>',
     '<ul><li><a href="/a">Nine boats painted green</a></li><li><a href="/b">The gull of Ness</a></li></ul>'],
)  # fmt: skip
def test_what_is_no_part_of_the_text_is_left_out(furniture):
    assert texts(f"<article><h1>The quay</h1><p>{LONG}</p>{furniture}<p>{MORE}</p><p>{LAST}</p></article>") == [
        LONG,
        MORE,
        LAST,
    ]


@pytest.mark.parametrize("names", ['id="onetrust-consent-sdk"', 'class="cookie-notice"', 'id="qc-cmp2-container"'])
def test_a_consent_manager_is_never_the_text_however_much_it_says(names):
    asked = "".join(
        f"<p>With your acceptance, partner {n} of this service may store and read information on your device for its own ends.</p>"
        for n in range(12)
    )
    assert texts(
        f"<article><h1>The quay</h1><p>{LONG}</p><p>{MORE}</p></article><div {names}><div>{asked}</div></div>"
    ) == [LONG, MORE]


@pytest.mark.parametrize(
    "line", ["Actualizado 13/02/2017 17:48:46 CET", "09. April 2011 2011-04-09 15:05:38", "Updated May 3, 2024"]
)
def test_a_line_above_the_text_that_only_says_when_is_none_of_it(line):
    assert texts(f"<article><h1>The quay</h1><p>{line}</p><p>{LONG}</p><p>{MORE}</p></article>") == [LONG, MORE]


def test_a_date_above_japanese_is_none_of_the_text():
    text = "<p>メロウの古い桟橋が十一か月にわたる修理を終えて火曜日に再び開通し、多くの市民が見物に訪れた。</p>" * 2
    page = f"<html lang=ja><body><article><h1>桟橋</h1><p>2024年5月1日 18時30分</p>{text}</article></body></html>"
    assert "2024" not in read(page.encode(), format="html", url="")[0].article.body.blocks[0].text


def test_a_line_in_the_text_that_only_says_when_stays():
    assert (
        texts(f"<article><h1>The quay</h1><p>{LONG}</p><p>3 May 2024, 10:15</p><p>{MORE}</p></article>")[1]
        == "3 May 2024, 10:15"
    )


def test_a_pull_quote_inside_a_paragraph_is_none_of_it():
    inner = f'<article><h1>The quay</h1><p>{LONG}</p><p>{MORE}</p><p><span class="PullQuote">We have waited long enough</span>{LAST}</p></article>'
    assert pull_quotes(inner) == ["We have waited long enough"]
    assert texts(inner)[-1] == LAST


@pytest.mark.parametrize(
    "markup",
    [
        '<figure class="quote"><blockquote>{0}</blockquote><figcaption>Berit Sol</figcaption></figure>',
        '<aside class="sitat"><blockquote><p>{0}</p></blockquote></aside>',
        '<div class="zitat"><p>{0}</p><span>Berit Sol</span></div>',
        '<div class="article-quote"><div class="article-quote__text">{0}</div></div>',
    ],
)
def test_a_quotation_that_is_set_apart_and_said_nowhere_else_is_kept(markup):
    said = "It is the sea that decides in the end"
    inner = f"<article><h1>The quay</h1><p>{LONG}</p><p>{MORE}</p>{markup.format(said)}<p>{LAST}</p></article>"
    assert said in " ".join(block.text for block in imported(inner).article.body.blocks)


def test_a_block_quotation_that_points_to_another_article_is_no_pull_quote():
    pointing = f'<blockquote class="c-blockquote"><p>Read more: {LAST}</p></blockquote>'
    assert pull_quotes(f"<article><h1>The quay</h1><p>{LONG}</p><p>{LAST}</p>{pointing}<p>{MORE}</p></article>") == []


def test_what_is_left_out_among_the_paragraphs_is_told():
    found = imported(
        f"<article><p>{LONG}</p><p><a href=/b>Nine boats that were painted green</a></p><p>{MORE}</p></article>"
    )
    assert any("Nine boats" in one.message for one in found.problems if one.code == "furniture")


def test_an_embedded_post_is_told():
    found = imported(
        f"<article><p>{LONG}</p><blockquote class='twitter-tweet'><p>Look at this pier!</p></blockquote><p>{MORE}</p></article>"
    )
    assert [one.code for one in found.problems if "pier!" in one.message] == ["embed"]


@pytest.mark.parametrize(
    "wrapper", ["paywall", "page has-sidebar", "content-with-comments", "post tag-social", "premium-content"]
)
def test_a_wrapper_called_after_one_of_its_parts_is_no_furniture(wrapper):
    text = f"<p>{LONG}</p><p>{MORE}</p><p>{LAST}</p><p>{LONG} Again.</p>"
    assert len(texts(f'<div class="{wrapper}"><h1>The quay</h1><div class="{wrapper}">{text}</div></div>')) == 4


@pytest.mark.parametrize(
    "markup",
    ["<aside class=pullquote>{}</aside>", "<div class='c-pull-quote' aria-hidden=true><span>{}</span></div>",
     "<figure class=wp-block-pullquote><blockquote><p>{}</p></blockquote></figure>", "<p role=doc-pullquote>{}</p>",
     "<blockquote>{}</blockquote>", "<aside><p>{}</p></aside>", "<div class=article-quote><p>“{}”</p></div>",
     "<figure><blockquote>{}</blockquote></figure>"],
)  # fmt: skip
def test_pull_quotes(markup):
    quote = "We have waited long enough for this crossing"
    page = f"<article><h1>The quay</h1><p>{LONG}</p>{markup.format(quote)}<p>{MORE}</p><p>{LAST}</p></article>"
    assert pull_quotes(page) == [quote] and texts(page) == [LONG, MORE, LAST]


def test_a_block_quotation_that_is_not_repeated_is_none():
    page = f"<article><p>{LONG}</p><blockquote><p>The harbour belongs to those who row across it.</p></blockquote><p>{MORE}</p></article>"
    assert pull_quotes(page) == []


@pytest.mark.parametrize(
    "markup",
    ["<aside class=pullquote><p>{0}</p><cite>{1}</cite></aside>", "<div class=pull-quote>“{0}” — {1}</div>",
     "<figure class=pullquote><blockquote>{0}</blockquote><figcaption>{1}</figcaption></figure>",
     "<figure><blockquote>“{0}”<br>{1}</blockquote></figure>",
     "<div class=pullquote><p>{0}</p><span class=pullquote__author>{1}</span></div>"],
)  # fmt: skip
def test_who_says_a_pull_quote_is_kept_apart(markup):
    quote = "We have waited long enough for this crossing"
    page = imported(
        f"<article><p>{LONG}</p>{markup.format(quote, 'Berit Sol, harbour clerk')}<p>{MORE}</p><p>{LAST}</p></article>"
    )
    roles = {one.role: one.text for one in page.article.passages}
    assert roles["pullquote"] == quote and roles["attribution"] == "Berit Sol, harbour clerk"


@pytest.mark.parametrize("names", ["remove_no_follow", "social-text", "listen-wrapper"])
def test_a_wrapper_of_several_paragraphs_is_no_furniture_whatever_it_is_called(names):
    paragraphs = [LONG, MORE, LAST, f"{LONG[:-1]} again.", f"{MORE} Twice."]
    inner = "".join(f"<p>{one}</p>" for one in paragraphs)
    bios = "".join(
        f"<p>{one}</p>" for one in (LONG + " She knows.", MORE + " She said.", LAST + " He knows.", LONG + " Ask her.")
    )
    page = f'<article><h1>The quay</h1><div class="{names}">{inner}</div></article><div class="author-bio">{bios}</div>'
    assert texts(page) == paragraphs


OTHER = "".join(f"<p>Another story, told in {n} paragraphs that are far longer than those of the first one, as it happens on such pages.</p>" for n in range(9))  # fmt: skip


@pytest.mark.parametrize("heading", ["h1", "h2"])
def test_of_several_articles_on_a_page_the_one_it_is_called_after(heading):
    more = "".join(
        f"<article class=post><{heading}>Another story {n}</{heading}><div class=text>{OTHER}</div></article>"
        for n in range(3)
    )
    first = f"<article class=post><h1>The quay</h1><div class=text><p>{LONG}</p><p>{MORE}</p><p>{LAST}</p><p>{LONG[:-1]} again.</p><p>{MORE} Twice.</p></div></article>"
    found = imported(f"<main>{first}{more}</main>").article
    assert found.headline == "The quay"
    assert [block.text for block in found.body.blocks][:3] == [LONG, MORE, LAST]
    assert not any("Another story" in block.text for block in found.body.blocks)


def test_a_table_is_told_and_its_rows_are_paragraphs():
    table = "<table><tr><th>Boat</th><th>Year</th></tr><tr><td>Gull</td><td><a href=/g>1901</a></td></tr></table>"
    page = imported(f"<article><p>{LONG}</p>{table}<p>{MORE}</p><p>{LAST}</p></article>")
    assert [b.text for b in page.article.body.blocks] == [LONG, "Boat | Year", "Gull | 1901", MORE, LAST]
    assert ["A table of 2 rows" in one.message for one in page.problems if one.code == "table"] == [True]


def test_what_the_page_embeds_is_told():
    page = imported(f"<article><p>{LONG}</p><iframe src='https://films.example/1'></iframe><p>{MORE}</p></article>")
    assert any("films.example" in one.message for one in page.problems if one.code == "embed")


def test_words_that_nothing_marks_are_a_pull_quote_where_the_text_says_them_again():
    quote = "who keeps the harbour office and its only telephone"
    page = "<article><h1>The quay</h1>{1}<p class=t>{0}</p><p class=t>{3}</p>{2}<p class=t>{4}</p><p class=t>{0} Again.</p></article>"
    set_large = f"<div class=large>{quote}</div>"
    assert pull_quotes(page.format(LONG, "", set_large, LAST, MORE)) == [quote]
    assert pull_quotes(page.format(LONG, set_large, "", LAST, MORE)) == []  # what is to come, in short


def test_a_line_below_the_headline_is_no_paragraph():
    page = imported(
        f"<article><h1>The quay</h1><p class=standfirst>Boats come again</p><p>{LONG}</p><p>{MORE}</p></article>"
    )
    assert page.article.alternative_headline == "Boats come again" and page.article.body.blocks[0].text == LONG


def test_no_break_spaces_stay():
    assert "«\xa0Non\xa0»" in html(f"<article><p>{LONG} «\xa0Non\xa0»</p><p>{MORE}</p></article>")


def test_relative_addresses_are_joined_to_the_base_that_the_page_states():
    page = f"<html lang=en><head><base href='https://files.example/a/'></head><body><article><p>{LONG} <a href=b>Boats</a></p><p>{MORE}</p></article></body></html>"
    found = read(page.encode(), format="html", url="https://merrow.example/quay")[0].article
    assert any(node.get("href") == "https://files.example/a/b" for node in found.body.walk())
