import assert from "node:assert/strict"
import { test } from "node:test"
import { CONFIG, newsroom, read, standard, state, tidy, write } from "./newsroom.js"
import { change } from "newsmarkup/tagging"

const extra = (config) =>
  newsroom([
    ...CONFIG,
    {
      label: config.name,
      help: "",
      marker: null,
      blockElement: null,
      attributes: [],
      colour: "80",
      speaker: false,
      shortcut: "Alt-Shift-6",
      ...config,
    },
  ])

test("marks are ranked: quotation, attribution, credit, link, formatting", () => {
  const { marks } = standard.schema
  const order = [
    "quotation",
    "attribution",
    "credit",
    "link",
    "bold",
    "italic",
    "underline",
    "strike",
    "subscript",
    "superscript",
    "code",
  ]
  assert.deepEqual(
    Object.keys(marks).sort((a, b) => marks[a].rank - marks[b].rank),
    order,
  )
})

test("the paragraph stays the default block", () => {
  assert.equal(standard.schema.topNodeType.contentMatch.defaultType.name, "paragraph")
})

test("a new inline role needs no JavaScript", () => {
  const room = extra({
    name: "claim",
    kind: "inline",
    element: "span",
    marker: ["data-role", "claim"],
    attributes: ["data-verdict"],
  })
  const html = '<p><span data-role="claim" data-id="x1" data-verdict="false">The moon <em>is</em> cheese</span></p>'
  assert.equal(write(read(html, room), room), html)
  const result = change(state("<p>So [the moon] is</p>", room), room.roles, room.role("claim"))
  assert.equal(tidy(write(result.tr.doc, room)), '<p>So <span data-role="claim" data-id="new-1">the moon</span> is</p>')
})

test("a new block role needs no JavaScript", () => {
  const room = extra({
    name: "factbox",
    kind: "block",
    element: "section",
    marker: ["data-role", "factbox"],
    content: ["h3", "p", "ul"],
  })
  const html = '<section data-role="factbox" data-id="x1"><h3>Facts</h3><ul><li><p>a</p></li></ul></section>'
  assert.equal(write(read(html, room), room), html)
  const result = change(state("<h3>a[a</h3><p>b]b</p>", room), room.roles, room.role("factbox"))
  assert.equal(
    tidy(write(result.tr.doc, room)),
    '<section data-role="factbox" data-id="new-1"><h3>aa</h3><p>bb</p></section>',
  )
})

test("two roles of one element keep apart", () => {
  const room = extra({ name: "claim", kind: "inline", element: "span", marker: ["data-role", "claim"] })
  const html =
    '<p><span data-role="claim" data-id="x1">a</span><span data-role="attribution" data-id="x2">b</span><span>c</span></p>'
  assert.equal(write(read(html, room), room), html.replace("<span>c</span>", "c"))
})

test("roles are pressed in their way: a cursor in a block quotation lifts it, in a quotation within it takes that", () => {
  const changed = (html, name = "quotation", as = null) =>
    tidy(write(change(state(html), standard.roles, standard.role(name), as).tr.doc))
  assert.equal(changed('<blockquote data-id="a1"><p>a|b</p></blockquote>'), "<p>ab</p>")
  assert.equal(
    changed('<blockquote data-id="a1"><p><q data-id="b1">a|b</q></p></blockquote>'),
    '<blockquote data-id="a1"><p>ab</p></blockquote>',
  )
  assert.equal(changed("<p>a|b</p>", "quotation", "block"), '<blockquote data-id="new-1"><p>ab</p></blockquote>')
})
