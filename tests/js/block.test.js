import assert from "node:assert/strict"
import { test } from "node:test"
import { copyWords, selectsWords, toggleBlocks } from "newsmarkup/block"
import { toggleCaption } from "newsmarkup/caption"
import { standard, state, tidy, write } from "./newsroom.js"

const { roles, role } = standard
const after = (result) => (result.problem ? result.problem : tidy(write(result.tr.doc)))
const blocks = (html, name = "pullquote") => after(toggleBlocks(state(html), roles, role(name)))
const caption = (html) => after(toggleCaption(state(html)))
const A = (id, inner) => `<aside data-role="pullquote" data-id="${id}">${inner}</aside>`
const IMG = '<img src="/a.jpg" alt="a">'

test("paragraphs are wrapped into one frame", () => {
  assert.equal(blocks("<p>a</p><p>b[b</p><p>c]c</p>"), `<p>a</p>${A("new-1", "<p>bb</p><p>cc</p>")}`)
})

test("the frame is lifted with the cursor inside", () => {
  assert.equal(blocks(`<p>a</p>${A("a1", "<p>b|b</p><p>cc</p>")}`), "<p>a</p><p>bb</p><p>cc</p>")
})

test("some of its paragraphs selected, the frame is sliced", () => {
  assert.equal(
    blocks(A("a1", "<p>aa</p><p>[bb]</p><p>cc</p>")),
    `${A("a1", "<p>aa</p>")}<p>bb</p>${A("a1", "<p>cc</p>")}`,
  )
})

test("a selection over its border extends the frame", () => {
  assert.equal(blocks(`${A("a1", "<p>a[a</p>")}<p>b]b</p>`), A("a1", "<p>aa</p><p>bb</p>"))
})

test("headings and lists cannot stand in a pull quote", () => {
  assert.equal(blocks("<h2>a[a</h2><p>b]b</p>"), "blocks")
  assert.equal(blocks("<ul><li><p>a|a</p></li></ul><p>b</p>"), "blocks")
})

test("a block quotation takes lists, and a quotation in it", () => {
  assert.equal(
    blocks("<p>a[a</p><ul><li><p>b]b</p></li></ul>", "quotation"),
    '<blockquote data-id="new-1"><p>aa</p><ul><li><p>bb</p></li></ul></blockquote>',
  )
})

test("some words make a copy after the paragraph, with their speaker", () => {
  const at = state(
    '<p><q data-id="a1" data-speaker="person:jo" cite="https://a.example/">“x [y <em>z</em>] w”</q></p><p>b</p>',
  )
  assert.ok(selectsWords(at))
  const html = tidy(write(copyWords(at, roles, role("pullquote")).tr.doc))
  assert.match(
    html,
    /<\/p><aside data-role="pullquote" data-id="new-1" data-speaker="person:jo"><p>y <em>z<\/em><\/p><\/aside><p>b<\/p>$/,
  )
})

test("a whole paragraph is no selection of words", () => {
  assert.ok(!selectsWords(state("<p>[abc]</p>")))
  assert.ok(!selectsWords(state("<p>a|bc</p>")))
  assert.ok(!selectsWords(state("<p>a[b</p><p>c]d</p>")))
})

test("a paragraph becomes a caption", () => {
  assert.equal(
    caption('<p>a</p><p lang="de">b|b <small data-role="credit" data-id="k1">c</small></p>'),
    '<p>a</p><figure><figcaption data-id="new-1" lang="de">bb <small data-role="credit" data-id="k1">c</small></figcaption></figure>',
  )
})

test("several paragraphs become the lines of one", () => {
  assert.equal(
    caption("<p>a[a</p><p>b]b</p><p>c</p>"),
    '<p>a</p><figure><figcaption data-id="new-1">a<br>b</figcaption></figure><p>b</p><p>c</p>',
  )
  assert.equal(caption("<p>[aa</p><p>bb]</p>"), '<figure><figcaption data-id="new-1">aa<br>bb</figcaption></figure>')
})

test("some words of a paragraph: the others stay paragraphs", () => {
  assert.equal(caption("<p>a [b] c</p>"), '<p>a</p><figure><figcaption data-id="new-1">b</figcaption></figure><p>c</p>')
})

test("beside a picture without caption it becomes that picture's", () => {
  const figure = `<figure>${IMG}<figcaption data-id="new-1">b</figcaption></figure>`
  assert.equal(caption(`<figure>${IMG}</figure><p>|b</p><p>c</p>`), `${figure}<p>c</p>`)
  assert.equal(caption(`<p>|b</p><figure>${IMG}</figure>`), figure)
})

test("a picture that has a caption is not given another", () => {
  const html = caption(`<figure>${IMG}<figcaption data-id="a1">a</figcaption></figure><p>|b</p>`)
  assert.equal(
    html,
    `<figure>${IMG}<figcaption data-id="a1">a</figcaption></figure><figure><figcaption data-id="new-1">b</figcaption></figure>`,
  )
})

test("toggled off, the caption is a paragraph again", () => {
  assert.equal(caption('<figure><figcaption data-id="a1" dir="rtl">a|b</figcaption></figure>'), '<p dir="rtl">ab</p>')
  assert.equal(
    caption(`<figure>${IMG}<figcaption data-id="a1">a|b</figcaption></figure>`),
    `<figure>${IMG}</figure><p>ab</p>`,
  )
})

test("a caption stands at the top of the article, not in a list or quotation", () => {
  assert.equal(caption("<ul><li><p>a|b</p></li></ul>"), "top")
  assert.equal(caption("<p>a[a</p><ul><li><p>b]b</p></li></ul>"), "top")
  assert.equal(caption("<p>a[a</p><hr><p>b]b</p>"), "blocks")
})
