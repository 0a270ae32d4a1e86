import assert from "node:assert/strict"
import { test } from "node:test"
import { guessSpeaker, nameIn, speakersIn } from "newsmarkup/guess"
import { passageWithId } from "newsmarkup/passage"
import { read, standard } from "./newsroom.js"

const NAMES = { "person:ana": "Ana Ruiz", "person:jo": "Jo Park" }
const nameOf = ({ ref, name }) => NAMES[ref] ?? name
const KNOWN =
  '<p><q data-id="k1" data-speaker="person:ana">“k”</q></p><p><q data-id="k2" data-speaker="person:jo">“k”</q></p>'
const guess = (html) => {
  const doc = read(html)
  return guessSpeaker(doc, standard.roles, passageWithId(doc, standard.roles, "a1"), nameOf)
}
const A = '<q data-id="a1">“Words by Nobody Else.”</q>'

test("the words tagged as attribution", () => {
  const html = `<p>${A} <span data-role="attribution" data-id="t1" data-for="a1">said Mayor Eva Lind</span> and Tom Hall left</p>`
  assert.deepEqual(guess(html), { query: "Mayor Eva Lind" })
})

test("a speaker of the article whose last name stands in the paragraph", () => {
  assert.equal(guess(`${KNOWN}<p>${A} Ruiz added.</p>`).speaker.ref, "person:ana")
})

test("a name beside the quotation, before it or after", () => {
  assert.deepEqual(guess(`<p>${A} Tom Hall said.</p>`), { query: "Tom Hall" })
  assert.deepEqual(guess(`<p>The mayor, Eva de la Cruz, said: ${A}</p>`), { query: "Eva de la Cruz" })
})

test("else the speaker before", () => {
  assert.equal(guess(`${KNOWN}<p>${A} he said.</p>`).speaker.ref, "person:jo")
})

test("else nothing; a pronoun is no name", () => {
  assert.equal(guess(`<p>${A} she said.</p>`), null)
  assert.equal(nameIn("he said"), null)
  assert.equal(nameIn("قال الوزير"), "قال الوزير")
})

test("the speakers of an article, each once, the last first", () => {
  assert.deepEqual(
    speakersIn(read(KNOWN + KNOWN), standard.roles).map(({ ref }) => ref),
    ["person:jo", "person:ana"],
  )
})
