import assert from "node:assert/strict"
import { test } from "node:test"
import { accept, inOrder, names, valueOf } from "newsmarkup/accept"
import { cardsFrom, mapCard, offered } from "newsmarkup/cards"
import { readText } from "newsmarkup/places"
import { pm } from "newsmarkup/prose"
import { read, standard, tidy, write } from "./newsroom.js"

const { roles } = standard
const { EditorState } = pm.state
const ADA = { kind: "person", name: "Ada Holm", key: "ada" }
const IMG = '<img src="/a.jpg" alt="a">'

/** Suggestions as {kind, words: [text, …] in order of the blocks, …}; all accepted; the HTML after that. */
function take(html, ...wanted) {
  const doc = read(html)
  const { blocks, starts } = readText(doc, roles)
  const find = (words) => {
    const at = blocks.findIndex(({ text }) => text.includes(words))
    const start = blocks[at].text.indexOf(words)
    return [at, start, start + words.length]
  }
  const sent = wanted.map(({ words, mention, quotes, ...rest }, n) => ({
    key: `k${n}`,
    confidence: 1,
    speaker: null,
    ...rest,
    parts: [words].flat().map(find),
    mention: mention ? find(mention) : null,
    quotes: quotes ? find(quotes) : null,
  }))
  const { tr } = EditorState.create({ doc })
  for (const card of inOrder(cardsFrom(sent, starts, doc, roles))) {
    const now = mapCard(card, tr.mapping)
    if (offered(tr.doc, roles, now)) accept(tr, roles, { ...now, line: card.line })
  }
  tr.doc.check()
  return tidy(write(tr.doc))
}

const quote = (words, mention, speaker = ADA) => ({ kind: "quotation", words, mention, speaker })
const credit = (id, words) => `<small data-role="credit" data-id="${id}">${words}</small>`

test("a quotation of several parts has one id, its speaker and its attribution", () => {
  assert.equal(
    take("<p>“One,” Ada Holm said. “Two.”</p>", quote(["“One,”", "“Two.”"], "Ada Holm")),
    '<p><q data-id="new-1" data-speaker="person:ada">“One,”</q> <span data-role="attribution" data-id="new-2" data-for="new-1">Ada Holm</span>' +
      ' said. <q data-id="new-1" data-speaker="person:ada">“Two.”</q></p>',
  )
})

test("over several paragraphs too", () => {
  assert.equal(
    take("<p>“One.</p><p>“Two.”</p>", quote(["“One.", "“Two.”"], null, { kind: "anonymous", name: "" })),
    '<p><q data-id="new-1" data-speaker="anonymous">“One.</q></p><p><q data-id="new-1" data-speaker="anonymous">“Two.”</q></p>',
  )
})

test("one mention names the speaker of two quotations", () => {
  const html = take(
    "<p>Ada Holm called it “big” and “old”.</p>",
    quote("“big”", "Ada Holm"),
    quote("“old”", "Ada Holm"),
  )
  assert.equal(html.match(/data-for="new-\d new-\d"/g).length, 1)
  assert.equal(html.match(/data-role="attribution"/g).length, 1)
})

test("a pronoun, or a mention in another paragraph, is no attribution", () => {
  assert.ok(!take("<p>“One,” she said.</p>", quote("“One,”", "she")).includes("attribution"))
  assert.ok(!take("<p>Ada Holm spoke.</p><p>“One.”</p>", quote("“One.”", "Ada Holm")).includes("attribution"))
})

for (const [mention, name, expected] of [
  ["Holm", "Ada Holm", true],
  ["the minister", "Ada Holm", true],
  ["she", "Ada Holm", false],
  ["Er", "Peter Holm", false],
  ["大臣", "山田大臣", true],
  ["彼", "山田大臣", false],
]) {
  test(`“${mention}” names ${name}: ${expected}`, () => assert.equal(names(mention, { name }), expected))
}

test("a paragraph becomes the caption of a figure, its credit is tagged in it", () => {
  const cards = [
    { kind: "caption", words: "Boats at dawn." },
    { kind: "credit", words: "Ivo Brandt/Coast" },
  ]
  const expected = `<p>x</p><figure><figcaption data-id="new-1">Boats at dawn. (${credit("new-2", "Ivo Brandt/Coast")})</figcaption></figure><p>y</p>`
  assert.equal(take("<p>x</p><p>Boats at dawn. (Ivo Brandt/Coast)</p><p>y</p>", ...cards), expected)
})

test("the credit on a line of its own goes into the caption, whichever is accepted first", () => {
  const html = "<p>Boats at dawn.</p><p>Photo: Ivo Brandt</p><p>y</p>"
  const expected = `<figure><figcaption data-id="new-1">Boats at dawn.<br>Photo: ${credit("new-2", "Ivo Brandt")}</figcaption></figure><p>y</p>`
  assert.equal(
    take(html, { kind: "caption", words: "Boats at dawn." }, { kind: "credit", words: "Ivo Brandt" }),
    expected,
  )
  const figure = '<figure><figcaption data-id="c1">Boats at dawn.</figcaption></figure>'
  assert.equal(
    take(`${figure}<p>Photo: Ivo Brandt</p><p>y</p>`, { kind: "credit", words: "Ivo Brandt" }),
    expected.replace("new-1", "c1").replace("new-2", "new-1"),
  )
})

test("a credit in a paragraph of the text stays there", () => {
  const html = take(
    `<figure><figcaption data-id="c1">Boats.</figcaption></figure><p>${"Long words. ".repeat(9)}Ivo Brandt</p>`,
    {
      kind: "credit",
      words: "Ivo Brandt",
    },
  )
  assert.match(html, /<\/figure><p>Long.*<small.*<\/small><\/p>$/)
})

test("a caption goes to the picture that waits beside it", () => {
  const card = { kind: "caption", words: "Boats." }
  const expected = `<figure>${IMG}<figcaption data-id="new-1">Boats.</figcaption></figure>`
  assert.equal(take(`<figure>${IMG}</figure><p>Boats.</p>`, card), expected)
  assert.equal(take(`<p>Boats.</p><figure>${IMG}</figure>`, card), expected)
})

test("paragraphs of one caption are its lines", () => {
  assert.equal(
    take("<p>One.</p><p>Two.</p><p>Three.</p><p>y</p>", { kind: "caption", words: ["One.", "Two.", "Three."] }),
    '<figure><figcaption data-id="new-1">One.<br>Two.<br>Three.</figcaption></figure><p>y</p>',
  )
})

test("a caption in a list is left where it is", () => {
  const html = "<ul><li><p>Boats.</p></li></ul>"
  assert.equal(take(html, { kind: "caption", words: "Boats." }), html)
})

test("a line that repeats the text becomes a pull quote, offered words are copied", () => {
  const frame = '<aside data-role="pullquote" data-id="new-1" data-speaker="person:ada"><p>We go now</p></aside>'
  const text = "<p>“We go now, all of us.”</p>"
  const card = { kind: "pullquote", words: "We go now", speaker: ADA }
  assert.equal(take(`<p>We go now</p>${text}`, { ...card, quotes: "We go now, all of us" }), `${frame}${text}`)
  assert.equal(take(text, card), `${text}${frame}`)
})

test("a pull quote with the name below it keeps that as its attribution", () => {
  const text = "<p>“We go now, all of us.”</p>"
  const card = {
    kind: "pullquote",
    words: "We go now",
    quotes: "We go now, all of us",
    mention: "Ada Holm",
    speaker: ADA,
  }
  const name = '<span data-role="attribution" data-id="new-2">Ada Holm</span>'
  assert.equal(
    take(`<p>We go now – Ada Holm</p>${text}`, card),
    `<aside data-role="pullquote" data-id="new-1" data-speaker="person:ada"><p>We go now – ${name}</p></aside>${text}`,
  )
})

test("a caption that stands within a longer paragraph is left there", () => {
  const html = `<p>Boats at dawn. ${"And on it went. ".repeat(25).trim()}</p>`
  assert.equal(take(html, { kind: "caption", words: "Boats at dawn." }), html)
})

test("furniture goes with its line, its frame, or its space", () => {
  const card = { kind: "furniture", words: "hide caption" }
  assert.equal(take("<p>x</p><p> hide caption </p><p>y</p>", card), "<p>x</p><p>y</p>")
  assert.equal(take("<p>x hide caption</p>", card), "<p>x</p>")
  assert.equal(take("<p>x</p><ul><li><p>hide caption</p></li></ul>", card), "<p>x</p>")
  assert.equal(take("<p>hide caption</p>", card), "<p></p>")
})

test("what goes into the form leaves the text", () => {
  assert.equal(take("<p>Ferry sinks</p><p>x</p>", { kind: "headline", words: "Ferry sinks" }), "<p>x</p>")
  for (const lead of ["SALTMERE (Wire) — ", "SALTMERE, May 3 – ", "SALTMERE: ", "SALTMERE "])
    assert.equal(take(`<p>${lead}It rained.</p>`, { kind: "dateline", words: "SALTMERE" }), "<p>It rained.</p>")
  assert.equal(take("<p>By Ada Holm</p><p>x</p>", { kind: "byline", words: "Ada Holm", line: true }), "<p>x</p>")
})

test("the dateline for the form is without its dash", () => {
  const doc = read("<p>SALTMERE (Wire) — It rained.</p>")
  const card = { kind: "dateline", parts: [{ from: 1, to: 9, text: "SALTMERE" }] }
  assert.equal(valueOf(doc, card), "SALTMERE (Wire)")
})

test("all at once: each card finds its words", () => {
  const html =
    "<p>Ferry sinks</p><p>Boats. (Ivo Brandt)</p><p>Ivo Brandt</p><p>“One,” Ada Holm said.</p><p>hide caption</p>"
  assert.equal(
    take(
      html,
      { kind: "headline", words: "Ferry sinks" },
      { kind: "caption", words: "Boats." },
      { kind: "credit", words: "Ivo Brandt" },
      quote("“One,”", "Ada Holm"),
      { kind: "furniture", words: "hide caption" },
    ),
    `<figure><figcaption data-id="new-1">Boats. (${credit("new-2", "Ivo Brandt")})</figcaption></figure><p>Ivo Brandt</p>` +
      '<p><q data-id="new-3" data-speaker="person:ada">“One,”</q> <span data-role="attribution" data-id="new-4" data-for="new-3">Ada Holm</span> said.</p>',
  )
})
