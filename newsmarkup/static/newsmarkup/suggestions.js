/**
 * Suggestions: cards beside the text for what it could be tagged with. The server is asked when an article is opened,
 * when text is pasted, and after a pause in the writing; its answer counts for the very document it was asked about.
 * Nothing that is not accepted is stored.
 */
import { accept, adds, inOrder, speakerIn } from "newsmarkup/accept"
import { CardList, sureness } from "newsmarkup/cardlist"
import { cardsFrom, labelOf, mapCard, offered, openCards, suggested, suggestionsKey, SURE } from "newsmarkup/cards"
import { fieldChange } from "newsmarkup/fields"
import { speakersIn } from "newsmarkup/guess"
import { readText } from "newsmarkup/places"
import { gettext, pm } from "newsmarkup/prose"
import { askSpeaker } from "newsmarkup/speaker"
import { excerpt, fill } from "newsmarkup/words"

const { TextSelection } = pm.state
const PAUSE = 700
const MOST_PAST = 200
const SHOWN = "newsmarkup:suggestions"

export class Suggestions {
  constructor(desk) {
    this.desk = desk
    this.past = []
    this.rejected = new Set(this.field?.value.split(/\s+/).filter(Boolean) ?? [])
    this.rejectedHere = []
    this.on = remembered()
    this.list = new CardList(this)
    this.element = this.list.element
    // Another language is read otherwise; a headline that is written is looked for in the text.
    desk.form?.addEventListener(
      "change",
      ({ target }) => ["language", "headline"].includes(target.name) && this.later(),
    )
  }

  /** Where the keys of rejected suggestions wait for an article's first save. */
  get field() {
    return this.desk.form?.elements.namedItem("rejected_suggestions") ?? null
  }

  get open() {
    return openCards(this.desk.editor.state)
  }

  get current() {
    return this.open.find(({ id }) => id === suggested(this.desk.editor.state).current) ?? null
  }

  // -- asking --------------------------------------------------------------------------------------------------------

  /** Every transaction comes by here. */
  follow(tr) {
    if (tr.getMeta("history$")) this.travelled(tr.doc)
    if (tr.docChanged) this.later(tr.getMeta("paste") ? 0 : PAUSE)
    if (tr.docChanged || tr.getMeta(suggestionsKey)) this.list.later()
  }

  /** Ask after a pause. What was asked before is about a text that is no more. */
  later(pause = PAUSE) {
    this.stop()
    if (!this.on || !this.desk.editor.isEditable) return
    this.told ||= pause === 0
    this.timer = setTimeout(() => this.ask(), pause)
  }

  stop() {
    clearTimeout(this.timer)
    this.request?.abort()
    this.request = null
  }

  async ask() {
    this.stop()
    const { editor, roles, server, urls } = this.desk
    if (editor.isDestroyed) return
    // An input method's composition would be cut off by new marks in its words.
    if (editor.view.composing) return this.later()
    const { doc } = editor.state
    const { question, starts } = this.question()
    const request = (this.request = new AbortController())
    this.list.busy(true)
    try {
      const answer = doc.textContent.trim()
        ? await server.post(urls.suggestions, question, request.signal)
        : { suggestions: [] }
      if (request.signal.aborted || editor.isDestroyed || editor.state.doc !== doc) return
      if (editor.view.composing) return this.later()
      this.list.problem("")
      this.show(cardsFrom(answer.suggestions, starts, doc, roles))
    } catch (error) {
      if (request.signal.aborted) return
      this.list.problem(error.message)
    } finally {
      if (this.request === request || !this.request) this.list.busy(false)
    }
  }

  /** The text as the server reads it, and where each of its blocks starts. */
  question() {
    const { editor, roles, form } = this.desk
    const value = (name) => form?.elements.namedItem(name)?.value ?? ""
    const { blocks, starts } = readText(editor.state.doc, roles)
    return { question: { language: value("language"), headline: value("headline"), blocks }, starts }
  }

  show(cards) {
    const left = cards.filter(({ key }) => !this.rejected.has(key))
    this.tell({ cards: left })
    this.arrive()
    if (this.told) this.desk.say(this.summary(this.open))
    this.told = false
  }

  /** Where the address names a suggestion (#suggestion=KEY, as the list of proposals links to), go there, once. */
  arrive() {
    const key = /^#suggestion=(\w+)$/.exec(globalThis.location?.hash ?? "")?.[1]
    const card = this.arrived ? null : this.open.find((each) => each.key === key)
    this.arrived = true
    if (!card) return
    this.desk.editor.view.focus() // only the focused text is scrolled
    this.goTo(card)
  }

  summary(cards) {
    if (!cards.length) return gettext("Nothing to suggest.")
    const values = { count: cards.length, kinds: this.kinds(cards) }
    return fill(gettext("Suggestions: %(count)s (%(kinds)s)"), values)
  }

  /** "Quotation × 3, Caption" */
  kinds(cards) {
    const counts = new Map()
    for (const card of cards) {
      const label = labelOf(card, this.desk.roles)
      counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    return [...counts].map(([label, count]) => (count > 1 ? `${label} × ${count}` : label)).join(", ")
  }

  tell(message) {
    const { view, state } = this.desk.editor
    view.dispatch(state.tr.setMeta(suggestionsKey, message).setMeta("addToHistory", false))
    this.list.draw()
  }

  /** Show them, and ask anew. */
  start() {
    this.on = true
    remember(true)
    this.list.draw()
    this.told = true
    return this.ask()
  }

  hide() {
    this.on = false
    remember(false)
    this.stop()
    this.list.busy(false)
    this.tell({ cards: [] })
    this.desk.editor.view.focus()
    this.desk.say(gettext("Suggestions are hidden."))
  }

  // -- going through -------------------------------------------------------------------------------------------------

  /** To the next card or the one before; round the end. */
  step(by) {
    const { open } = this
    if (!open.length) return this.nothing()
    const at = open.findIndex(({ id }) => id === this.current?.id)
    this.goTo(open[(at + by + open.length) % open.length])
  }

  goTo(card, spoken = true) {
    const { editor } = this.desk
    const tr = editor.state.tr.setMeta(suggestionsKey, { current: card.id }).setMeta("addToHistory", false)
    // A cursor, not a selection: the next key typed would take the place of the words.
    tr.setSelection(TextSelection.near(tr.doc.resolve(card.parts[0].from)))
    editor.view.dispatch(tr.scrollIntoView())
    this.list.draw()
    if (spoken) this.desk.say(this.describe(card))
  }

  describe(card) {
    const label = labelOf(card, this.desk.roles)
    const words = excerpt(card.parts.map(({ text }) => text).join(" "), 80)
    const speaker = card.speaker ? fill(gettext("speaker: %(name)s"), card.speaker) : ""
    return [label, words, speaker, sureness(card.confidence)].filter(Boolean).join(" · ")
  }

  nothing() {
    this.desk.problem(gettext("There is no suggestion to decide on."))
  }

  // -- deciding ------------------------------------------------------------------------------------------------------

  /** What accepting the card would do: "tag", "add" a pull quote, "move" into the form, "remove"; null: it is a hint only. */
  action(card, doc = this.desk.editor.state.doc) {
    if (card.kind === "indirect") return null
    if (card.kind === "furniture") return "remove"
    if (this.desk.roles.named(card.kind)) return adds(card) ? "add" : "tag"
    return fieldChange(this.desk.form, doc, card) ? "move" : null
  }

  /** Those at least so sure, that can be accepted together: what adds words to the article is decided on by itself. */
  above(limit) {
    return this.open.filter((card) => card.confidence >= limit && !adds(card) && this.action(card))
  }

  acceptCurrent() {
    const card = this.current
    if (!card) return this.nothing()
    if (!this.action(card)) return this.desk.problem(this.list.hint(card))
    this.accept([card])
  }

  acceptAbove(limit) {
    const cards = this.above(limit)
    if (!cards.length) return this.desk.problem(gettext("No suggestion is as sure as that."))
    this.accept(cards)
  }

  /** One change, that one undo takes back: what could be accepted of these cards. */
  accept(cards) {
    const { editor, roles, form } = this.desk
    const { state } = editor
    const tr = pm.history.closeHistory(state.tr)
    const done = []
    const fields = []
    for (const card of inOrder(cards)) {
      const now = mapCard(card, tr.mapping)
      if (!offered(tr.doc, roles, now)) continue
      let field = {}
      if (!roles.named(card.kind) && card.kind !== "furniture") {
        field = fieldChange(form, tr.doc, now)
        if (!field) continue
        if (card.kind === "byline") now.line = this.lastOfLine(card, done)
      }
      if (!accept(tr, roles, now)) continue
      done.push(card)
      // At once: the next card of its kind finds the field filled.
      field.redo?.()
      if (field.redo) fields.push(field)
    }
    if (!done.length) {
      this.later(0)
      return this.desk.problem(gettext("That can’t be done as the text and the form are now."))
    }
    this.past = [
      ...this.past.slice(-MOST_PAST),
      { before: state.doc, after: tr.doc, cards: suggested(state).cards, fields },
    ]
    tr.setMeta(suggestionsKey, { drop: new Set(done.map(({ id }) => id)) })
    this.decide(() => editor.view.dispatch(tr))
    const what = done.length > 1 ? this.kinds(done) : this.describe(done[0])
    this.desk.sidebar.draw()
    this.desk.say([fill(gettext("Accepted: %(what)s."), { what }), this.left()].join(" "))
  }

  /** Whether no other byline waits in the line of this one: then the line goes. */
  lastOfLine(card, done) {
    const { doc } = this.desk.editor.state
    const line = (each) => doc.resolve(each.parts[0].from).parent
    const others = this.open.filter(
      (each) => each.kind === "byline" && each.id !== card.id && line(each) === line(card),
    )
    return line(card).content.size <= 200 && others.every((each) => done.includes(each))
  }

  /** Run a change that takes the current card away; the focus goes on to the next one's button, or to the text. */
  decide(change) {
    const inside = this.element.contains(document.activeElement)
    const name = document.activeElement?.dataset?.action
    change()
    this.list.draw()
    const next = this.current
    if (next) this.goTo(next, false)
    if (!inside) return
    if (!this.list.focus(name)) this.desk.editor.view.focus()
  }

  left() {
    const count = this.open.length
    return count ? fill(gettext("Suggestions left: %(count)s."), { count }) : gettext("No suggestion is left.")
  }

  /** Not wanted in this article, now and later. */
  reject(card = this.current) {
    if (!card) return this.nothing()
    this.rejectedHere.push(card.key)
    this.rejected.add(card.key)
    // With the text, so that it is kept with its words.
    this.keepRejected({ reject: [card.key], ...this.question().question })
    const same = this.open.filter(({ key }) => key === card.key)
    this.decide(() => this.tell({ drop: new Set(same.map(({ id }) => id)) }))
    this.desk.say([fill(gettext("Rejected: %(what)s."), { what: this.describe(card) }), this.left()].join(" "))
  }

  /** What was rejected since the page was opened is suggested again. */
  bringBack() {
    const keys = this.rejectedHere
    for (const key of keys) this.rejected.delete(key)
    this.rejectedHere = []
    this.keepRejected({ restore: [...new Set(keys)] }, () => this.start())
  }

  async keepRejected(change, then = () => {}) {
    const { urls, server } = this.desk
    if (this.field && !urls.rejections) this.field.value = [...this.rejected].join(" ")
    try {
      // One after the other: a rejection taken back at once must not overtake it.
      this.keeping = Promise.resolve(this.keeping)
        .catch(() => {})
        .then(() => urls.rejections && server.post(urls.rejections, change))
      await this.keeping
      then()
    } catch (error) {
      this.desk.problem(error.message)
    }
  }

  /** Ask who speaks, with the card's speaker filled in; the answer accepts the card. */
  async changeSpeaker(card = this.current) {
    const { editor, roles, directory } = this.desk
    if (!card) return this.nothing()
    const from = document.activeElement
    const speaker = speakerIn(card)
    const answer = await askSpeaker({
      directory,
      words: card.parts.map(({ text }) => text).join(" "),
      speaker,
      alleged: false,
      guess: null,
      here: speakersIn(editor.state.doc, roles),
      previous: null,
      continues: false,
      jobTitle: card.speaker?.job_title ?? "",
    })
    if (from?.isConnected) from.focus()
    else if (!this.list.focus("speaker")) editor.view.focus()
    const now = this.open.find(({ id }) => id === card.id)
    if (!answer || !now) return
    this.accept([{ ...now, speaker: chosen(answer.speaker), alleged: answer.alleged }])
  }

  /** Whether the cursor stands in the words of the current card. */
  get atCursor() {
    const { head } = this.desk.editor.state.selection
    return Boolean(this.current?.parts.some(({ from, to }) => from <= head && head <= to))
  }

  // -- undo ----------------------------------------------------------------------------------------------------------

  /** Undo and redo have come by a document that accepting made, or changed: its cards and fields come with it. */
  travelled(doc) {
    const undone = this.past.findLast(({ before }) => before.eq(doc))
    const redone = this.past.findLast(({ after }) => after.eq(doc))
    for (const { redo } of redone?.fields ?? []) redo()
    if (!undone) return
    for (const { undo } of [...undone.fields].reverse()) undo()
    const cards = undone.cards.filter(({ key }) => !this.rejected.has(key))
    queueMicrotask(() => this.on && this.desk.editor.state.doc.eq(doc) && this.tell({ cards }))
  }
}

/** A speaker of the dialog as a suggestion has it. */
function chosen(speaker) {
  if (!speaker) return null
  const [kind, key = ""] = speaker.ref.split(":")
  return { kind, key, name: speaker.name }
}

function remembered() {
  try {
    return localStorage.getItem(SHOWN) !== "hidden"
  } catch {
    return true
  }
}

function remember(on) {
  try {
    localStorage.setItem(SHOWN, on ? "shown" : "hidden")
  } catch {
    // A browser that keeps nothing: they are shown again next time.
  }
}
