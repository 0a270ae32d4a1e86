/**
 * Cards: suggestions with their places in the document. They are never part of it.
 *
 * A card is what the server said of a suggestion, with {id, parts: [{from, to, text}], mention, quotes: {from, to,
 * text}|null, open: bool}. Its places are mapped through every change; it is open while its words stand there untagged.
 */
import { passages, wordsOf } from "newsmarkup/passage"
import { wordsAt } from "newsmarkup/places"
import { gettext, pm } from "newsmarkup/prose"
import { bare } from "newsmarkup/words"

const { Plugin, PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view

export const SURE = 0.9

/** What each kind is called, where it is no role of the newsroom's. */
const NAMES = () => ({
  indirect: gettext("Indirect speech"),
  headline: gettext("Headline"),
  deck: gettext("Deck"),
  byline: gettext("Byline"),
  dateline: gettext("Dateline"),
  furniture: gettext("Not part of the text"),
})

export const labelOf = (card, roles) => roles.named(card.kind)?.label ?? NAMES()[card.kind] ?? card.kind

/** The roles a suggestion may be of; a newsroom can have fewer. */
const TAGS = ["quotation", "attribution", "caption", "credit", "pullquote"]

/** The server's answer as cards; `starts` are those of the blocks that it was asked with, of this very document. */
export function cardsFrom(suggestions, starts, doc, roles) {
  const seen = new Map()
  const place = (at) => {
    if (!at || starts[at[0]] === undefined) return null
    const range = { from: starts[at[0]] + at[1], to: starts[at[0]] + at[2] }
    const text = wordsAt(doc, range)
    return text === null ? null : { ...range, text }
  }
  return suggestions.flatMap((suggestion) => {
    const { key, kind } = suggestion
    const parts = suggestion.parts.map(place)
    if (!parts.length || parts.includes(null) || (TAGS.includes(kind) && !roles.named(kind))) return []
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    const [mention, quotes] = [place(suggestion.mention), place(suggestion.quotes)]
    const card = { ...suggestion, id: count ? `${key}-${count}` : key, parts, mention, quotes, open: true }
    return repeated(doc, roles, card) ? [] : [{ ...card, open: offered(doc, roles, card) }]
  })
}

const follow = (place, mapping) => {
  if (!place) return place
  const from = mapping.map(place.from, 1)
  const to = Math.max(from, mapping.map(place.to, -1))
  return from === place.from && to === place.to ? place : { ...place, from, to }
}

/** A card at its new places. */
export const mapCard = (card, mapping) => ({
  ...card,
  parts: card.parts.map((part) => follow(part, mapping)),
  mention: follow(card.mention, mapping),
  quotes: follow(card.quotes, mapping),
})

/** Whether the words still stand where the card says. */
export const stands = (doc, card) => card.parts.every((part) => wordsAt(doc, part) === part.text)

/** Whether the card can be offered: its words stand, and are not tagged yet. */
export const offered = (doc, roles, card) =>
  stands(doc, card) && !card.parts.some((part) => isTagged(doc, roles, card, part))

function isTagged(doc, roles, { kind }, { from, to }) {
  const role = kind === "indirect" ? roles.spoken : roles.named(kind)
  if (!role) return false
  if (role.mark && doc.rangeHasMark(from, to, doc.type.schema.marks[role.mark])) return true
  const $from = doc.resolve(from)
  for (let depth = $from.depth; depth > 0; depth--) {
    const frame = roles.nodes.get($from.node(depth).type.name)
    if (frame === role || (frame?.kind === "block" && role.speaker)) return true
  }
  return false
}

/** Whether a pull quote of the article says these words already. */
function repeated(doc, roles, { kind, parts }) {
  if (kind !== "pullquote") return false
  const words = bare(parts.map(({ text }) => text).join(" "))
  return passages(doc, roles, roles.named("pullquote")).some((each) => bare(wordsOf(doc, each)).includes(words))
}

/** The stretch of the new document that differs from the old one, or null. Costs one look at each top-level block. */
export function changed(before, after) {
  const from = before.content.findDiffStart(after.content)
  if (from === null) return null
  const end = before.content.findDiffEnd(after.content)
  return { from, to: Math.max(from, end.b) }
}

export const suggestionsKey = new PluginKey("newsmarkupSuggestions")

/** {cards, current: id|null}: what is suggested in this state of the editor. */
export const suggested = (state) => suggestionsKey.getState(state)

export const openCards = (state) => suggested(state).cards.filter((card) => card.open)

/**
 * The plugin that keeps the cards and marks their words. A transaction may say, under its key, {cards} to have others,
 * {drop: Set of ids} to have fewer, {current: id} to go to one.
 */
export const suggestionsPlugin = (roles) =>
  new Plugin({
    key: suggestionsKey,
    state: {
      init: () => ({ cards: [], current: null, marks: DecorationSet.empty }),
      apply(tr, value, before, after) {
        const told = tr.getMeta(suggestionsKey)
        if (!told && (!tr.docChanged || !value.cards.length)) return value
        return next(value, tr, told ?? {}, changed(before.doc, after.doc), roles)
      },
    },
    props: { decorations: (state) => suggested(state).marks },
  })

function next(value, tr, told, window, roles) {
  let cards = value.cards
  let redrawn = Boolean(told.cards || told.drop)
  if (told.cards) cards = told.cards
  else if (window) {
    cards = cards.map((card) => {
      const mapped = mapCard(card, tr.mapping)
      const touched = mapped.parts.some(({ from, to }) => from <= window.to && window.from <= to)
      if (touched) mapped.open = offered(tr.doc, roles, mapped)
      redrawn ||= mapped.open !== card.open
      return mapped
    })
  }
  if (told.drop) cards = cards.filter(({ id }) => !told.drop.has(id))
  const wanted = told.current === undefined ? value.current : told.current
  const current = around(cards, wanted, value.cards)
  redrawn ||= current !== value.current
  const marks = redrawn ? decorations(tr.doc, roles, cards, current) : value.marks.map(tr.mapping, tr.doc)
  return { cards, current, marks }
}

/** The current card while it is open; else the next one, else the last. */
function around(cards, id, before) {
  const open = cards.filter((card) => card.open)
  if (open.some((card) => card.id === id)) return id
  const place = (cards.find((card) => card.id === id) ?? before.find((card) => card.id === id))?.parts[0].from ?? 0
  return (open.find((card) => card.parts[0].from >= place) ?? open.at(-1))?.id ?? null
}

function decorations(doc, roles, cards, current) {
  const all = cards
    .filter((card) => card.open)
    .flatMap((card) => {
      const name = card.id === current ? "newsmarkup-suggested newsmarkup-current" : "newsmarkup-suggested"
      const look = { class: name, "data-suggested": card.kind }
      const first = card.parts[0]
      const length = first.text.codePointAt(0) > 0xffff ? 2 : 1
      // The label stands before the first character: a stretch of formatted words would repeat it.
      return [
        ...card.parts.map(({ from, to }) => Decoration.inline(from, to, look)),
        Decoration.inline(first.from, first.from + length, { "data-label": labelOf(card, roles) }),
      ]
    })
  return DecorationSet.create(doc, all)
}
