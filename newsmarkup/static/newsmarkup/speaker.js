/** The speaker dialog: who says these words. */
import { Combobox } from "newsmarkup/combobox"
import { nameMatches } from "newsmarkup/directory"
import { choice, elementId, field, openDialog } from "newsmarkup/dialog"
import { crel, gettext } from "newsmarkup/prose"
import { sameSpeaker } from "newsmarkup/speech"
import { excerpt, fill } from "newsmarkup/words"

/**
 * → {speaker: {ref, name}|null, alleged: bool, continues: bool, origin} or null when cancelled.
 * `origin` is {occasion, cite}, or null where nobody shall be asked for it.
 * `guess` is {speaker} or {query}; `here` the speakers of this article; `previous` the words of the quotation before. `jobTitle`: what the text says of
 * somebody whom the registry does not have.
 */
export function askSpeaker({ directory, words, speaker, guess, alleged, here, previous, continues, jobTitle = "", origin = null }) {
  const dialog = new SpeakerDialog({ directory, speaker, here, jobTitle })
  return dialog.open({ words, guess, alleged, previous, continues, origin })
}

class SpeakerDialog {
  constructor({ directory, speaker, here, jobTitle }) {
    Object.assign(this, { directory, here, jobTitle, chosen: speaker ? directory.entry(speaker) : null })
    this.name = field(gettext("Speaker"), { type: "text", name: "speaker", spellcheck: false })
    this.about = crel("p", { className: "newsmarkup-chosen", id: elementId("chosen"), "aria-live": "polite" })
    this.name.control.setAttribute("aria-describedby", this.about.id)
    this.anonymous = choice(gettext("Anonymous source"), { name: "anonymous", checked: speaker?.ref === "anonymous" })
    this.combobox = new Combobox({
      input: this.name.control,
      label: gettext("Speakers"),
      source: (query, signal) => this.matches(query, signal),
      show: (item) => this.option(item),
      pick: (item) => this.pick(item),
    })
    this.unlisted = this.unlistedFields()
    this.name.control.addEventListener("input", () => this.choose(null))
    this.anonymous.control.addEventListener("change", () => this.refresh())
    this.name.element.append(this.combobox.element, this.about)
  }

  open({ words, guess, alleged, previous, continues, origin }) {
    const from = originFields(origin)
    const allegedly = choice(gettext("Alleged: words put into someone’s mouth"), { name: "alleged", checked: alleged })
    const goesOn = choice(
      fill(gettext("Continues the previous quotation: %(words)s"), { words: excerpt(previous ?? "", 60) }),
      {
        name: "continues",
        checked: continues,
      },
    )
    goesOn.element.hidden = previous == null
    if (!this.chosen && guess?.speaker) this.chosen = this.directory.entry(guess.speaker)
    const input = this.name.control
    input.value = this.chosen?.ref === "anonymous" ? "" : (this.chosen?.name ?? excerpt(guess?.query ?? "", 120))
    this.proposed = guess?.query ? input.value : null
    this.refresh()
    const done = openDialog({
      title: gettext("Who says this?"),
      saveLabel: gettext("Save"),
      body: [
        crel("blockquote", { className: "newsmarkup-words", dir: "auto", textContent: excerpt(words, 200) }),
        this.name.element,
        this.unlisted.element,
        this.anonymous.element,
        allegedly.element,
        goesOn.element,
        ...from.elements,
      ],
      save: () => ({
        speaker: this.value(),
        alleged: allegedly.control.checked,
        continues: goesOn.control.checked,
        origin: from.value(),
      }),
    })
    input.focus()
    input.select()
    if (!this.chosen && guess?.query) this.combobox.search(true)
    return done.finally(() => this.combobox.close())
  }

  /** Someone the registry does not have: a name only, or added to the registry from here. */
  unlistedFields() {
    const group = elementId("kind")
    const person = choice(gettext("Person"), { type: "radio", name: group, value: "person", checked: true })
    const organization = choice(gettext("Organisation"), { type: "radio", name: group, value: "organization" })
    if (this.chosen?.ref === "organization") organization.control.checked = true
    const title = field(gettext("Job title"), { type: "text", name: "job_title", value: this.jobTitle })
    const add = crel("button", {
      type: "button",
      className: "newsmarkup-button",
      textContent: gettext("Add to the registry"),
    })
    const problem = crel("p", { className: "newsmarkup-problem", role: "alert" })
    add.addEventListener("click", () => this.add(problem))
    title.control.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      this.add(problem)
    })
    organization.control.addEventListener("change", () => (title.element.hidden = true))
    person.control.addEventListener("change", () => (title.element.hidden = !this.directory.url))
    add.hidden = title.element.hidden = !this.directory.url
    const element = crel("fieldset", { className: "newsmarkup-unlisted", hidden: true }, [
      crel("legend", { textContent: gettext("Not in the registry") }),
      person.element,
      organization.element,
      title.element,
      add,
      problem,
    ])
    return { element, title: title.control, kind: () => (organization.control.checked ? "organization" : "person") }
  }

  async add(problem) {
    const name = this.name.control.value.trim()
    problem.textContent = ""
    try {
      const added = await this.directory.add({
        kind: this.unlisted.kind(),
        name,
        jobTitle: this.unlisted.title.value.trim(),
      })
      this.choose(added)
      this.name.control.focus()
    } catch (error) {
      problem.textContent = error.message
    }
  }

  async matches(query, signal) {
    const typed = query.trim()
    const known = this.here
      .map((speaker) => this.directory.entry(speaker))
      .filter(({ name }) => nameMatches(name, typed))
    let found = []
    try {
      // A proposal may have a title before the name ("Foreign Minister Ana Ruiz"): then its last words are tried too.
      const last = typed === this.proposed ? [2, 1].map((count) => typed.split(" ").slice(-count).join(" ")) : []
      for (const words of new Set([typed, ...last])) {
        if (!found.length) found = await this.directory.search(words, signal)
      }
    } catch (error) {
      if (error.name === "AbortError") throw error
      this.about.textContent = error.message
    }
    const others = found.filter((entry) => !known.some((each) => sameSpeaker(each, entry)))
    const items = [...known.map((entry) => ({ entry, here: true })), ...others.map((entry) => ({ entry }))]
    if (typed) items.push({ name: typed })
    if (typed && this.directory.url) items.push({ add: typed })
    return items
  }

  option({ entry, here, name, add }) {
    if (name) return [crel("span", { textContent: fill(gettext("Use “%(name)s”, without the registry"), { name }) })]
    if (add) return [crel("span", { textContent: fill(gettext("Add “%(name)s” to the registry…"), { name: add }) })]
    const details = [entry.description, here ? gettext("in this article") : ""].filter(Boolean).join(" · ")
    return [
      crel("strong", { textContent: entry.name }),
      crel("span", { className: "newsmarkup-detail", textContent: details }),
    ]
  }

  pick({ entry, name, add }) {
    if (entry) return this.choose(entry)
    this.choose(null)
    this.unlisted.element.hidden = false
    this.name.control.value = name ?? add
    if (add) this.unlisted.title.focus()
  }

  choose(entry) {
    this.chosen = entry
    if (entry) {
      this.name.control.value = entry.name
      this.anonymous.control.checked = false
    }
    this.refresh()
  }

  refresh() {
    const anonymous = this.anonymous.control.checked
    const listed = this.chosen?.ref.includes(":")
    this.name.control.disabled = anonymous
    this.about.textContent = listed && !anonymous ? this.chosen.description || gettext("In the registry.") : ""
    this.unlisted.element.hidden = anonymous || listed || !["person", "organization"].includes(this.chosen?.ref)
  }

  value() {
    if (this.anonymous.control.checked) return { ref: "anonymous", name: "" }
    const name = this.name.control.value.trim()
    if (this.chosen?.ref.includes(":")) return this.chosen
    return name ? { ref: this.unlisted.kind(), name } : null
  }
}

/** Where the words come from, folded away while nobody has said. `value()` throws where an address is none. */
function originFields(origin) {
  if (!origin) return { elements: [], value: () => null }
  const occasion = field(
    gettext("Said at"),
    { type: "text", name: "occasion", value: origin.occasion, maxLength: 200 },
    { help: gettext("A press conference, an interview, a debate: what, where and when.") },
  )
  const cite = field(
    gettext("Taken from"),
    { type: "url", name: "cite", value: origin.cite, placeholder: "https://" },
    { help: gettext("The address of the document or recording that has the words.") },
  )
  const element = crel("details", { className: "newsmarkup-origin", open: Boolean(origin.occasion || origin.cite) }, [
    crel("summary", { textContent: gettext("Where the words come from") }),
    occasion.element,
    cite.element,
  ])
  const value = () => {
    const address = cite.control.value.trim()
    if (address && !/^https?:\/\/[^\s/]+/.test(address)) {
      element.open = true
      throw new Error(fill(gettext("“%(address)s” is no full address: begin with https://"), { address }))
    }
    return { occasion: occasion.control.value.trim().replace(/\s+/g, " "), cite: address }
  }
  return { elements: [element], value }
}
