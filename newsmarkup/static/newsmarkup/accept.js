/**
 * Accepting a card: the change that tagging by hand would have made, on a transaction. What comes before in the text
 * keeps its place, and what can keeps its positions, so that the other cards stay at their words.
 */
import { join } from "newsmarkup/attribution"
import { forAttr, nestMarks, setAttrs, stretches, targetsOf } from "newsmarkup/edit"
import { newId } from "newsmarkup/ids"
import { passages } from "newsmarkup/passage"
import { wordsAt, wordsIn } from "newsmarkup/places"
import { pm } from "newsmarkup/prose"
import { speakerAttrs, speakerOf } from "newsmarkup/speech"
import { bare } from "newsmarkup/words"

const { Fragment, Slice } = pm.model
const { ReplaceAroundStep } = pm.transform

/** Marks first, then what changes blocks, then what takes lines out: each finds its words where they were. */
const ORDER = ["quotation", "attribution", "credit", "caption", "pullquote", "dateline", "byline", "headline", "deck"]
const place = ({ kind }) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length)
export const inOrder = (cards) => [...cards].sort((a, b) => place(a) - place(b) || a.parts[0].from - b.parts[0].from)

/** The speaker of a card as the editor's tags name them, or null. */
export function speakerIn({ speaker }) {
  if (!speaker) return null
  if (speaker.kind === "anonymous") return { ref: "anonymous", name: "" }
  return { ref: speaker.key ? `${speaker.kind}:${speaker.key}` : speaker.kind, name: speaker.name }
}

/** Accept an open card whose places are those of `tr.doc`; false where the document has no place for it. */
export function accept(tr, roles, card) {
  const role = roles.named(card.kind)
  const { marks } = tr.doc.type.schema
  if (card.kind === "caption") return captioned(tr, roles, card)
  if (card.kind === "pullquote") return pulled(tr, roles, role, card)
  if (!role) return card.kind === "dateline" ? cutLead(tr, card) : cut(tr, card)
  const id = newId()
  const attrs = { "data-id": id, ...(role.speaker && !role.joins ? speakerAttrs(speakerIn(card)) : {}) }
  if (card.alleged) attrs["data-alleged"] = "true"
  const chosen = card.parts.flatMap(({ from, to }) => stretches(tr.doc, from, to))
  const fitting = chosen.filter(({ from }) => tr.doc.resolve(from).parent.type.allowsMarkType(marks[role.mark]))
  if (!fitting.length) return false
  for (const { from, to } of fitting) {
    tr.addMark(from, to, marks[role.mark].create(attrs))
    nestMarks(tr, marks[role.mark], from, to)
  }
  if (role === roles.spoken) attribute(tr, roles, card, id)
  else if (role.joins) join(tr, roles, id)
  else if (role.name === "credit") lineToCaption(tr, roles, card.parts[0].from)
  return true
}

// -- attributions ----------------------------------------------------------------------------------------------------

/**
 * Whether words name their speaker, by name or by what they are ("a spokeswoman"): a pronoun does not. Scripts without
 * capitals are written without spaces more often than not: there the words are looked for inside the name.
 */
export function names(words, speaker) {
  const [mention, name] = [bare(words), bare(speaker?.name ?? "")]
  if (!mention || !name) return false
  if (mention.includes(" ") || name.split(" ").includes(mention)) return true
  return words.toLowerCase() === words.toUpperCase() && mention.length > 1 && name.includes(mention)
}

/** Tag the words that name the speaker, beside the quotation; tagged already, they name this quotation too. */
function attribute(tr, roles, { mention, parts, speaker }, id) {
  const role = roles.list.find((each) => each.joins && each.mark)
  if (!role || !mention || !names(mention.text, speaker)) return
  const { from, to } = mention
  const $from = tr.doc.resolve(from)
  const beside = parts.some((part) => $from.start() <= part.from && part.to <= $from.end())
  const apart = !parts.some((part) => part.from < to && from < part.to)
  if (!beside || !apart || wordsAt(tr.doc, mention) !== mention.text) return
  const tagged = passages(tr.doc, roles, role).find((each) => each.from < to && from < each.to)
  if (tagged) return void setAttrs(tr, tagged, forAttr([...targetsOf(tagged), id]))
  tagMention(tr, roles, mention, [id])
}

function tagMention(tr, roles, { from, to }, ids) {
  const role = roles.list.find((each) => each.joins && each.mark)
  const type = tr.doc.type.schema.marks[role?.mark]
  if (type && tr.doc.resolve(from).parent.type.allowsMarkType(type))
    tr.addMark(from, to, type.create({ "data-id": newId(), ...forAttr(ids) }))
}

// -- captions and credits --------------------------------------------------------------------------------------------

const alone = (node, name) =>
  node?.type.name === "figure" && node.childCount === 1 && node.firstChild.type.name === name

/** Characters that a paragraph may hold beside a caption, such as its credit, and be the caption all the same. */
const REST = 300

/** Paragraphs become the caption of a figure, of the picture beside them if one waits; their words keep their places. */
function captioned(tr, roles, { parts }) {
  const { schema } = tr.doc.type
  const first = tr.doc.resolve(parts[0].from)
  const last = tr.doc.resolve(parts.at(-1).to)
  if (first.depth !== 1 || last.depth !== 1) return false
  const blocks = tr.doc.content.content.slice(first.index(0), last.index(0) + 1)
  if (!blocks.every((block) => block.isTextblock)) return false
  const own = parts.reduce((sum, { from, to }) => sum + to - from, 0)
  if (blocks.reduce((sum, block) => sum + block.content.size, -own) > REST) return false
  const start = first.before(1)
  let end = last.after(1)
  // Several paragraphs are the lines of one caption.
  for (let at = end - blocks.at(-1).nodeSize, n = blocks.length - 1; n > 0; at -= blocks[--n].nodeSize) {
    tr.join(at).insert(at - 1, schema.nodes.hardBreak.create())
    end -= 1
  }
  const { lang = null, dir = null } = blocks[0].attrs
  const caption = schema.nodes.caption.create({ "data-id": newId(), lang, dir })
  const figure = new Slice(Fragment.from(schema.nodes.figure.create(null, caption)), 0, 0)
  tr.step(new ReplaceAroundStep(start, end, start + 1, end - 1, figure, 2, true))
  const $start = tr.doc.resolve(start)
  const after = tr.doc.maybeChild($start.index(0) + 1)
  if (alone($start.nodeBefore, "image")) {
    tr.join(start)
  } else if (alone(after, "image")) {
    const pos = start + $start.nodeAfter.nodeSize
    tr.delete(pos, pos + after.nodeSize).insert(start + 1, after.firstChild)
  }
  const next = tr.doc.resolve(tr.doc.resolve(start + 1).after(1))
  if (next.nodeAfter?.isTextblock) lineToCaption(tr, roles, next.pos + 1)
  return true
}

const LABEL = 30

/** A line that is a credit and no more than a label besides goes into the caption before it, if that has none. */
function lineToCaption(tr, roles, pos) {
  const { schema } = tr.doc.type
  const $pos = tr.doc.resolve(pos)
  const line = $pos.parent
  const figure = $pos.depth === 1 ? tr.doc.maybeChild($pos.index(0) - 1) : null
  const credit = schema.marks[roles.named("credit")?.mark]
  if (
    !credit ||
    figure?.lastChild?.type.name !== "caption" ||
    tr.doc.rangeHasMark($pos.before(1) - figure.nodeSize, $pos.before(1), credit)
  )
    return
  let other = 0
  line.forEach((node) => (other += credit.isInSet(node.marks) ? 0 : node.nodeSize))
  if (other > LABEL || other === line.content.size) return
  const start = $pos.before(1)
  tr.delete(start, start + line.nodeSize)
  const words = figure.lastChild.content.size ? [schema.nodes.hardBreak.create()] : []
  tr.insert(start - 2, Fragment.from(words).append(line.content))
}

// -- pull quotes -----------------------------------------------------------------------------------------------------

const SIGNATURE = 120

/** Whether accepting the card adds words: those of a pull quote that is offered where they stand. */
export const adds = ({ kind, parts, quotes }) =>
  kind === "pullquote" && !(quotes && (quotes.to <= parts[0].from || parts.at(-1).to <= quotes.from))

/** A line that repeats the text is framed as it stands; words offered for a pull quote are copied after their block. */
function pulled(tr, roles, role, card) {
  const { parts, mention } = card
  const { schema } = tr.doc.type
  const $from = tr.doc.resolve(parts[0].from)
  const $to = tr.doc.resolve(parts.at(-1).to)
  const spoken = speakerIn(card) ?? speakerAround(tr.doc, roles, parts[0])
  const attrs = { "data-id": newId(), ...(spoken ? speakerAttrs(spoken) : {}) }
  if (adds(card)) {
    const words = schema.text(parts.map(({ text }) => text.trim()).join(" "))
    tr.insert($to.after(1), schema.nodes[role.node].create(attrs, schema.nodes.paragraph.create(null, words)))
    return true
  }
  const signed = mention?.from >= $to.pos && mention.to <= $to.end() && $to.end() - $to.pos <= SIGNATURE
  const lines = [$from, $to].every(($pos) => $pos.depth === 1 && $pos.parent.type === schema.nodes.paragraph)
  if (!lines || !isWhole($from, signed ? tr.doc.resolve($to.end()) : $to)) return false
  if (signed && names(mention.text, card.speaker)) tagMention(tr, roles, mention, [])
  const $first = tr.doc.resolve(parts[0].from)
  tr.wrap($first.blockRange(tr.doc.resolve(parts.at(-1).to)), [{ type: schema.nodes[role.node], attrs }])
  return true
}

function speakerAround(doc, roles, { from, to }) {
  const around = passages(doc, roles, roles.spoken).find((each) =>
    each.parts.some((part) => part.from < to && from < part.to),
  )
  return speakerOf(around?.attrs)
}

// -- what is no part of the text -------------------------------------------------------------------------------------

/** Whether nothing but the words from one position to another stands in their blocks. */
const isWhole = ($from, $to) =>
  !wordsIn($from.parent, 0, $from.parentOffset).trim() && !wordsIn($to.parent, $to.parentOffset).trim()

/** Take words out of the text, and the line if it holds no others. A byline's holds "By" and commas besides. */
function cut(tr, { parts, kind, line }) {
  for (const part of [...parts].reverse()) {
    const $from = tr.doc.resolve(part.from)
    const whole = line || (kind !== "byline" && isWhole($from, tr.doc.resolve(part.to)))
    if (whole) cutBlock(tr, $from)
    else if (kind !== "byline") cutWords(tr, part)
  }
  return true
}

/** The block, with the frames that hold nothing else; an article keeps one paragraph. */
function cutBlock(tr, $pos) {
  let depth = $pos.depth
  while (depth > 1 && $pos.node(depth - 1).childCount === 1) depth--
  if (depth === 1 && tr.doc.childCount === 1)
    tr.replaceWith(0, tr.doc.content.size, tr.doc.type.schema.nodes.paragraph.create())
  else tr.delete($pos.before(depth), $pos.after(depth))
}

/** Some words, with the space or line break that parted them from the others. */
function cutWords(tr, { from, to }) {
  const $from = tr.doc.resolve(from)
  const before = wordsIn($from.parent, 0, $from.parentOffset)
  tr.delete(from - (before.length - before.trimEnd().length), to)
}

const LEAD = /^[^—–\-\n]{0,60}?\s*[—–-]{1,2}\s+/

/** A dateline goes with what follows up to the dash ("SALTMERE (Wire) — "). */
function cutLead(tr, card) {
  const [from, to] = leadOf(tr.doc, card)
  tr.delete(from, to)
  return true
}

function leadOf(doc, { parts: [{ from, to }] }) {
  const $to = doc.resolve(to)
  const rest = wordsIn($to.parent, $to.parentOffset)
  const lead = LEAD.exec(rest)?.[0] ?? /^[\s,.:]*/.exec(rest)[0]
  return [from, to + lead.length]
}

/** What a card says for the form: a headline, a deck, a dateline. */
export function valueOf(doc, card) {
  const [from, to] = card.kind === "dateline" ? leadOf(doc, card) : [card.parts[0].from, card.parts.at(-1).to]
  const words = doc.textBetween(from, to, " ", " ").replace(/\s+/g, " ").trim()
  return card.kind === "dateline" ? words.replace(/[\s—–:,-]+$/, "") : words
}
