import assert from "node:assert/strict"
import { test } from "node:test"
import { idsIn, newId, withFreshIds } from "newsmarkup/ids"
import { pm } from "newsmarkup/prose"
import { read, tidy, write } from "./newsroom.js"

const { Slice } = pm.model
const SPEECH =
  '<p><q data-id="a1">“One.</q></p><p><q data-id="a1">“Two.”</q> <span data-role="attribution" data-id="b1" data-for="a1 z9">Jo</span></p>' +
  '<aside data-role="pullquote" data-id="c1"><p>x</p></aside><figure><figcaption data-id="d1">y</figcaption></figure>'

const pasted = (taken) => {
  const doc = read(SPEECH)
  const slice = withFreshIds(new Slice(doc.content, 0, 0), new Set(taken))
  return tidy(write(doc.copy(slice.content)))
}

test("a new id is a letter and seven letters or digits", () => {
  for (let i = 0; i < 200; i++) assert.match(newId(), /^p[0-9a-z]{7}$/)
})

test("ids of marks and of nodes are found", () => {
  assert.deepEqual([...idsIn(read(SPEECH))], ["a1", "b1", "c1", "d1"])
})

test("what was cut keeps its ids", () => assert.equal(pasted([]), SPEECH))

test("what was copied gets new ids: parts stay together, attributions follow", () => {
  const html = pasted(["a1", "b1", "c1", "d1"])
  assert.equal(
    html,
    SPEECH.replaceAll("a1", "new-1").replace("b1", "new-2").replace("c1", "new-3").replace("d1", "new-4"),
  )
})

test("only ids still in the text are replaced", () => {
  assert.equal(pasted(["c1"]), SPEECH.replace("c1", "new-1"))
})
