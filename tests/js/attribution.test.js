import assert from "node:assert/strict"
import { test } from "node:test"
import { join } from "newsmarkup/attribution"
import { toggleWords } from "newsmarkup/toggle"
import { standard, state, tidy, write } from "./newsroom.js"

const { roles, role } = standard
const Q = (id, words, more = "") => `<q data-id="${id}"${more}>${words}</q>`
const S = (id, to, words) =>
  `<span data-role="attribution" data-id="${id}"${to ? ` data-for="${to}"` : ""}>${words}</span>`

/** Tag the selection as an attribution and join it. */
function joined(html) {
  const result = toggleWords(state(html), roles, role("attribution"))
  const join_ = join(result.tr, roles, result.id)
  return { ...join_, html: tidy(write(result.tr.doc)) }
}

test("joined with the quotation of its paragraph", () => {
  const { html } = joined(`<p>${Q("a1", "“x”")} [Jo said]</p><p>${Q("b1", "“y”")}</p>`)
  assert.equal(html, `<p>${Q("a1", "“x”")} ${S("new-1", "a1", "Jo said")}</p><p>${Q("b1", "“y”")}</p>`)
})

test("joined with both quotations around the cue", () => {
  const { targets } = joined(`<p>${Q("a1", "“x,”")} [Jo said.] ${Q("b1", "“y”")}</p>`)
  assert.deepEqual(targets, ["a1", "b1"])
})

test("the parts of one quotation are pointed at once", () => {
  assert.deepEqual(joined(`<p>${Q("a1", "“x,”")} [Jo said,] ${Q("a1", "“y”")}</p>`).targets, ["a1"])
})

test("a quotation of somebody else is left alone", () => {
  const { targets } = joined(
    `<p>${Q("a1", "“x”", ' data-speaker="person:jo"')} [Jo said] and ${Q("b1", "“y”", ' data-speaker="person:al"')}</p>`,
  )
  assert.deepEqual(targets, ["a1"])
})

test("the nearest attribution has the quotation", () => {
  const { html } = joined(
    `<p>${Q("a1", "“x”")} ${S("t1", "a1 b1", "Jo said")} but then, much later, [Al said] ${Q("b1", "“y”")}</p>`,
  )
  assert.match(html, /data-id="t1" data-for="a1"/)
  assert.match(html, /data-id="new-1" data-for="b1"/)
})

test("in a paragraph without a quotation, the one before", () => {
  assert.deepEqual(
    joined(`<p>${Q("a1", "“x”")}</p><p>${Q("b1", "“y”")}</p><p>So [Jo said].</p><p>${Q("c1", "“z”")}</p>`).targets,
    ["b1"],
  )
})

test("with no quotation at all it is joined to none", () => {
  const { targets, html } = joined("<p>[Jo said] so.</p>")
  assert.deepEqual(targets, [])
  assert.equal(html, `<p>${S("new-1", "", "Jo said")} so.</p>`)
})

test("a speaker already named is handed to the quotation beside it", () => {
  const { html, speaker } = joined(
    `<p>${Q("a1", "“x,”", ' data-speaker="person:jo"')} [Jo said.] ${Q("b1", "“y”")}</p>`,
  )
  assert.equal(speaker.ref, "person:jo")
  assert.match(html, /data-id="b1" data-speaker="person:jo"/)
})

test("inside a block quotation it belongs to that and points at nothing", () => {
  const { html, frame } = joined('<blockquote data-id="a1"><p>x [Jo said]</p></blockquote>')
  assert.equal(frame, "a1")
  assert.doesNotMatch(html, /data-for/)
})
