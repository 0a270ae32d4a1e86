import assert from "node:assert/strict"
import { test } from "node:test"
import { isQuoted, quotedAround, quotedStrings } from "newsmarkup/quoted"
import { state } from "./newsroom.js"

const strings = (text) => quotedStrings(text).map(({ from, to }) => text.slice(from, to ?? undefined))

for (const [language, text, expected] of [
  ["English", "He said “we go,” and “stay.”", ["“we go,”", "“stay.”"]],
  ["straight marks", 'He said "we go" and "stay".', ['"we go"', '"stay"']],
  ["German", "Er sagte: „Wir gehen“, und „bleiben“.", ["„Wir gehen“", "„bleiben“"]],
  ["French", "Elle dit : « Oui », puis « non ».", ["« Oui »", "« non »"]],
  ["German books", "Er rief »Ja« und »Nein«.", ["»Ja«", "»Nein«"]],
  ["Swedish", "Hon sade ”ja tack” och ”nej”.", ["”ja tack”", "”nej”"]],
  ["Polish", "Powiedział „tak jest” i „nie”.", ["„tak jest”", "„nie”"]],
  ["Japanese", "大臣は「はい」と述べた。", ["「はい」"]],
  ["Arabic", "قال «نعم» اليوم.", ["«نعم»"]],
  ["apostrophes", "It’s the workers’ day, don't you think", []],
  ["British, with an apostrophe", "She said ‘it’s fine’ twice.", ["‘it’s fine’"]],
  ["nested", "“She said ‘no’ to me”", ["“She said ‘no’ to me”", "‘no’"]],
]) {
  test(`quoted strings: ${language}`, () => assert.deepEqual(strings(text), expected))
}

test("a paragraph that is not closed is open to its end", () => {
  assert.deepEqual(quotedStrings("He said: “One."), [{ from: 9, to: null }])
})

test("a whole quoted string is told from a part", () => {
  assert.ok(isQuoted(" “yes, it is” "))
  assert.ok(!isQuoted("“yes” and “no”"))
  assert.ok(!isQuoted("yes, it is"))
  assert.ok(!isQuoted("“yes"))
})

/** What is offered at the cursor, innermost first: each the words, a paragraph's between bars. */
function around(html) {
  const at = state(html)
  return quotedAround(at.selection.$from).map((run) =>
    run.map(({ from, to }) => at.doc.textBetween(from, to)).join("|"),
  )
}

test("the innermost string comes first", () => {
  assert.deepEqual(around("<p>x “She said ‘n|o’ to me” y</p>"), ["‘no’", "“She said ‘no’ to me”"])
})

test("a quotation over paragraphs opens each and closes the last", () => {
  const expected = "“One.|“Two.|“Three.”"
  assert.deepEqual(around("<p>He: “O|ne.</p><p>“Two.</p><p>“Three.” End.</p>"), [expected])
  assert.deepEqual(around("<p>He: “One.</p><p>“Tw|o.</p><p>“Three.” End.</p>"), [expected])
  assert.deepEqual(around("<p>He: “One.</p><p>“Two.</p><p>“Thr|ee.” End.</p>"), ["“Three.”", expected])
})

test("a mark forgotten does not swallow the next paragraph", () => {
  assert.deepEqual(around("<p>He: “O|ne.</p><p>Two.</p>"), [])
})
