/**
 * A text field with a list of matches under it (the ARIA combobox pattern). The first match is the active one, so
 * that typing and Enter are enough; Enter pressed before the matches have come picks the first that comes.
 */
import { elementId } from "newsmarkup/dialog"
import { crel } from "newsmarkup/prose"

const WAIT = 150

export class Combobox {
  /**
   * `source(query, signal)` gives the items or a promise of them, `show(item)` the children of an option,
   * `pick(item)` is called with the chosen one. An `open` list stays open and is filled at once.
   */
  constructor({ input, label, source, show, pick, open = false }) {
    Object.assign(this, { input, source, show, pick, stays: open, items: [], active: -1, awaited: false })
    this.list = crel("ul", {
      id: elementId("list"),
      className: "newsmarkup-list",
      role: "listbox",
      "aria-label": label,
      hidden: true,
    })
    for (const [name, value] of [
      ["role", "combobox"],
      ["autocomplete", "off"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ])
      input.setAttribute(name, value)
    input.addEventListener("input", () => this.search())
    input.addEventListener("keydown", (event) => this.key(event))
    this.list.addEventListener("mousedown", (event) => event.preventDefault())
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.choose(Number(option.dataset.index))
    })
  }

  get element() {
    return this.list
  }

  /** Ask the source for matches, after a pause unless `at once`. */
  search(atOnce = this.stays) {
    clearTimeout(this.timer)
    this.request?.abort()
    this.request = new AbortController()
    const { signal } = this.request
    this.searching = true
    const ask = async () => {
      try {
        const items = await this.source(this.input.value, signal)
        if (!signal.aborted) this.fill(items)
      } catch (error) {
        if (error.name === "AbortError" || signal.aborted) return
        this.fill([])
        this.list.hidden = true
        throw error
      }
    }
    if (atOnce) return ask()
    this.timer = setTimeout(ask, WAIT)
  }

  fill(items) {
    this.searching = false
    this.items = items
    this.list.replaceChildren(
      ...items.map((item, index) =>
        crel(
          "li",
          { id: `${this.list.id}-${index}`, role: "option", "data-index": index, "aria-selected": "false" },
          this.show(item),
        ),
      ),
    )
    this.toggle(items.length > 0)
    this.activate(items.length ? 0 : -1)
    if (this.awaited && items.length) this.choose(0)
    this.awaited = false
  }

  toggle(open) {
    this.list.hidden = !open
    this.input.setAttribute("aria-expanded", String(open))
    if (!open) this.activate(-1)
  }

  close() {
    clearTimeout(this.timer)
    this.request?.abort()
    this.searching = this.awaited = false
    if (!this.stays) this.toggle(false)
  }

  activate(index) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false")
    this.active = index
    const option = this.list.children[index]
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView?.({ block: "nearest" })
    if (option) this.input.setAttribute("aria-activedescendant", option.id)
    else this.input.removeAttribute("aria-activedescendant")
  }

  choose(index) {
    const item = this.items[index]
    if (item === undefined) return
    this.close()
    this.pick(item)
  }

  key(event) {
    const open = !this.list.hidden
    const count = this.items.length
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!open) return this.searching || this.search(true)
      const step = event.key === "ArrowDown" ? 1 : -1
      this.activate((this.active + step + count) % count)
    } else if (event.key === "Enter" && (open || this.searching)) {
      event.preventDefault()
      if (this.searching && this.input.value.trim()) this.awaited = true
      else this.choose(this.active)
    } else if (event.key === "Escape" && open && !this.stays) {
      event.preventDefault()
      this.close()
    } else if (event.key === "Tab") {
      this.close()
    }
  }
}
