/** Finding words in quotation marks, in the typography of many languages. */

/** Each opening mark with the marks that may close it. */
const CLOSERS = {
  "“": "”",
  "„": "“”",
  "‟": "”",
  "”": "”",
  "«": "»",
  "»": "«»",
  "‹": "›",
  "›": "‹›",
  "‘": "’",
  "‚": "‘’",
  "’": "’",
  "「": "」",
  "『": "』",
  "〝": "〞〟",
  '"': '"',
  "'": "'",
}
/** Marks that are also apostrophes, or open and close alike: the letters around them decide. */
const DOUBTFUL = "\"'’‘”»›"
const OPENING = /^$|[\s\p{Ps}\p{Pi}\p{Pd}"'„‚«‹/]/u
const CLOSING = /^$|[\s\p{P}\p{S}]/u

const opens = (text, at) => {
  if (!(text[at] in CLOSERS)) return false
  if (!DOUBTFUL.includes(text[at])) return true
  return OPENING.test(text[at - 1] ?? "") && /\S/.test(text[at + 1] ?? "")
}

const closes = (text, at, opener) => {
  if (!CLOSERS[opener].includes(text[at])) return false
  if (!DOUBTFUL.includes(text[at]) || text[at] === "”" || (text[at] === "»" && opener === "«")) return true
  return CLOSING.test(text[at + 1] ?? "") && at > 0
}

/** Where the mark at `start` is closed (after the closing mark), or null. */
function closed(text, start) {
  const opener = text[start]
  let depth = 0
  for (let at = start + 1; at < text.length; at++) {
    if (closes(text, at, opener)) {
      if (!depth) return at + 1
      depth--
    } else if (text[at] === opener && !DOUBTFUL.includes(opener)) {
      depth++
    }
  }
  return null
}

/** The quoted strings of a text, {from, to} with their marks, in order; `to: null` where the closing mark is missing. */
export function quotedStrings(text) {
  const found = []
  for (let at = 0; at < text.length; at++) {
    if (!opens(text, at)) continue
    // A closing mark of a string already found opens nothing: ” and » do both in some languages.
    if (found.some((string) => string.to === at + 1)) continue
    const to = closed(text, at)
    if (to !== null && to - at > 2) found.push({ from: at, to })
    if (to === null && "“„«»「『".includes(text[at])) found.push({ from: at, to: null })
  }
  return found
}

/** Whether the whole text is one quoted string. */
export function isQuoted(text) {
  const trimmed = text.trim()
  return (
    trimmed.length > 2 &&
    opens(trimmed, 0) &&
    quotedStrings(trimmed).some(({ from, to }) => !from && to === trimmed.length)
  )
}

const textOf = (block) => block.textBetween(0, block.content.size, "", "\ufffc")

/** The text blocks beside the one at `index` in its parent that belong to the same run of paragraphs. */
function paragraphs($pos) {
  const depth = $pos.depth - 1
  const parent = $pos.node(depth)
  const all = []
  parent.forEach((node, offset) => {
    all.push(node.isTextblock ? { text: textOf(node), start: $pos.start(depth) + offset + 1 } : null)
  })
  return { all, index: $pos.index(depth) }
}

/**
 * The quoted strings around a position, innermost first: each an array of {from, to}, one a paragraph.
 * A quotation over several paragraphs opens each of them and is closed in the last one only.
 */
export function quotedAround($pos) {
  if (!$pos.parent.isTextblock) return []
  const offset = $pos.parentOffset
  const start = $pos.start()
  const text = textOf($pos.parent)
  const found = quotedStrings(text)
    .filter(({ from, to }) => to !== null && from <= offset && offset <= to)
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map(({ from, to }) => [{ from: start + from, to: start + to }])
  const run = overParagraphs($pos)
  if (run) found.push(run)
  return found
}

function overParagraphs($pos) {
  const { all, index } = paragraphs($pos)
  const openEnd = (at) => all[at] && quotedStrings(all[at].text).find(({ to }) => to === null)
  const opensAnew = (at) => all[at] && opens(all[at].text, 0)
  let first = index
  while (opensAnew(first) && openEnd(first - 1)) first--
  const run = []
  for (let at = first; all[at]; at++) {
    const { text, start } = all[at]
    const open = openEnd(at)
    if (at > first && !opensAnew(at)) break
    if (!open) {
      if (!run.length) return null
      const last = quotedStrings(text).find(({ from }) => from === 0)
      if (last) run.push({ from: start, to: start + last.to })
      break
    }
    run.push({ from: start + open.from, to: start + text.length })
  }
  const inside = run.some(({ from, to }) => from <= $pos.pos && $pos.pos <= to)
  return run.length > 1 && inside ? run : null
}
