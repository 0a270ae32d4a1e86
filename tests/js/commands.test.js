import assert from "node:assert/strict"
import { test } from "node:test"
import { Desk } from "newsmarkup/desk"
import { filterCommands } from "newsmarkup/palette"
import { ariaShortcut, parseShortcut, shortcutHandler, spelled } from "newsmarkup/shortcuts"
import { excerpt, fill } from "newsmarkup/words"
import { standard } from "./newsroom.js"

const event = (code, more = {}) => ({
  code,
  altKey: true,
  shiftKey: true,
  ctrlKey: false,
  metaKey: false,
  preventDefault() {},
  ...more,
})

test("a shortcut is the key's place, not its sign", () => {
  let ran = 0
  const handler = shortcutHandler([{ shortcut: "Alt-Shift-4", run: () => ran++ }])
  assert.ok(handler(event("Digit4", { key: "€" })))
  assert.equal(ran, 1)
  for (const other of [
    event("Digit5"),
    event("Digit4", { ctrlKey: true }),
    event("Digit4", { shiftKey: false }),
    event("Digit4", { isComposing: true }),
  ]) {
    assert.ok(!handler(other))
  }
  assert.equal(ran, 1)
})

test("shortcuts as keys, as people write them, and for aria-keyshortcuts", () => {
  assert.deepEqual(parseShortcut("Ctrl-k").code, "KeyK")
  assert.equal(spelled("Alt-Shift-4"), "Alt+Shift+4")
  assert.equal(ariaShortcut("Mod-Shift-Z"), "Control+Shift+Z")
})

test("the palette finds by the beginnings of words, the label's first", () => {
  const commands = [
    { label: "Caption", help: "Text of a picture, with its credit." },
    { label: "Credit", help: "" },
    { label: "Pull quote", help: "" },
  ]
  assert.deepEqual(
    filterCommands(commands, "cre").map(({ label }) => label),
    ["Credit", "Caption"],
  )
  assert.deepEqual(
    filterCommands(commands, "quo pu").map(({ label }) => label),
    ["Pull quote"],
  )
  assert.equal(filterCommands(commands, "").length, 3)
  assert.equal(filterCommands(commands, "xyz").length, 0)
})

test("values are filled into sentences, long texts cut at a word", () => {
  assert.equal(fill("%(name)s speaks to %(name)s", { name: "Jo" }), "Jo speaks to Jo")
  assert.equal(excerpt("one two three four", 12), "one two…")
  assert.equal(excerpt("short", 12), "short")
})

test("every command has a key of its own, and none is AltGr's", () => {
  const desk = Object.create(Desk.prototype)
  Object.assign(desk, { roles: standard.roles, urls: { photos: "p", preview: "v" }, form: {}, suggestions: {} })
  const keys = desk.commands().flatMap(({ shortcut }) => shortcut ?? [])
  assert.ok(keys.includes("Alt-Shift-A"))
  assert.equal(new Set(keys).size, keys.length)
  assert.deepEqual(
    keys.filter((key) => key.includes("Ctrl") && key.includes("Alt")),
    [],
  )
})
