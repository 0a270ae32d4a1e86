import assert from "node:assert/strict"
import { test } from "node:test"
import { blockFacts, passages } from "newsmarkup/passage"
import { entries } from "newsmarkup/entries"
import { read, standard } from "./newsroom.js"

const { roles } = standard
const listed = (html) => entries(read(html), roles)
const warnings = (html) => listed(html).flatMap((entry) => entry.warnings)
const IMG = (alt) => `<img src="/m/a.jpg"${alt == null ? "" : ` alt="${alt}"`}>`
const CREDIT = '<small data-role="credit" data-id="k1">Ana</small>'

test("all tags in document order, with role, words and speaker", () => {
  const html =
    `<figure>${IMG("A boat")}<figcaption data-id="c1">Boat. ${CREDIT}</figcaption></figure>` +
    '<p><q data-id="a1" data-speaker="person" data-speaker-name="Jo">“x”</q> <span data-role="attribution" data-id="t1" data-for="a1">Jo said</span></p>' +
    '<aside data-role="pullquote" data-id="d1"><p>Jo said</p></aside><blockquote data-id="b1" data-speaker="anonymous"><p>y</p></blockquote>'
  assert.deepEqual(
    listed(html).map(({ label, text, speaker, warnings: found }) => [label, text, speaker, found.length]),
    [
      ["Picture", "A boat", "", 0],
      ["Caption", "Boat.", "", 0],
      ["Credit", "Ana", "", 0],
      ["Quotation", "“x”", "Jo", 0],
      ["Attribution", "Jo said", "", 0],
      ["Pullquote", "Jo said", "", 0],
      ["Quotation", "y", "anonymous", 0],
    ],
  )
})

test("the parts of one passage are one entry", () => {
  const found = listed(
    '<p><q data-id="a1" data-speaker="person:a">“One.</q></p><p><q data-id="a1" data-speaker="person:a">“Two.”</q></p>',
  )
  assert.deepEqual(
    found.map(({ text }) => text),
    ["“One. “Two.”"],
  )
})

for (const [html, expected] of [
  ['<p><q data-id="a1">“x”</q></p>', [/Nobody is named/]],
  ['<blockquote data-id="a1"><p>x</p></blockquote>', [/Nobody is named/]],
  [`<figure>${IMG(null)}<figcaption data-id="c1">a ${CREDIT}</figcaption></figure>`, [/no alt text/]],
  [`<figure>${IMG("")}<figcaption data-id="c1">a ${CREDIT}</figcaption></figure>`, [/no alt text/]],
  [`<figure>${IMG("a")}<figcaption data-id="c1">a</figcaption></figure>`, [/no credit/]],
  [`<figure>${IMG("a")}</figure>`, [/no credit/]],
  ['<figure><figcaption data-id="c1">a</figcaption></figure>', [/has no picture/]],
  ['<p><span data-role="attribution" data-id="t1">Jo</span></p>', [/joined to no quotation/]],
  ['<p><span data-role="attribution" data-id="t1" data-for="gone">Jo</span></p>', [/joined to no quotation/]],
  [
    '<blockquote data-id="a1" data-speaker="person:a"><p>x <span data-role="attribution" data-id="t1">Jo</span></p></blockquote>',
    [],
  ],
  ['<p>Only text.</p><aside data-role="pullquote" data-id="d1"><p>Other words</p></aside>', [/not in the text/]],
  ['<p>He said: “We go – now”, again.</p><aside data-role="pullquote" data-id="d1"><p>We go now</p></aside>', []],
  [
    `<p>${"long ".repeat(30)}</p><aside data-role="pullquote" data-id="d1"><p>${"long ".repeat(30)}</p></aside>`,
    [/149 characters.*120/],
  ],
]) {
  test(`warnings: ${html.slice(0, 90)}`, () => {
    const found = warnings(html)
    assert.equal(found.length, expected.length, found.join(" "))
    expected.forEach((pattern, index) => assert.match(found[index], pattern))
  })
}

test("a block that did not change is not read again", () => {
  const doc = read('<p><q data-id="a1">“x”</q></p><p>y</p>')
  const first = blockFacts(doc.firstChild, roles)
  passages(doc, roles)
  assert.equal(blockFacts(doc.firstChild, roles), first)
})
