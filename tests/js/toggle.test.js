import assert from "node:assert/strict"
import { test } from "node:test"
import { toggleWords } from "newsmarkup/toggle"
import { standard, state, tidy, write } from "./newsroom.js"

const { roles, role } = standard

/** The HTML after toggling, and what was done. */
function toggled(html, name = "quotation") {
  const result = toggleWords(state(html), roles, role(name))
  return { ...result, html: result.tr && tidy(write(result.tr.doc)) }
}

const Q = (id, words) => `<q data-id="${id}">${words}</q>`

test("a selection outside any tag adds one, without the spaces at its ends", () => {
  const { html, verb } = toggled("<p>He said[ “yes” ]to us.</p>")
  assert.equal(html, `<p>He said ${Q("new-1", "“yes”")} to us.</p>`)
  assert.equal(verb, "added")
})

test("a selection of spaces only tags nothing", () => {
  assert.equal(toggled("<p>a[ ]b</p>").problem, "nothing")
})

test("a selection inside a tag slices it: both pieces stay one passage", () => {
  const { html, verb } = toggled(`<p>${Q("a1", "“Yes, [he said, ]surely.”")}</p>`)
  assert.equal(html, `<p>${Q("a1", "“Yes, ")}he said,${Q("a1", " surely.”")}</p>`)
  assert.equal(verb, "sliced")
})

test("the same selection again takes the tag away", () => {
  const { html, verb } = toggled(`<p>${Q("a1", "[“Yes”]")} x</p>`)
  assert.equal(html, "<p>“Yes” x</p>")
  assert.equal(verb, "removed")
})

test("a selection that straddles an edge extends the tag", () => {
  const { html, verb } = toggled(`<p>${Q("a1", "“Yes, [surely")} now.]”</p>`)
  assert.equal(html, `<p>${Q("a1", "“Yes, surely now.")}”</p>`)
  assert.equal(verb, "extended")
})

test("a selection around a tag extends it and keeps its speaker", () => {
  const { html } = toggled('<p>[So <q data-id="a1" data-speaker="person:ana">yes</q> it is.]</p>')
  assert.equal(html, '<p><q data-id="a1" data-speaker="person:ana">So yes it is.</q></p>')
})

test("a selection over two tags makes them one, and their attributions follow", () => {
  const { html } = toggled(
    `<p>${Q("a1", "a [b")} c ${Q("b1", "d] e")} <span data-role="attribution" data-id="t1" data-for="b1">Jo</span></p>`,
  )
  assert.equal(
    html,
    `<p>${Q("a1", "a b c d e")} <span data-role="attribution" data-id="t1" data-for="a1">Jo</span></p>`,
  )
})

test("with the cursor inside, the whole passage goes, wherever its parts are, and what points at it", () => {
  const { html, verb } = toggled(
    `<p>${Q("a1", "“O|ne.")}</p><p>${Q("a1", "“Two.”")} <span data-role="attribution" data-id="t1" data-for="a1 b1">Jo</span> ${Q("b1", "x")}</p>`,
  )
  assert.equal(
    html,
    `<p>“One.</p><p>“Two.” <span data-role="attribution" data-id="t1" data-for="b1">Jo</span> ${Q("b1", "x")}</p>`,
  )
  assert.equal(verb, "removed")
})

test("with the cursor in a nested quotation, the inner one goes", () => {
  const { html } = toggled(`<p>${Q("a1", `“She said ${Q("b1", "‘n|o’")} to me”`)}</p>`)
  assert.equal(html, `<p>${Q("a1", "“She said ‘no’ to me”")}</p>`)
})

test("with the cursor in an untagged quoted string, the string is tagged and selected", () => {
  const { html, tr } = toggled("<p>He said “we wi|ll see” today.</p>")
  assert.equal(html, `<p>He said ${Q("new-1", "“we will see”")} today.</p>`)
  assert.equal(tr.doc.textBetween(tr.selection.from, tr.selection.to), "“we will see”")
})

test("with the cursor in plain text there is nothing to tag", () => {
  assert.equal(toggled("<p>He sa|id so.</p>").problem, "nothing")
})

test("a selection over several paragraphs is one passage with one id", () => {
  const { html } = toggled("<p>So: [“One.</p><p>“Two.</p><ul><li><p>“Three.”]</p></li></ul>")
  assert.equal(
    html,
    `<p>So: ${Q("new-1", "“One.")}</p><p>${Q("new-1", "“Two.")}</p><ul><li><p>${Q("new-1", "“Three.”")}</p></li></ul>`,
  )
})

test("words in quotation marks inside a quotation nest", () => {
  const { html, verb } = toggled(`<p>${Q("a1", "“She said [‘no’] to me”")}</p>`)
  assert.equal(html, `<p>${Q("a1", `“She said ${Q("new-1", "‘no’")} to me”`)}</p>`)
  assert.equal(verb, "added")
})

test("a quoted string around a quotation nests, the longer one outside", () => {
  const { html } = toggled(`<p>[“She said ${Q("a1", "‘no’")} to me”]</p>`)
  assert.equal(html, `<p>${Q("new-1", `“She said ${Q("a1", "‘no’")} to me”`)}</p>`)
})

test("roles that do not nest take the place of themselves", () => {
  const { html } = toggled('<p><small data-role="credit" data-id="a1">Ana [Ruiz</small> / Bild]</p>', "credit")
  assert.equal(html, '<p><small data-role="credit" data-id="a1">Ana Ruiz / Bild</small></p>')
})

test("formatting and links stay inside the tag", () => {
  const { html } = toggled('<p>[“a <em>b</em> <a href="/c">c</a>”]</p>')
  assert.equal(html, `<p>${Q("new-1", '“a <em>b</em> <a href="/c">c</a>”')}</p>`)
})

test("no word is lost or changed, whatever is toggled", () => {
  const text = "“A b,” c d “e ‘f g’ h” i."
  let doc = state(`<p>${text}</p>`)
  for (let from = 1; from < text.length; from += 3) {
    for (let to = from + 1; to <= text.length; to += 4) {
      const selected = doc.apply(doc.tr.setSelection(doc.selection.constructor.create(doc.doc, from, to)))
      const result = toggleWords(selected, roles, role("quotation"))
      if (result.tr) doc = selected.apply(result.tr)
      assert.equal(doc.doc.textContent, text)
      doc.doc.check()
    }
  }
})
