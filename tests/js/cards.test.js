import assert from "node:assert/strict"
import { test } from "node:test"
import {
  cardsFrom,
  changed,
  labelOf,
  mapCard,
  offered,
  openCards,
  suggested,
  suggestionsKey,
  suggestionsPlugin,
} from "newsmarkup/cards"
import { sureness } from "newsmarkup/cardlist"
import { readText } from "newsmarkup/places"
import { pm } from "newsmarkup/prose"
import { read, standard } from "./newsroom.js"

const { roles, schema } = standard
const { EditorState } = pm.state
const HTML = "<p>Rain.</p><p>“One,” Ada said. “Two.”</p>"
const one = (rest) => ({
  key: "k1",
  kind: "quotation",
  parts: [[1, 0, 6]],
  confidence: 0.95,
  reason: "r",
  speaker: null,
  ...rest,
})

function editor(html, suggestions) {
  const doc = read(html)
  const state = EditorState.create({ doc, plugins: [suggestionsPlugin(roles)] })
  const cards = cardsFrom(suggestions, readText(doc, roles).starts, doc, roles)
  return state.apply(state.tr.setMeta(suggestionsKey, { cards }))
}

const marked = (state) =>
  suggested(state)
    .marks.find()
    .map(({ from, to }) => state.doc.textBetween(from, to))
const type = (state, pos, text) => state.apply(state.tr.insertText(text, pos))
const mark = schema.marks.quotation.create({ "data-id": "q1" })

test("the text is read as blocks, an offset is a position", () => {
  const html =
    '<h2>Head</h2><p>a<strong>b</strong><br>c 😀 <q data-id="q1">“x <em>y</em>”</q></p><ul><li><p>item</p></li></ul>' +
    '<blockquote data-id="b1"><p>said</p></blockquote><figure><figcaption data-id="c1">Boat <small data-role="credit" data-id="k">Ana</small></figcaption></figure>'
  const doc = read(html)
  const { blocks, starts } = readText(doc, roles)
  assert.deepEqual(
    blocks.map(({ kind, within, text }) => [kind, within, text]),
    [
      ["h2", "", "Head"],
      ["p", "", "ab\nc 😀 “x y”"],
      ["p", "li", "item"],
      ["p", "blockquote", "said"],
      ["figcaption", "figure", "Boat Ana"],
    ],
  )
  assert.deepEqual(blocks[1].tagged, [["quotation", 8, 13]])
  assert.deepEqual(blocks[3].tagged, [["quotation", 0, 4]])
  assert.deepEqual(blocks[4].tagged, [
    ["caption", 0, 8],
    ["credit", 5, 8],
  ])
  assert.equal(doc.textBetween(starts[1] + 8, starts[1] + 13), "“x y”")
  assert.equal(readText(doc, roles).blocks[1], blocks[1], "a block that did not change is not read again")
})

test("a card stands at its words, several parts and its mention too", () => {
  const state = editor(HTML, [
    one({
      parts: [
        [1, 0, 6],
        [1, 17, 23],
      ],
      mention: [1, 7, 10],
    }),
  ])
  const [card] = openCards(state)
  assert.deepEqual(
    card.parts.map(({ text }) => text),
    ["“One,”", "“Two.”"],
  )
  assert.equal(card.mention.text, "Ada")
  assert.deepEqual(marked(state).sort(), ["“", "“One,”", "“Two.”"].sort())
})

test("what is no place of the text, or of no role here, makes no card", () => {
  const wrong = [
    [9, 0, 2],
    [1, 5, 99],
    [1, 3, 3],
    [0, -1, 2],
  ].map((part) => one({ parts: [part] }))
  assert.deepEqual(openCards(editor(HTML, [...wrong, one({ parts: [] })])), [])
})

test("the same words twice are two cards", () => {
  const state = editor("<p>“Yes.” “Yes.”</p>", [one({ parts: [[0, 0, 6]] }), one({ parts: [[0, 7, 13]] })])
  assert.deepEqual(
    openCards(state).map(({ id }) => id),
    ["k1", "k1-1"],
  )
})

test("typing before and beside moves a card and leaves it open", () => {
  let state = editor(HTML, [one()])
  state = type(state, 1, "Much ")
  state = type(state, 14 + 5, "!")
  assert.deepEqual(
    openCards(state).map((card) => card.parts[0].text),
    ["“One,”"],
  )
  assert.ok(marked(state).includes("“One,”"))
})

test("typing in the words closes it, taking that back opens it", () => {
  let state = editor(HTML, [one()])
  state = type(state, 10, "x")
  assert.deepEqual(openCards(state), [])
  assert.deepEqual(marked(state), [])
  state = state.apply(state.tr.delete(10, 11))
  assert.equal(openCards(state).length, 1)
})

test("a tag over the words closes it, its removal opens it", () => {
  let state = editor(HTML, [one()])
  state = state.apply(state.tr.addMark(8, 14, mark))
  assert.deepEqual(openCards(state), [])
  state = state.apply(state.tr.removeMark(8, 14, mark))
  assert.equal(openCards(state).length, 1)
})

test("words that are gone are offered no more", () => {
  let state = editor(HTML, [one()])
  state = state.apply(state.tr.delete(7, 32))
  assert.deepEqual(openCards(state), [])
})

test("nothing is offered inside a pull quote or a block quotation", () => {
  for (const frame of [
    '<aside data-role="pullquote" data-id="a1"><p>“x y”</p></aside>',
    '<blockquote data-id="a1"><p>“x y”</p></blockquote>',
  ])
    assert.deepEqual(openCards(editor(frame, [one({ parts: [[0, 0, 5]] })])), [])
})

test("a pull quote that the article has is not offered", () => {
  const html = '<p>We say: go now, all of you.</p><aside data-role="pullquote" data-id="a1"><p>Go now</p></aside>'
  assert.deepEqual(openCards(editor(html, [one({ kind: "pullquote", parts: [[0, 8, 14]] })])), [])
})

test("one card is current: told, else the next open one, else the last", () => {
  let state = editor(HTML, [one(), one({ key: "k2", parts: [[1, 17, 23]] })])
  assert.equal(suggested(state).current, "k1")
  state = state.apply(state.tr.setMeta(suggestionsKey, { drop: new Set(["k1"]) }))
  assert.equal(suggested(state).current, "k2")
  state = editor(HTML, [one(), one({ key: "k2", parts: [[1, 17, 23]] })])
  state = state.apply(state.tr.setMeta(suggestionsKey, { current: "k2" }))
  state = state.apply(state.tr.addMark(24, 30, mark))
  assert.equal(suggested(state).current, "k1")
  state = state.apply(state.tr.setMeta(suggestionsKey, { drop: new Set(["k1", "k2"]) }))
  assert.equal(suggested(state).current, null)
})

test("the stretch that changed, marks too", () => {
  const doc = read(HTML)
  const { tr } = EditorState.create({ doc })
  assert.equal(changed(doc, doc), null)
  assert.deepEqual(changed(doc, tr.addMark(8, 14, mark).doc), { from: 8, to: 14 })
})

test("a card is mapped as a whole", () => {
  const doc = read(HTML)
  const [card] = cardsFrom([one({ mention: [1, 7, 10] })], readText(doc, roles).starts, doc, roles)
  const tr = EditorState.create({ doc }).tr.insertText("Heavy ", 1)
  const mapped = mapCard(card, tr.mapping)
  assert.equal(mapped.mention.from, card.mention.from + 6)
  assert.ok(offered(tr.doc, roles, mapped))
  assert.ok(!offered(tr.doc, roles, card))
})

test("labels are the newsroom's, or plain words", () => {
  assert.equal(labelOf({ kind: "quotation" }, roles), "Quotation")
  assert.equal(labelOf({ kind: "furniture" }, roles), "Not part of the text")
})

test("how sure, in words", () => {
  assert.deepEqual(
    [0.999, 0.9, 0.8, 0.55, 0.2].map((confidence) => sureness(confidence).replace("\u00a0", " ")),
    ["very sure, 99 %", "very sure, 90 %", "fairly sure, 80 %", "not sure, 55 %", "a guess, 20 %"],
  )
})
