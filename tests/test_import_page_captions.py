"""Pictures of published pages: each with its own words, parted into caption and credit, in the markups of the trade."""

from __future__ import annotations

import json
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.importing.base import read

_PARAGRAPHS = [
    "The old quay of Merrow opened again on Tuesday after eleven months of repairs that cost four million crowns.",
    "Berit Sol, who keeps the harbour office and its only working telephone, was the first to walk across it at dawn.",
    "Ferries will call twice a day from April, and a third time on Sundays when the market is held on the square.",
]


def page(inside: str = "", above: str = "", below: str = "", head: str = "", lang: str = "en") -> str:
    one, two, three = (f"<p>{text}</p>" for text in _PARAGRAPHS)
    return f"""<!doctype html><html lang="{lang}"><head><title>The quay reopens</title>{head}</head><body>
<header class="site"><a class="logo" href="/"><img src="/logo.svg" alt="The Merrow Post"></a></header>
<main><article><h1>The quay reopens</h1>{above}<div class="story">{one}{inside}{two}{three}</div>{below}</article></main>
<footer><p>© The Merrow Post</p></footer></body></html>"""


def imported(html: str):
    return read(html.encode(), format="html", url="https://merrow.example/news/quay")[0]


def pictures(html: str) -> list[tuple[str, str]]:
    """(caption, credit) of every figure, in order."""
    out = []
    for figure in (block for block in imported(html).article.body.blocks if block.name == "figure"):
        words = {child.get("data-role") or child.name: child.text for child in figure.walk()}
        credit = words.get("credit", "")
        out.append((words.get("figcaption", "").removesuffix(credit).strip(), credit))
    return out


IMG = '<img src="/media/quay.jpg" alt="A quay" width="800" height="600">'
QUAY = "Cranes on the old quay of Merrow on Monday."

MARKUPS = {
    "figcaption with a label": f"<figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure>",
    "figcaption, credit in its own span": f'<figure>{IMG}<figcaption><span class="caption__text">{QUAY}</span>'
    '<span class="caption__credit">Ada Holm</span></figcaption></figure>',
    "credit beside the figcaption": f'<figure>{IMG}<figcaption>{QUAY}</figcaption><p class="credit">Ada Holm</p></figure>',
    "credit in a footer of the figure": f"<figure>{IMG}<figcaption>{QUAY}</figcaption><footer>Ada Holm</footer></figure>",
    "credit in a cite": f"<figure>{IMG}<figcaption>{QUAY} <cite>Ada Holm</cite></figcaption></figure>",
    "copyright over the picture": f'<figure><div class="img-wrap">{IMG}<span class="image-copyright">Ada Holm</span></div>'
    f"<figcaption>{QUAY}</figcaption></figure>",
    "divs": f'<div class="article-image">{IMG}<div class="image-meta"><div class="image-caption">{QUAY}</div>'
    '<div class="image-credit">Ada Holm</div></div></div>',
    "no names at all": f"<figure>{IMG}<div><p>{QUAY}</p><p>Photo: Ada Holm</p></div></figure>",
    "described picture": f'<div class="photo">{IMG}<p class="photo-desc">{QUAY} (Photo: Ada Holm)</p></div>',
    "WordPress": f'<div id="attachment_7" class="wp-caption alignnone">{IMG}<p class="wp-caption-text">{QUAY} '
    "(Photo: Ada Holm)</p></div>",
    "WordPress blocks": f'<figure class="wp-block-image size-large">{IMG}<figcaption class="wp-element-caption">{QUAY} '
    "Photo by Ada Holm</figcaption></figure>",
    "figure around a figure": f'<figure class="media"><figure>{IMG}</figure><figcaption>{QUAY} Photo: Ada Holm</figcaption>'
    "</figure>",
    "microdata": f'<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject">{IMG}'
    f'<span itemprop="caption">{QUAY}</span> <span itemprop="copyrightHolder">Ada Holm</span></div>',
    "AMP": '<figure><amp-img src="/media/quay.jpg" width="800" height="600" layout="responsive"></amp-img>'
    f"<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure>",
    "radio": f'<div class="bucketwrap image"><div class="imagewrap">{IMG}</div><div class="credit-caption"><div class="caption">'
    f'<p>{QUAY} <b class="credit">Ada Holm</b> <b class="hide-caption"><b>hide caption</b></b></p></div>'
    '<b class="toggle-caption"><b>toggle caption</b></b> <span class="credit">Ada Holm</span></div></div>',
    "labels for those who hear the page": f'<figure><span>{IMG}<span class="visually-hidden">Image copyright</span>'
    f'<span class="image-copyright">Ada Holm</span></span><figcaption><span class="visually-hidden">Image caption</span> {QUAY}'
    "</figcaption></figure>",
    "a hidden label that points the wrong way": f'<figure>{IMG}<figcaption><span class="sr-only">Image: </span>{QUAY}'
    '<span class="figure__credit">Ada Holm</span></figcaption></figure>',
    "glued": f"<figure>{IMG}<figcaption><span>{QUAY}</span><span>Photo: Ada Holm</span></figcaption></figure>",
    "no-break and zero-width spaces": f"<figure>{IMG}<figcaption>\u200b{QUAY}\u00a0Photo:\u00a0Ada\u00a0Holm\u200b</figcaption></figure>",
    "buttons": f'<figure><button aria-label="Enlarge">Full screen</button>{IMG}<figcaption>{QUAY} Photo: Ada Holm '
    "<button>Read More</button></figcaption></figure>",
    "a link that enlarges": f'<figure><a href="/media/quay-large.jpg">{IMG}</a><figcaption>{QUAY} Photo: Ada Holm</figcaption>'
    "</figure>",
    "for telephone and desk": f'<figure class="mobile">{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure>'
    f'<figure class="desktop">{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure>',
    "the words twice in one box": f'<figure>{IMG}<div class="FigureCaption"><span class="FigureCaption-mobile"><span>{QUAY}'
    f'</span> <span>Photo: Ada Holm</span></span><span class="FigureCaption-desktop"><span>{QUAY}</span> '
    "<span>Photo: Ada Holm</span></span></div></figure>",
    "in a pop-up": f'<div class="modal lightbox"><button>Close</button><figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm'
    "</figcaption></figure></div>",
    "caption that is not read out": f'<figure>{IMG}<figcaption><span aria-hidden="true">{QUAY}</span><span class="byline">'
    "Photo: Ada Holm</span></figcaption></figure>",
    "attributes of the picture": f'<figure><img src="/media/quay.jpg" data-caption="{QUAY}" data-credit="Ada Holm"></figure>',
    "attributes of its box": f'<div class="image" data-c-caption="{QUAY}" data-c-credit="Ada Holm">{IMG}</div>',
    "a table of old": f'<table class="image" align="right"><tr><td>{IMG}</td></tr><tr><td class="caption">{QUAY} Photo: Ada '
    "Holm</td></tr></table>",
    "definition list": f'<dl class="gallery-item"><dt>{IMG}</dt><dd class="wp-caption-text gallery-caption">{QUAY} Photo: Ada '
    "Holm</dd></dl>",
    "Drupal": f'<div class="field field--name-field-image">{IMG}</div><div class="field field--name-field-image-caption">{QUAY}'
    '</div><div class="field field--name-field-photo-credit">Ada Holm</div>',
    "a caption that is called attribution too": f'<div class="image"><div class="image__container">{IMG}</div><div '
    f'class="image__metadata"><div class="image__caption attribution"><span>{QUAY}</span></div><figcaption '
    'class="image__credit">Ada Holm</figcaption></div></div>',
    "a paragraph behind the picture's box": f'<div class="mol-img"><div class="image-wrap">{IMG}</div></div><p class="imageCaption">'
    f"{QUAY} Photo: Ada Holm</p>",
    "a caption behind the figure": f'<figure>{IMG}</figure><p class="caption">{QUAY} Photo: Ada Holm</p>',
    "the picture in a button": f'<figure><button type="button">{IMG}</button><figcaption>{QUAY} Photo: Ada Holm</figcaption></figure>',
    "in a box that shares": f'<div class="article-image has-share-button">{IMG}<p class="caption">{QUAY} Photo: Ada Holm</p></div>',
    "two credits": f'<figure>{IMG}<figcaption>{QUAY} (Photo: Ada Holm) <span class="credit">Photo: Ada Holm</span></figcaption></figure>',
    "legal tail": f'<figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm <a href="/licence">Purchase Licensing Rights</a>, opens new tab'
    "</figcaption></figure>",
    "credit first": f'<figure>{IMG}<div class="credit">Ada Holm</div><figcaption>{QUAY}</figcaption></figure>',
    "a hidden label of the maker": f'<figure>{IMG}<figcaption>{QUAY} <span><span class="sr-only">Photo: </span>Ada Holm</span>'
    "</figcaption></figure>",
    "old pages": f'<p align="center">{IMG}<br><em>{QUAY} Photo: Ada Holm</em></p>',
    "a paragraph of its own in italics": f'<p>{IMG}</p><p><em>{QUAY} Photo: Ada Holm</em></p>',
    "a centred paragraph": f'<p style="text-align:center">{IMG}</p><p style="text-align: center;">{QUAY} Photo: Ada Holm</p>',
    "names that say nothing": f'<div class="sc-1a2b"><span>{IMG}</span><div class="sc-1a2c">{QUAY}</div><div class="sc-1a2d">'
    "Photograph by Ada Holm</div></div>",
    "names of typography": f'<div class="mt-4"><div class="mx-auto">{IMG}<div><span class="text-sm">{QUAY}</span> '
    '<span class="text-xs">Credit: Ada Holm</span></div></div></div>',
    "called related, and leading nowhere": f'<div class="related-photo">{IMG}<div class="related-photo-txt">'
    f'<div class="related-photo-caption">{QUAY}</div><div class="related-photo-credit">Ada Holm</div></div></div>',
    "a link that closes it": f'<div class="image">{IMG}<div class="caption">{QUAY} | Photo: Ada Holm <a href="#" class="close">Close</a></div></div>',
    "cutline": f'<div class="box">{IMG}<div class="Cutline"><div class="PieFoto">{QUAY}</div><div class="firma">Ada Holm</div></div></div>',
    "a credit with a name, a caption without": f'<div class="inline-image">{IMG}<div class="img_author">Photo: Ada Holm</div>'
    f'<p class="below">{QUAY}</p></div>',
    "words in one": f'<div class="absatzbild"><div class="absatzbild__media">{IMG}</div><div class="absatzbild__info"><p '
    f'class="absatzbild__text">{QUAY} | Foto: Ada Holm</p></div></div>',
    "for pictures and films alike": f'<div class="c-media">{IMG}<div class="image-video-caption"><span>{QUAY}</span> -- <small>Photo: '
    "Ada Holm</small></div></div>",
    "an empty caption with attributes": f'<figure>{IMG}<figcaption data-c-caption="{QUAY}" data-c-credit="Ada Holm"></figcaption>'
    "</figure>",
    "in a lightbox once more, not parted": f'<figure>{IMG}<figcaption><span>{QUAY}</span> <span class="credit">Ada Holm</span>'
    f'</figcaption></figure><div class="lightbox"><div class="slide">{IMG}<p class="caption">{QUAY} Ada Holm</p></div></div>',
    "cut short once more": f'<figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure><div class="slide">{IMG}'
    '<p class="caption">Cranes on the old quay of Merrow on…</p></div>',
    "a link that opens a box": f'<a class="fancybox" href="/picture/7"><figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption>'
    "</figure></a>",
    "a credit that nothing calls so": f'<figure><div class="x1">{IMG}</div><div class="x2"><figcaption><span>{QUAY}</span></figcaption>'
    '<div class="x3"><span>Photo</span>: <span>Ada Holm</span></div></div></figure>',
    "a credit that stands with the picture": f'<div class="img-holder">{IMG}<div class="over">Photo: Ada Holm</div></div><div '
    f'class="img-caption">{QUAY}</div>',
    "a button before the caption": f'<figure>{IMG}<figcaption><a href="/media/quay-large.jpg">Enlarge</a> / <span>{QUAY}</span> '
    '<span class="caption-credit">Ada Holm</span></figcaption></figure>',
    "custom elements": f"<news-figure><news-img>{IMG}</news-img><news-caption class='news-caption'>{QUAY} <news-credit "
    "class='news-credit'>Ada Holm</news-credit></news-caption></news-figure>",
}  # fmt: skip


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@pytest.mark.parametrize("place", ["inside", "above"])
def test_a_picture_with_its_words(markup, place):
    assert pictures(page(**{place: markup})) == [(QUAY, "Ada Holm")]


LANGUAGES = {
    "de": ("Kräne am alten Kai von Merrow.", "Foto: Ada Holm/dpa", "Ada Holm/dpa"),
    "de 2": ("Der Kai im Winter (Symbolbild).", "Bildquelle: Ada Holm", "Ada Holm"),
    "fr": ("Les grues du vieux quai de Merrow.", "© Ada Holm / AFP", "© Ada Holm / AFP"),
    "es": ("Grúas en el viejo muelle de Merrow.", "ADA HOLM (EFE)", "ADA HOLM (EFE)"),
    "pt": ("Guindastes no velho cais de Merrow.", "Foto: Ada Holm/Reuters", "Ada Holm/Reuters"),
    "it": ("Le gru sul vecchio molo di Merrow.", "(Foto di Ada Holm)", "Ada Holm"),
    "nl": ("Kranen op de oude kade van Merrow.", "Foto: Ada Holm/ANP", "Ada Holm/ANP"),
    "sv": ("Kranar på den gamla kajen i Merrow.", "Foto: Ada Holm/TT", "Ada Holm/TT"),
    "no": ("Kraner på den gamle kaia i Merrow.", "Foto: Ada Holm / NTB", "Ada Holm / NTB"),
    "da": ("Kraner på den gamle kaj i Merrow.", "Foto: Ada Holm/Ritzau Scanpix", "Ada Holm/Ritzau Scanpix"),
    "fi": ("Nostureita Merrow’n vanhassa satamassa.", "KUVA: ADA HOLM", "ADA HOLM"),
    "pl": ("Żurawie na starym nabrzeżu w Merrow.", "Fot. Ada Holm / PAP", "Ada Holm / PAP"),
    "cs": ("Jeřáby na starém nábřeží v Merrow.", "Foto: Ada Holm, ČTK", "Ada Holm, ČTK"),
    "ru": ("Краны на старой набережной Мерроу.", "Фото: Ада Хольм / ТАСС", "Ада Хольм / ТАСС"),
    "tr": ("Merrow’un eski rıhtımındaki vinçler.", "Fotoğraf: Ada Holm / AA", "Ada Holm / AA"),
    "ja": ("メロウの古い桟橋のクレーン", "（山田花子撮影）", "山田花子撮影"),
    "zh": ("梅罗旧码头上的起重机。", "新华社记者 王小明 摄", "新华社记者 王小明 摄"),
    "ko": ("메로의 옛 부두에 있는 크레인들.", "연합뉴스", "연합뉴스"),
}


@pytest.mark.parametrize(("language", "case"), LANGUAGES.items(), ids=LANGUAGES)
def test_languages(language, case):
    caption, printed, credit = case
    markup = f"<figure>{IMG}<figcaption>{caption} {printed}</figcaption></figure>"
    assert pictures(page(markup, lang=language[:2])) == [(caption, credit)]


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="related"><figure>{IMG}<figcaption>Another story of the sea and its many ships</figcaption></figure></div>',
        f'<a href="/news/other"><figure>{IMG}<figcaption>Another story of the sea and its many ships</figcaption></figure></a>',
        f'<aside class="more"><a href="/other">{IMG}<span>Another story of the sea and its many ships</span></a></aside>',
        f'<div class="card image-card">{IMG}<h3><a href="/other">Another story</a></h3><p>The sea and its ships.</p></div>',
        '<div class="author-box"><img src="/ada.jpg" alt="Ada Holm"><span class="caption">Writes about the sea and ships</span></div>',
        '<div class="avatar"><img src="/ada.jpg" alt="Ada Holm"></div>',
        '<div class="heroTop authorByline"><div class="authorBylineImage"><figure><img src="/ada.jpg"></figure></div><span>Ada Holm</span>'
        '<span class="authorBylineCredit">Writer, Saltmere</span></div>',
        '<ul class="podcast-tools"><div><img src="/radio.jpg" width="200"></div><div class="credit">Merrow Radio</div></ul>',
        '<div class="newsletter"><img src="/letter.jpg"><p class="image-text">Sign up for our letter from the harbour</p></div>',
        '<blockquote class="twitter-tweet"><img src="/t.jpg"><p class="caption">A tweet about the harbour and its cranes</p></blockquote>',
        '<figure class="pullquote"><blockquote>We have waited long enough.</blockquote><figcaption>Berit Sol, harbour office</figcaption></figure>',
        '<figure><table><tr><td>1</td></tr></table><figcaption>Ships a year, in thousands of ships</figcaption></figure>',
        '<div class="card"><div class="card__media"><a href="/other"><img src="/o.jpg" width="400" height="300"></a></div><div '
        'class="card__body"><a href="/other">Another story of the sea and its ships</a><span class="card__caption">Harbour</span></div></div>',
        '<section class="read-more"><h2>Read next</h2><figure><a href="/o"><img src="/o.jpg" alt="O"><span>Another story</span></a></figure>'
        "</section>",
        '<ul class="most-read"><li><a href="/o"><figure><img src="/o.jpg"></figure><span class="title">Another story</span></a></li></ul>',
        '<div class="contributor"><img src="/ada.jpg" width="300" height="300"><p>Ada Holm writes about the sea.</p></div>',
        '<div class="poll image-poll"><form><img src="/o.jpg"><p class="caption">Which quay is the best of all the quays?</p></form></div>',
        '<div class="comments"><div class="comment"><img src="/u.jpg" width="200" height="200"><p class="caption">I like it very much indeed'
        "</p></div></div>",
        '<div class="sponsored-content"><figure><img src="/o.jpg"><figcaption>Boats from Lund are the best boats</figcaption></figure></div>',
        '<figure class="audio-player"><audio src="/a.mp3"></audio><figcaption>Listen to the sounds of the harbour</figcaption></figure>',
        '<figure><pre><code>print("quay")</code></pre><figcaption>A program about the quay of Merrow</figcaption></figure>',
        '<figure><iframe src="https://charts.example/1"></iframe><figcaption>Ships a year, in thousands of ships</figcaption></figure>',
        '<a class="promo-banner" href="/shop"><img src="/shop.jpg" alt="Shop" width="900" height="200"></a>',
        '<div class="instagram-media"><img src="/i.jpg"><p class="caption">A post about the harbour by somebody else</p></div>',
        '<img src="/pixel.gif" width="1" height="1">',
        f'<figure><a href="/other">{IMG}</a><figcaption><a href="/other">Another story of the sea and its ships</a></figcaption></figure>',
        '<div class="thumb"><img src="/other-125x83.jpg"></div>',
        f'<div class="image-list"><div class="image"><a href="/other">{IMG}</a></div><a href="/other">Another story</a></div>',
        '<img class="icon" src="/share.png" alt="Share">',
        f'<div class="advertisement">{IMG}<p class="caption">Buy boats from Lund, the best of all the boats</p></div>',
        '<p><span class="MuiTypography-caption">Updated on Tuesday at 14:05 by the night desk</span></p>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["inside", "above", "below"])
def test_what_is_no_picture_of_the_article(markup, place):
    assert pictures(page(**{place: markup})) == []


def test_a_credit_below_the_text_is_none_of_the_picture_above_it():
    lead = f'<figure>{IMG}<figcaption class="meta"><div class="image__credit">Ada Holm</div></figcaption></figure>'
    below = '<div class="stay"><figcaption></figcaption><span class="illustrationCredit">Illustration by Tor Lund</span></div>'
    assert pictures(page(above=lead, below=below)) == [("", "Ada Holm")]


def test_a_gallery_in_its_order_each_picture_once():
    slides = "".join(
        f'<div class="slide"><img src="/media/{n}-quay-in-merrow.jpg"><div class="slide-info">{n} of 3 | The quay, picture {n}. '
        f"(Photo: Ada Holm)</div><button>Next</button></div>"
        for n in (1, 2, 3)
    )
    html = page(f'<div class="carousel">{slides}</div><div class="lightbox">{slides}</div>')
    assert pictures(html) == [(f"The quay, picture {n}.", "Ada Holm") for n in (1, 2, 3)]


def test_pictures_of_one_name_and_another_number_are_several():
    figures = "".join(
        f'<figure><img src="/img/DSC_12{n}.jpg"><div class="credit">Ada Holm</div></figure>' for n in (10, 11, 12)
    )
    assert len(imported(page(figures)).article.pictures) == 3
    resized = "".join(f'<figure><img src="/_next/image?url=%2F{n}.jpg&amp;w=640"></figure>' for n in ("one", "two"))
    assert len(imported(page(resized)).article.pictures) == 2


def test_a_gallery_of_figures_in_a_figure():
    inner = "".join(
        f'<figure><img src="/{n}-quay-in-merrow.jpg"><figcaption>Quay {n} <cite>Ada Holm</cite></figcaption></figure>'
        for n in (1, 2)
    )
    html = page(
        f'<figure class="gallery">{inner}<figcaption class="gallery-caption">The quays of Merrow</figcaption></figure>'
    )
    assert [one for one in pictures(html) if one[0] != "The quays of Merrow"] == [
        ("Quay 1", "Ada Holm"),
        ("Quay 2", "Ada Holm"),
    ]
    assert ("The quays of Merrow", "") in pictures(html)


def test_pictures_stand_where_they_stood():
    figures = [
        f'<figure><img src="/{n}.jpg"><figcaption>Picture {n} of the quay</figcaption></figure>' for n in range(3)
    ]
    blocks = imported(page(figures[1], figures[0], figures[2])).article.body.blocks
    assert [block.name for block in blocks] == ["figure", "p", "figure", "p", "p", "figure"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<figure>{IMG}<figcaption>Photo: Ada Holm</figcaption></figure>", [("", "Ada Holm")]),
        (f'<figure>{IMG}<div class="credit">Ada Holm</div></figure>', [("", "Ada Holm")]),
        (f'<figure>{IMG}</figure><p class="imageCredit">Holm Inc.</p>', [("", "Holm Inc")]),
        (
            f'<div class="wrap"><div><figure class="image">{IMG}</figure><p class="imageCredit">Holm Inc.</p></div></div>',
            [("", "Holm Inc")],
        ),
        (f"<figure>{IMG}</figure>", [("", "")]),
        (f"<p>{IMG}</p>", [("", "")]),
        (
            f'<div class="panel-image">{IMG}<ul><li>Share</li><li>Send by mail</li></ul><p>The quay of Merrow</p></div>',
            [("", "")],
        ),
        (f"<figure>{IMG}<figcaption><span>Photo: </span></figcaption></figure>", [("", "")]),
        (
            f"<figure>{IMG}<figcaption>Source: AI illustration by Ada Holm; photo by Tor Lund</figcaption></figure>",
            [("", "AI illustration by Ada Holm; photo by Tor Lund")],
        ),
        (
            f'<figure>{IMG}<figcaption><span class="sr-only">Source: </span>AI illustration by Ada Holm for The Post</figcaption></figure>',
            [("", "AI illustration by Ada Holm for The Post")],
        ),
    ],
)
def test_pictures_with_little_or_nothing_to_say(markup, expected):
    assert pictures(page(markup)) == expected


@pytest.mark.parametrize(
    "lead",
    [
        f'<div class="hero"><figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure></div>',
        f'<div class="lead-media"><div>{IMG}<p class="caption">{QUAY}</p><p class="credit">Ada Holm</p></div></div>',
        f"<figure>{IMG}<figcaption>{QUAY} Photo: Ada Holm</figcaption></figure>",
    ],
)
@pytest.mark.parametrize("before", ["<main>", "<article>", "<h1>"])
def test_a_lead_picture_above_the_article(lead, before):
    assert pictures(page().replace(before, lead + before)) == [(QUAY, "Ada Holm")]


def test_a_lead_picture_between_a_headline_that_stands_apart_and_the_text():
    lead = f"<div><div>{IMG}<p><span>{QUAY}</span> <span>Credit: Ada Holm</span></p></div></div>"
    text = "".join(f"<p>{one}</p>" for one in _PARAGRAPHS)
    html = f"<html lang=en><body><header><h1>The quay reopens</h1></header><section>{lead}<article>{text}</article></section></body></html>"
    assert pictures(html) == [(QUAY, "Ada Holm")]


def test_two_pictures_with_one_caption():
    pair = '<img src="/one-of-the-quay.jpg" alt="The quay then"><img src="/two-of-the-quay.jpg" alt="The quay now">'
    article = imported(page(f"<figure>{pair}<figcaption>{QUAY} Photos: Ada Holm</figcaption></figure>")).article
    assert [one.url.rpartition("/")[2] for one in article.pictures.values()] == [
        "one-of-the-quay.jpg",
        "two-of-the-quay.jpg",
    ]
    assert pictures(page(f"<figure>{pair}<figcaption>{QUAY} Photos: Ada Holm</figcaption></figure>")) == [
        (QUAY, "Ada Holm"), ("", "")
    ]  # fmt: skip


def test_a_caption_whose_picture_has_no_address_is_kept_and_told():
    found = imported(page(f'<aside class="caption-left"><p>{QUAY} Photo: Ada Holm</p></aside>'))
    assert pictures(page(f'<aside class="caption-left"><p>{QUAY} Photo: Ada Holm</p></aside>')) == [(QUAY, "Ada Holm")]
    assert [one for one in found.problems if one.code == "picture-without-address" and QUAY[:20] in one.message]


def test_a_picture_without_words_that_leads_elsewhere_is_told():
    found = imported(page(f'<div class="image"><a href="/other">{IMG}</a></div>'))
    assert not found.article.pictures
    assert [one for one in found.problems if one.code == "picture-left-out" and "quay.jpg" in one.message]


def test_a_film_is_no_picture_and_is_told():
    film = f'<figure class="video-player"><video src="/f.mp4"></video><figcaption>{QUAY}</figcaption></figure>'
    found = imported(page(film))
    assert pictures(page(film)) == []
    assert [one for one in found.problems if one.code == "film-left-out" and QUAY[:30] in one.message]


ADDRESSES = {
    "in a button": ('<button><img src="/quay.jpg"></button>', "https://merrow.example/quay.jpg"),
    "src": ('<img src="a/quay.jpg">', "https://merrow.example/news/a/quay.jpg"),
    "lazy": ('<img src="data:image/gif;base64,R0lGOD" data-src="/quay.jpg">', "https://merrow.example/quay.jpg"),
    "lazy by any name": ('<img src="/blank.gif" data-normal="//cdn.example/quay.jpg?w=780">', "https://cdn.example/quay.jpg?w=780"),
    "noscript": ('<img class="lazy" alt=""><noscript><img src="/quay.jpg"></noscript>', "https://merrow.example/quay.jpg"),
    "srcset": ('<img src="/s.jpg" srcset="/s.jpg 320w, /l.jpg 1600w, /m.jpg 800w">', "https://merrow.example/l.jpg"),
    "density": ('<img src="/quay.jpg" srcset="/quay.jpg 1x, /quay-2.jpg 2x">', "https://merrow.example/quay-2.jpg"),
    "picture": ('<picture><source srcset="/w.webp 1200w"><source srcset="/s.jpg 400w"><img src="/s.jpg"></picture>',
                "https://merrow.example/w.webp"),
    "commas": ('<img srcset="/c/w_400,h_300/quay.jpg 400w, /c/w_900,h_600/quay.jpg 900w">',
               "https://merrow.example/c/w_900,h_600/quay.jpg"),
    "behind": ('<div class="hero" style="background-image: url(&quot;/quay.jpg&quot;)"></div>', "https://merrow.example/quay.jpg"),
    "ratio": ('<img src="/quay.jpg" width="16" height="9">', "https://merrow.example/quay.jpg"),
    "script alone": ('<div class="lazy-img" data-src="/quay.jpg" data-alt="A quay"></div>', "https://merrow.example/quay.jpg"),
    "amp": ('<amp-img src="/quay.jpg" width="800" height="600"></amp-img>', "https://merrow.example/quay.jpg"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_the_real_address(markup, address):
    article = imported(page(f"<figure>{markup}<figcaption>{QUAY}</figcaption></figure>")).article
    assert [one.url for one in article.pictures.values()] == [address]


def test_what_a_picture_carries():
    markup = (
        '<figure><img src="/s.jpg" srcset="/quay.jpg 1600w" width="800" height="600" alt="A quay">'
        f"<figcaption>{QUAY} Photo: Ada Holm/AFP via Getty Images</figcaption></figure>"
    )
    (one,) = imported(page(markup)).article.pictures.values()
    assert (one.width, one.height, one.alt) == (1600, 1200, "A quay")
    assert (one.caption, one.credit_line) == (QUAY, "Ada Holm/AFP via Getty Images")
    assert one.creators == ("Ada Holm",) and one.source == "Getty Images"


def metadata(image) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The quay reopens", "image": image}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


IMAGE_OBJECT = {
    "@type": "ImageObject", "url": "https://merrow.example/media/quay-1600x900.jpg?w=2", "caption": "The quay",
    "creditText": "Ada Holm/Merrow Post", "creator": {"@type": "Person", "name": "Ada Holm"},
    "copyrightNotice": "© 2026 The Merrow Post", "license": "https://merrow.example/licence",
}  # fmt: skip


def test_what_only_the_metadata_know_goes_to_the_record_and_is_told():
    html = page(f"<figure>{IMG}<figcaption>{QUAY}</figcaption></figure>", head=metadata(IMAGE_OBJECT))
    found = imported(html)
    (one,) = found.article.pictures.values()
    assert pictures(html) == [(QUAY, "")]
    assert one.caption == QUAY and one.credit_line == "Ada Holm/Merrow Post" and one.creators == ("Ada Holm",)
    assert one.copyright_notice == "© 2026 The Merrow Post" and one.license_url == "https://merrow.example/licence"
    assert [p for p in found.problems if p.code == "credit-not-printed" and "Ada Holm/Merrow Post" in p.message]


def test_what_is_printed_counts_more_than_the_metadata():
    html = page(f"<figure>{IMG}<figcaption>{QUAY} Photo: Tor Lund</figcaption></figure>", head=metadata(IMAGE_OBJECT))
    (one,) = imported(html).article.pictures.values()
    assert (one.credit_line, one.creators, one.caption) == ("Tor Lund", ("Tor Lund",), QUAY)


@pytest.mark.parametrize(
    ("html", "lead"),
    [
        (
            page(f'<figure><img src="/b.jpg"><figcaption>{QUAY}</figcaption></figure>', f"<figure>{IMG}</figure>"),
            "/media/quay.jpg",
        ),
        (page(f"<figure>{IMG}<figcaption>{QUAY}</figcaption></figure>"), "/media/quay.jpg"),
        (page(head=metadata("/media/lead.jpg")), "/media/lead.jpg"),
        (page(head='<meta property="og:image" content="/media/og.jpg">'), "/media/og.jpg"),
        (page(), None),
    ],
)
def test_the_lead_picture(html, lead):
    found = imported(html).article.lead
    assert (found.url if found else None) == (f"https://merrow.example{lead}" if lead else None)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="image">' + "".join(f'<img src="/{n}.jpg" alt="{n}">' for n in range(5_000)) + "</div>",
        "<div class='image'>" * 100 + IMG + "</div>" * 100,
        f"<figure>{IMG}"
        + "".join(f"<figcaption>Picture {n} of the quay</figcaption>" for n in range(5_000))
        + "</figure>",
        f"<figure>{IMG}<figcaption>x</figcaption>" + "<small>Ada</small>" * 5_000 + "</figure>",
        "<div>"
        + f'{IMG}<noscript><img src="/a.jpg"></noscript><span class="credit">Ada Holm</span>' * 3_000
        + "</div>",
        '<figure><img srcset="' + "," * 19_000 + '"><figcaption>The quay</figcaption></figure>',
        "<div class='" + "capti" * 20_000 + "'>a</div>",
    ],
    ids=["pictures", "boxes", "captions", "credits", "pairs", "srcset", "names"],
)
def test_no_page_takes_longer_than_its_length(markup):
    start = perf_counter()
    article = imported(page(markup)).article
    assert perf_counter() - start < 5  # a hang, not a speed
    assert len(article.pictures) <= 301


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(sorted(MARKUPS)), min_size=1, max_size=5))
def test_any_makes_on_one_page(names):
    """Pictures of all makes on one page keep their words, their credits and their order."""
    expected, inside = [], []
    for n, name in enumerate(names):
        caption, maker = (
            f"Cranes on the old quay of Merrow in {1900 + n}.",
            f"Ada {'Holm Lund Varga Sol Brandt'.split()[n]}",
        )
        markup = (
            MARKUPS[name].replace(QUAY, caption).replace("Cranes on the old quay of Merrow on…", f"{caption[:-3]}…")
        )
        markup = (
            markup.replace("Ada Holm", maker)
            .replace("Ada\u00a0Holm", maker)
            .replace("/media/quay", f"/media/{n}-of-the-quay")
        )
        inside.append(markup)
        expected.append((caption, maker))
    between = "<p>Nobody knows how many more of them there were in those days, and nobody has ever counted.</p>"
    assert pictures(page(between.join(inside))) == expected
