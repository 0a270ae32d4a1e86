/** The cards as a list: one line each, the current one with its reason, its sureness and what can be done. */
import { labelOf, openCards, suggested, SURE } from "newsmarkup/cards"
import { paint } from "newsmarkup/colour"
import { elementId } from "newsmarkup/dialog"
import { crel, gettext } from "newsmarkup/prose"
import { ariaShortcut, shortcutHandler, spelled } from "newsmarkup/shortcuts"
import { excerpt, fill } from "newsmarkup/words"

const PAUSE = 120

/** How sure, in words: "very sure, 96 %". */
export function sureness(confidence) {
  const percent = Math.floor(confidence * 100 + 1e-9)
  const words =
    confidence >= SURE
      ? gettext("very sure")
      : confidence >= 0.75
        ? gettext("fairly sure")
        : confidence >= 0.5
          ? gettext("not sure")
          : gettext("a guess")
  return fill(gettext("%(words)s, %(percent)s\u00a0%"), { words, percent })
}

export class CardList {
  constructor(suggestions) {
    this.suggestions = suggestions
    this.desk = suggestions.desk
    this.drawn = new Map()
    const title = elementId("suggestions")
    this.summary = crel("p", { className: "newsmarkup-summary" })
    this.trouble = crel("p", { className: "newsmarkup-problem" })
    this.buttons = this.makeButtons()
    this.tools = crel("div", { className: "newsmarkup-card-tools" }, [this.buttons.sure, this.buttons.all])
    const walk = [this.summary, this.buttons.previous, this.buttons.next]
    const keys = fill(gettext("The keys shown are pressed with %(keys)s."), { keys: spelled("Alt-Shift") })
    this.keys = crel("p", { className: "newsmarkup-detail newsmarkup-keys", textContent: keys })
    this.items = crel("ol", { className: "newsmarkup-cards" })
    this.element = crel("section", { className: "newsmarkup-suggestions", "aria-labelledby": title }, [
      crel("div", { className: "newsmarkup-card-head" }, [
        crel("h3", { id: title, textContent: gettext("Suggestions") }),
        this.buttons.start,
        this.buttons.again,
        this.buttons.back,
        this.buttons.hide,
      ]),
      crel("div", { className: "newsmarkup-card-walk" }, walk),
      this.trouble,
      this.tools,
      this.keys,
      this.items,
    ])
    this.element.addEventListener("click", (event) => this.click(event))
    this.element.addEventListener("keydown", (event) => this.key(event))
  }

  makeButtons() {
    const plain = (name, label) => button(name, label, null, "newsmarkup-quiet-button")
    return {
      sure: button("sure", gettext("Accept all above 90 %"), "Alt-Shift-9", "newsmarkup-button newsmarkup-primary"),
      all: button("all", gettext("Accept all"), "Alt-Shift-0"),
      previous: button("previous", gettext("Previous"), "Alt-Shift-K"),
      next: button("next", gettext("Next"), "Alt-Shift-J"),
      start: button("start", gettext("Suggest tags"), "Alt-Shift-G"),
      again: plain("start", gettext("Try again")),
      back: plain("back", gettext("Bring back the rejected")),
      hide: plain("hide", gettext("Hide")),
    }
  }

  // -- drawing -------------------------------------------------------------------------------------------------------

  later() {
    this.timer ??= setTimeout(() => this.draw(), PAUSE)
  }

  busy(busy) {
    if (busy) this.element.setAttribute("aria-busy", "true")
    else this.element.removeAttribute("aria-busy")
    this.asked ||= busy
    if (!busy) this.draw()
  }

  problem(message) {
    this.trouble.textContent = message
    this.draw()
  }

  draw() {
    clearTimeout(this.timer)
    this.timer = null
    const { editor } = this.desk
    if (editor.isDestroyed) return
    this.element.hidden = !editor.isEditable
    const { on, rejectedHere } = this.suggestions
    const open = openCards(editor.state)
    const failed = Boolean(this.trouble.textContent)
    const sure = this.suggestions.above(SURE).length
    const any = this.suggestions.above(0).length
    this.summary.textContent = this.state(on, open.length)
    const { buttons } = this
    name(buttons.sure, fill(gettext("Accept %(count)s above 90 %"), { count: sure }))
    name(
      buttons.all,
      fill(sure && sure !== any ? gettext("All %(count)s") : gettext("Accept all %(count)s"), { count: any }),
    )
    buttons.all.setAttribute("aria-label", fill(gettext("Accept all %(count)s"), { count: any }))
    buttons.sure.hidden = !sure || sure === any
    buttons.all.hidden = !any
    buttons.all.classList.toggle("newsmarkup-primary", buttons.sure.hidden)
    buttons.previous.hidden = buttons.next.hidden = open.length < 2
    this.tools.hidden = this.keys.hidden = !open.length
    buttons.start.hidden = on
    buttons.hide.hidden = !on
    buttons.again.hidden = !failed
    buttons.back.hidden = !rejectedHere.length
    name(buttons.back, fill(gettext("Bring back %(count)s rejected"), { count: rejectedHere.length }))
    this.render(open, suggested(editor.state).current)
  }

  state(on, count) {
    if (!on) return gettext("Hidden: nothing is looked for.")
    if (count) return fill(gettext("To decide: %(count)s"), { count })
    return this.asked && !this.trouble.textContent ? gettext("Nothing to suggest.") : ""
  }

  render(open, current) {
    const keep = new Map()
    open.forEach((card, index) => {
      const opened = card.id === current
      const look = JSON.stringify([
        card.kind,
        card.parts.map(({ text }) => text),
        card.speaker,
        card.confidence,
        card.reason,
        opened,
        this.suggestions.action(card),
      ])
      let item = this.drawn.get(card.id)
      if (item?.look !== look) {
        const element = this.item(card, opened)
        const focused = item?.element.contains(document.activeElement) && document.activeElement.dataset.action
        item?.element.replaceWith(element)
        item = { element, look }
        if (focused) (element.querySelector(`[data-action="${focused}"]`) ?? element.querySelector("button")).focus()
      }
      if (this.items.children[index] !== item.element)
        this.items.insertBefore(item.element, this.items.children[index] ?? null)
      keep.set(card.id, item)
    })
    for (const [id, { element }] of this.drawn) if (!keep.has(id)) element.remove()
    this.drawn = keep
    if (this.shown !== current) this.reveal(current)
    this.shown = current
  }

  /** Scroll the list, never the page, to the current card. */
  reveal(id) {
    const element = this.drawn.get(id)?.element
    const box = this.items
    if (!element || box.scrollHeight <= box.clientHeight) return
    const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()]
    if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top
    else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom
  }

  item(card, opened) {
    const { roles } = this.desk
    const swatch = crel("span", { className: "newsmarkup-swatch", "aria-hidden": "true" })
    const role = roles.named(card.kind)
    if (role) paint(swatch, roles, role)
    else swatch.dataset.line = "none"
    const jump = crel("button", { type: "button", className: "newsmarkup-jump", "data-action": "jump" }, [
      crel("span", { className: "newsmarkup-role" }, [
        swatch,
        crel("span", { textContent: labelOf(card, roles) }),
        crel("span", {
          className: "newsmarkup-percent",
          textContent: `${Math.floor(card.confidence * 100 + 1e-9)}\u00a0%`,
        }),
      ]),
      crel("span", { className: "newsmarkup-text", dir: "auto", textContent: excerpt(words(card), opened ? 160 : 60) }),
      ...(opened ? [] : this.who(card)),
    ])
    if (opened) jump.setAttribute("aria-current", "true")
    const item = crel("li", { className: "newsmarkup-card", "data-card": card.id }, [jump])
    if (opened) item.append(...this.details(card))
    return item
  }

  who({ speaker, parts }) {
    if (!speaker || parts[0].text === speaker.name) return []
    return [crel("span", { className: "newsmarkup-who", dir: "auto", textContent: nameOf(speaker) })]
  }

  details(card) {
    const facts = [
      ...this.speaker(card),
      ...credit(card),
      fact(gettext("Why"), card.reason),
      fact(gettext("How sure"), [bar(card.confidence), sureness(card.confidence)]),
    ]
    const action = this.suggestions.action(card)
    const spoken = this.desk.roles.named(card.kind)?.speaker && card.kind !== "attribution"
    const accept = {
      tag: gettext("Accept"),
      add: gettext("Add it"),
      move: gettext("Move to the form"),
      remove: gettext("Take out"),
    }[action]
    const buttons = [
      ...(action ? [button("accept", accept, "Alt-Shift-A", "newsmarkup-button newsmarkup-primary")] : []),
      button("reject", action ? gettext("Reject") : gettext("Dismiss"), "Alt-Shift-R"),
      ...(spoken ? [button("speaker", gettext("Speaker…"), "Alt-Shift-S")] : []),
    ]
    return [
      crel("dl", { className: "newsmarkup-facts" }, facts),
      ...(action ? [] : [crel("p", { className: "newsmarkup-detail", textContent: this.hint(card) })]),
      crel("div", { className: "newsmarkup-card-actions" }, buttons),
    ]
  }

  speaker(card) {
    const { speaker } = card
    if (!speaker)
      return this.desk.roles.named(card.kind) === this.desk.roles.spoken
        ? [fact(gettext("Speaker"), gettext("nobody found"))]
        : []
    const about = [speaker.job_title, speaker.affiliation].filter(Boolean).join(", ")
    const known = speaker.key
      ? gettext("in the registry")
      : speaker.kind === "anonymous"
        ? ""
        : gettext("not in the registry")
    const details = [about, known].filter(Boolean).join(" · ")
    return [
      fact(gettext("Speaker"), [
        crel("strong", { dir: "auto", textContent: nameOf(speaker) }),
        details ? ` (${details})` : "",
      ]),
    ]
  }

  /** Why a card cannot be accepted, and what to do instead. */
  hint(card) {
    if (card.kind === "indirect") return gettext("Only a hint: indirect speech is no quotation.")
    if (card.kind === "byline") return gettext("Not in the registry: set the byline in the form.")
    return gettext("The form has no room for it, or says something else already.")
  }

  /** How much of the window's end is covered where the cards, or the buttons to save, stick to it. */
  get covered() {
    const sticky = [this.element, this.desk.form?.querySelector(".submit-row")].filter(
      (each) => each && getComputedStyle(each).position === "sticky",
    )
    const tops = sticky.map((each) => innerHeight - each.getBoundingClientRect().top)
    return Math.max(0, ...tops.filter((height) => height < innerHeight * 0.7))
  }

  // -- using ---------------------------------------------------------------------------------------------------------

  click(event) {
    const pressed = event.target.closest("button")
    if (!pressed) return
    const { suggestions } = this
    const id = pressed.closest("[data-card]")?.dataset.card
    const card = suggestions.open.find((each) => each.id === id)
    const run = {
      sure: () => suggestions.acceptAbove(SURE),
      all: () => suggestions.acceptAbove(0),
      previous: () => suggestions.step(-1),
      next: () => suggestions.step(1),
      start: () => suggestions.start(),
      back: () => suggestions.bringBack(),
      hide: () => suggestions.hide(),
      jump: () => card && suggestions.goTo(card),
      accept: () => card && suggestions.accept([card]),
      reject: () => card && suggestions.reject(card),
      speaker: () => card && suggestions.changeSpeaker(card),
    }[pressed.dataset.action]
    run?.()
  }

  /** The editor's shortcuts work here too; arrows go from card to card, Escape back to the text. */
  key(event) {
    this.shortcuts ??= shortcutHandler(this.desk.commands())
    if (this.shortcuts(event)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Escape") this.desk.editor.view.focus()
    if (!step || event.altKey || !event.target.closest("[data-card]")) return
    event.preventDefault()
    this.suggestions.step(step)
    this.focus("jump")
  }

  /** Focus a button of the current card, or of the list; false where there is nothing to decide. */
  focus(name) {
    const current = this.drawn.get(this.shown)?.element
    const wanted =
      current?.querySelector(`[data-action="${name}"]`) ??
      this.tools.querySelector(`[data-action="${name}"]:not([hidden])`)
    const found = wanted ?? current?.querySelector("button")
    found?.focus()
    return Boolean(found)
  }
}

const nameOf = ({ kind, name }) => (kind === "anonymous" ? gettext("Anonymous source") : name)

const words = ({ parts }) => parts.map(({ text }) => text).join(" ")

function button(action, label, shortcut = null, className = "newsmarkup-button") {
  const dom = crel("button", { type: "button", className, "data-action": action }, [
    crel("span", { textContent: label }),
  ])
  if (shortcut) {
    dom.append(" ", crel("kbd", { textContent: shortcut.split("-").at(-1), "aria-hidden": "true" }))
    dom.title = spelled(shortcut)
    dom.setAttribute("aria-keyshortcuts", ariaShortcut(shortcut))
  }
  return dom
}

const name = (dom, label) => {
  if (dom.firstChild.textContent !== label) dom.firstChild.textContent = label
}

const fact = (term, value) =>
  crel("div", {}, [crel("dt", { textContent: term }), crel("dd", { dir: "auto" }, [value].flat())])

function bar(confidence) {
  const filled = crel("span", {})
  filled.style.setProperty("inline-size", `${Math.round(confidence * 100)}%`)
  return crel("span", { className: "newsmarkup-bar", "aria-hidden": "true" }, [filled])
}

/** Who a credit names, kept apart. */
function credit({ credit: line }) {
  if (!line) return []
  const makers = (line.creators ?? []).map((maker) => maker.name).join(", ")
  return [
    [gettext("Made by"), makers],
    [gettext("Source"), line.source],
    [gettext("Provider"), line.provider],
    [gettext("Rights"), line.rights],
  ]
    .filter(([, value]) => value)
    .map(([term, value]) => fact(term, value))
}
