import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { captionSlice, cleanHTML, paragraphsOf, textSlice } from "newsmarkup/paste"
import { pm } from "newsmarkup/prose"
import { standard, state, write } from "./newsroom.js"

const folder = new URL("./paste/", import.meta.url)
const file = (name) => readFileSync(new URL(name, folder), "utf8")

/** What pasted HTML becomes in an article: cleaned, then parsed as ProseMirror does. */
function pasted(html) {
  const box = document.createElement("div")
  box.innerHTML = cleanHTML(html)
  return write(pm.model.DOMParser.fromSchema(standard.schema).parse(box))
}

for (const name of readdirSync(folder).filter((each) => each.endsWith(".expected.html"))) {
  const source = name.replace(".expected", "")
  test(`pasted from ${source}`, () => assert.equal(pasted(file(source)), file(name).trim()))
  test(`cleaned twice is cleaned once: ${source}`, () =>
    assert.equal(cleanHTML(cleanHTML(file(source))).trim(), cleanHTML(file(source)).trim()))
  test(`nothing that runs or styles is left: ${source}`, () =>
    assert.doesNotMatch(cleanHTML(file(source)), /style=|class=|<script|<!--|mso/i))
}

test("what was copied in this editor stays as it is", () => {
  const html = '<p data-pm-slice="1 1 []" lang="de">a <img src="/a.jpg"></p>'
  assert.equal(cleanHTML(html), html)
})

test("formatting around paragraphs goes into them", () => {
  assert.equal(pasted('<div style="font-style:italic"><p>a</p><p>b</p></div>'), "<p><em>a</em></p><p><em>b</em></p>")
})

test("plain text: blank lines part paragraphs", () => {
  assert.deepEqual(paragraphsOf("One.\n\nTwo.\r\n \r\nThree.\n"), ["One.", "Two.", "Three."])
})

test("plain text: a single line break parts them too", () => {
  assert.deepEqual(paragraphsOf("A long caption line that goes on and on.\nAna Ruiz / Bild\n\nText."), [
    "A long caption line that goes on and on.",
    "Ana Ruiz / Bild",
    "Text.",
  ])
})

test("plain text wrapped to a width is joined", () => {
  const wire =
    "PUERTO CLARO, Nov 23 - The harbour was opened again on Monday after\ntwo years of work that had cost the town more than it had earned in\nthe ten years before, the mayor said."
  assert.deepEqual(paragraphsOf(`${wire}\n\nEnd.`), [wire.replaceAll("\n", " "), "End."])
})

test("plain text keeps every word", () => {
  const text = "One  two\n\n\n three\tfour\nfive"
  assert.equal(paragraphsOf(text).join(" ").replace(/\s+/g, " "), text.replace(/\s+/g, " "))
})

test("plain text joins the paragraph at the cursor", () => {
  const slice = textSlice("a\n\nb", standard.schema)
  assert.deepEqual([slice.openStart, slice.openEnd, slice.content.childCount], [1, 1, 2])
})

test("paragraphs pasted into a caption are its lines", () => {
  const { doc } = state('<figure><figcaption data-id="c1">a|b</figcaption></figure>')
  const slice = captionSlice(textSlice("x\n\ny", standard.schema), doc.resolve(3))
  assert.equal(slice.content.toString(), '<"x", hardBreak, "y">')
  const plain = textSlice("x\n\ny", standard.schema)
  assert.equal(captionSlice(plain, state("<p>a|b</p>").doc.resolve(1)), plain)
})
