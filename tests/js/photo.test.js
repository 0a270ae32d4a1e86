import assert from "node:assert/strict"
import { test } from "node:test"
import { figureAt } from "newsmarkup/caption"
import { placePhoto } from "newsmarkup/photo"
import { standard, state, tidy, write } from "./newsroom.js"

const PHOTO = { key: "boat", url: "/m/boat.jpg", width: 800, height: 600, caption: "A boat.", credit: "Ana / Bild" }
const IMG = '<img src="/m/boat.jpg" alt="Boat" width="800" height="600" data-photo="boat">'
const CREDIT = '<small data-role="credit" data-id="ID">Ana / Bild</small>'

function placed(html, photo = PHOTO) {
  const at = state(html)
  const tr = placePhoto(at, standard.roles, figureAt(at.doc, at.selection.from), photo, "Boat")
  tr.doc.check()
  return tidy(write(tr.doc)).replace(/new-\d/g, "ID")
}

test("a new figure comes after the block, with the photo's caption and credit", () => {
  const figure = `<figure>${IMG}<figcaption data-id="ID">A boat. ${CREDIT}</figcaption></figure>`
  assert.equal(placed("<p>a|b</p><p>c</p>"), `<p>ab</p>${figure}<p>c</p>`)
})

test("an empty paragraph makes room for it", () => {
  assert.equal(placed("<p></p>", { ...PHOTO, caption: "", credit: "" }), `<figure>${IMG}</figure>`)
})

test("a caption already written keeps its words; the credit is tagged in it", () => {
  const html = placed('<figure><figcaption data-id="c1">My <em>boat</em> (Ana / Bild) h|ere</figcaption></figure>')
  assert.equal(html, `<figure>${IMG}<figcaption data-id="c1">My <em>boat</em> (${CREDIT}) here</figcaption></figure>`)
})

test("a caption without the credit gets it at the end", () => {
  assert.equal(
    placed('<figure><figcaption data-id="c1">M|ine.</figcaption></figure>'),
    `<figure>${IMG}<figcaption data-id="c1">Mine. ${CREDIT}</figcaption></figure>`,
  )
})

test("a caption with a credit is left alone; the picture is changed", () => {
  const html = placed(
    '<figure><img src="/old.jpg" alt="x"><figcaption data-id="c1">M|ine. <small data-role="credit" data-id="k1">Jo</small></figcaption></figure>',
  )
  assert.equal(
    html,
    `<figure>${IMG}<figcaption data-id="c1">Mine. <small data-role="credit" data-id="k1">Jo</small></figcaption></figure>`,
  )
})
