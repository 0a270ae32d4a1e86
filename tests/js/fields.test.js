import assert from "node:assert/strict"
import { test } from "node:test"
import { fieldChange } from "newsmarkup/fields"
import { read } from "./newsroom.js"

const { window } = globalThis
const TEXT = read("<p>Ferry stays in port</p><p>SALTMERE (Wire) — It rained.</p>")
const HEADLINE = { kind: "headline", parts: [{ from: 1, to: 20, text: "Ferry stays in port" }] }
const DATELINE = { kind: "dateline", parts: [{ from: 22, to: 30, text: "SALTMERE" }] }
const byline = (pk) => ({ kind: "byline", parts: [], speaker: { name: "Ada Holm", pk } })
const ROW = (n, chosen = "") =>
  `<select name="b-${n}-person"><option value=""></option>${chosen && `<option value="${chosen}" selected></option>`}</select>` +
  `<input name="b-${n}-organization">`

function form(html) {
  const box = window.document.createElement("form")
  box.innerHTML = html
  globalThis.Option ??= window.Option
  return box
}
const values = (box, name) => [...box.querySelectorAll(`[name$="${name}"]`)].map(({ value }) => value)

test("an empty field is filled, undone and filled again", () => {
  const box = form('<input name="headline">')
  let told = 0
  box.addEventListener("change", () => told++)
  const change = fieldChange(box, TEXT, HEADLINE)
  change.redo()
  assert.deepEqual(values(box, "headline"), ["Ferry stays in port"])
  change.undo()
  assert.deepEqual(values(box, "headline"), [""])
  change.redo()
  assert.equal(told, 3)
})

test("what somebody wrote meanwhile is never lost", () => {
  const box = form('<input name="headline">')
  const change = fieldChange(box, TEXT, HEADLINE)
  change.redo()
  box.elements.headline.value = "Better words"
  change.undo()
  assert.deepEqual(values(box, "headline"), ["Better words"])
})

test("a field that says something else is left alone, one that says the same needs nothing", () => {
  assert.equal(fieldChange(form('<input name="headline" value="Other">'), TEXT, HEADLINE), null)
  assert.deepEqual(fieldChange(form('<input name="headline" value="ferry stays in port!">'), TEXT, HEADLINE), {})
})

test("no such field, or one too short: nothing can be done", () => {
  assert.equal(fieldChange(form(""), TEXT, HEADLINE), null)
  assert.equal(fieldChange(null, TEXT, HEADLINE), null)
  assert.equal(fieldChange(form('<input name="headline" maxlength="5">'), TEXT, HEADLINE), null)
})

test("a dateline is what stands before the dash", () => {
  const box = form('<input name="dateline">')
  fieldChange(box, TEXT, DATELINE).redo()
  assert.deepEqual(values(box, "dateline"), ["SALTMERE (Wire)"])
})

test("a byline takes the first free row, and gives it back", () => {
  const box = form(ROW(0, "3") + ROW(1) + ROW("__prefix__"))
  const change = fieldChange(box, TEXT, byline(7))
  change.redo()
  assert.deepEqual(values(box, "-person"), ["3", "7", ""])
  change.redo()
  assert.deepEqual(values(box, "-person"), ["3", "7", ""])
  change.undo()
  assert.deepEqual(values(box, "-person"), ["3", "", ""])
})

test("somebody in the byline already, or not in the registry", () => {
  const box = form(ROW(0, "7"))
  assert.deepEqual(fieldChange(box, TEXT, byline(7)), {})
  assert.equal(fieldChange(box, TEXT, byline(null)), null)
})
