import assert from "node:assert/strict"
import { test } from "node:test"
import { read, write } from "./newsroom.js"

const CANONICAL = {
  paragraph: '<p lang="de" dir="ltr">Guten Tag</p>',
  headings: "<h2>One</h2><h3>Two</h3><h4>Three</h4>",
  "formatting, outermost first":
    "<p><strong><em><u><s>a</s></u></em></strong><sub>b</sub><sup>c</sup><code>d</code></p>",
  lists:
    '<ul><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p><p>d</p></li></ul><ol dir="rtl"><li><p>e</p></li></ol>',
  "list in a list without a paragraph": "<ul><li><ul><li><p>a</p></li></ul></li></ul>",
  quotation:
    '<p><q data-id="a1" data-speaker="person:ana" data-alleged="true" cite="https://a.example/" lang="fr">« Oui »</q>, dit-elle.</p>',
  "name without the registry": '<p><q data-id="a1" data-speaker="person" data-speaker-name="Jo &amp; Co">“Yes”</q></p>',
  "nested quotations": '<p><q data-id="a1">“She said <q data-id="b1">‘no’</q> to me”</q></p>',
  "nested at the start": '<p><q data-id="a1"><q data-id="b1">‘No’</q> it was”</q></p>',
  "nested, the same words": '<p><q data-id="a1"><q data-id="b1">‘No’</q></q></p>',
  "over paragraphs": '<p><q data-id="a1">“One.</q></p><p><q data-id="a1">“Two.”</q></p>',
  "interrupted by its cue":
    '<p><q data-id="a1">“A,”</q> <span data-role="attribution" data-id="b1" data-for="a1">he said</span>, <q data-id="a1">“b.”</q></p>',
  "formatting in a quotation": '<p><q data-id="a1">“a <em>b</em> <a href="/c">c <strong>d</strong></a>”</q></p>',
  "code in a quotation": '<p><q data-id="a1">“a <code>b</code>”</q></p>',
  "all marks in order":
    '<p><q data-id="a1"><span data-role="attribution" data-id="b1"><small data-role="credit" data-id="c1"><a href="#x"><strong>w</strong></a></small></span></q></p>',
  "line break": "<p>a<br>b</p>",
  links: '<p><a href="mailto:a@b.example">m</a> <a href="tel:+1">t</a> <a href="/p">p</a> <a href="#f">f</a></p>',
  blockquote:
    '<blockquote data-id="a1" data-speaker="organization:un" lang="en"><p>a</p><ul><li><p>b</p></li></ul><blockquote data-id="b1"><p>c</p></blockquote></blockquote>',
  "pull quote": '<aside data-role="pullquote" data-id="a1" data-speaker="anonymous" dir="rtl"><p>a</p><p>b</p></aside>',
  figure:
    '<figure><img src="/m/a.jpg" alt="A &quot;b&quot;" width="800" height="600" data-photo="a"><figcaption data-id="a1" lang="en">Text. <small data-role="credit" data-id="b1">Ana / Bild</small></figcaption></figure>',
  "figure without caption": '<figure><img src="/m/a.jpg" alt=""></figure>',
  "figure without picture": '<figure><figcaption data-id="a1">Text</figcaption></figure>',
  "picture without alt": '<figure><img src="/m/a.jpg"></figure>',
  rule: "<p>a</p><hr><p>b</p>",
  "language and direction on tags": '<p><span data-role="attribution" data-id="b1" lang="ar" dir="rtl">قال</span></p>',
  "no-break spaces": "<p>10\u00a0km</p>",
}

for (const [name, html] of Object.entries(CANONICAL)) {
  test(`canonical HTML comes back identical: ${name}`, () => assert.equal(write(read(html)), html))
}

test("the anchor's id is left to the server", () => {
  assert.equal(write(read('<p><q id="quote-a1" data-id="a1">“x”</q></p>')), '<p><q data-id="a1">“x”</q></p>')
})

test("a class is never written", () => {
  const html =
    '<figure class="f"><img class="i" src="/a.jpg" alt="a"><figcaption class="c" data-id="a1">x</figcaption></figure>'
  assert.doesNotMatch(write(read(html)), /class/)
})

test("links lead only where a page may lead", () => {
  for (const href of ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "page"]) {
    assert.equal(write(read(`<p><a href="${href}">x</a></p>`)), "<p>x</p>")
  }
})

test("a tag without an id gets one, of the canonical form", () => {
  assert.match(write(read("<p><q>“x”</q></p>")), /<q data-id="[a-z][a-z0-9]{7}">/)
})

test("an ordered list keeps no numbering of its own", () => {
  assert.equal(write(read('<ol start="4" type="a"><li><p>a</p></li></ol>')), "<ol><li><p>a</p></li></ol>")
})
