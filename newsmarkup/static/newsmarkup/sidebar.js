/**
 * The list of all tags beside the text, in its order, with what they lack. It is brought up to date shortly after
 * the text has changed; blocks that did not change are not read again, entries that did not change not drawn again.
 */
import { paint } from "newsmarkup/colour"
import { elementId } from "newsmarkup/dialog"
import { entries } from "newsmarkup/entries"
import { crel, gettext, pm } from "newsmarkup/prose"
import { fill } from "newsmarkup/words"

const { NodeSelection, TextSelection } = pm.state
const PAUSE = 120

export class Sidebar {
  constructor(desk) {
    this.desk = desk
    const title = elementId("tags")
    this.summary = crel("p", { className: "newsmarkup-summary" })
    this.list = crel("ol", { className: "newsmarkup-tags" })
    this.element = crel("section", { className: "newsmarkup-sidebar", "aria-labelledby": title }, [
      crel("h3", { id: title, textContent: gettext("Tags") }),
      this.summary,
      this.list,
    ])
    this.drawn = new Map()
    this.list.addEventListener("click", (event) => this.click(event))
    this.list.addEventListener("keydown", (event) => this.key(event))
  }

  /** Draw soon: many keystrokes make one drawing. */
  later() {
    this.timer ??= setTimeout(() => this.draw(), PAUSE)
  }

  draw() {
    clearTimeout(this.timer)
    this.timer = null
    const { editor, roles, directory } = this.desk
    if (editor.isDestroyed) return
    const now = entries(editor.state.doc, roles, (speaker) => directory.nameOf(speaker))
    const first = !this.now
    const before = new Map((this.now ?? []).map((entry) => [entry.key, entry]))
    this.now = now
    this.render(now)
    const warnings = now.reduce((sum, entry) => sum + entry.warnings.length, 0)
    this.summary.textContent = [
      now.length ? fill(gettext("Tags: %(count)s"), { count: now.length }) : gettext("Nothing is tagged yet."),
      warnings ? fill(gettext("Warnings: %(count)s"), { count: warnings }) : now.length ? gettext("No warnings") : "",
    ]
      .filter(Boolean)
      .join(" · ")
    if (!first) this.tell(before, now)
  }

  render(now) {
    const keep = new Map()
    now.forEach((entry, index) => {
      const look = JSON.stringify([entry.label, entry.text, entry.speaker, entry.warnings])
      let item = this.drawn.get(entry.key)
      if (item?.dataset.look !== look) {
        const fresh = this.item(entry)
        fresh.dataset.look = look
        fresh.dataset.key = entry.key
        if (item) {
          const focused = item.contains(document.activeElement)
          item.replaceWith(fresh)
          if (focused) fresh.querySelector("button").focus()
        }
        item = fresh
      }
      if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null)
      keep.set(entry.key, item)
    })
    for (const [key, item] of this.drawn) if (!keep.has(key)) item.remove()
    this.drawn = keep
  }

  item({ role, label, text, speaker, warnings }) {
    const swatch = crel("span", { className: "newsmarkup-swatch", "aria-hidden": "true" })
    if (role) paint(swatch, this.desk.roles, role)
    else swatch.dataset.line = "picture"
    const jump = crel("button", { type: "button", className: "newsmarkup-jump", "data-action": "jump" }, [
      crel("span", { className: "newsmarkup-role" }, [swatch, label]),
      crel("span", { className: "newsmarkup-text", dir: "auto", textContent: text }),
    ])
    const children = [jump]
    if (role?.speaker && !role.joins) {
      const words = speaker ? fill(gettext("Speaker: %(name)s"), { name: speaker }) : gettext("Name the speaker")
      children.push(
        crel("button", {
          type: "button",
          className: "newsmarkup-speaker",
          "data-action": "speaker",
          textContent: words,
        }),
      )
    }
    if (warnings.length) {
      children.push(
        crel(
          "ul",
          { className: "newsmarkup-warnings" },
          warnings.map((words) =>
            crel("li", { className: "newsmarkup-warning" }, [
              crel("strong", { textContent: gettext("Warning:") }),
              ` ${words}`,
            ]),
          ),
        ),
      )
    }
    return crel("li", {}, children)
  }

  /** Say which tags came and went, also by undo. */
  tell(before, now) {
    const keys = new Set(now.map((entry) => entry.key))
    const labels = (list) => [...new Set(list.map((entry) => entry.label))].join(", ")
    const added = now.filter((entry) => !before.has(entry.key) && entry.role)
    const removed = [...before.values()].filter((entry) => !keys.has(entry.key) && entry.role)
    if (added.length) this.desk.say(fill(gettext("Tagged: %(labels)s"), { labels: labels(added) }))
    else if (removed.length) this.desk.say(fill(gettext("Tag removed: %(labels)s"), { labels: labels(removed) }))
  }

  click(event) {
    const button = event.target.closest("button")
    this.draw()
    const entry = this.now?.find(({ key }) => key === button?.closest("li[data-key]")?.dataset.key)
    if (!entry) return
    this.select(entry)
    if (button.dataset.action === "speaker" && this.desk.editor.isEditable) this.desk.editSpeaker(entry.passage.id)
  }

  /** Arrow keys go through the list. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const jumps = [...this.list.querySelectorAll(".newsmarkup-jump")]
    const at = jumps.findIndex((button) => button.parentElement.contains(document.activeElement))
    if (!step || at < 0) return
    event.preventDefault()
    jumps[at + step]?.focus()
  }

  select({ passage, from, to }) {
    const { editor } = this.desk
    const { doc } = editor.state
    const part = passage?.parts[0]
    const selection = part?.mark
      ? TextSelection.create(doc, part.from, part.to)
      : part
        ? TextSelection.between(doc.resolve(from + 1), doc.resolve(to - 1))
        : NodeSelection.create(doc, from)
    editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView())
    editor.view.focus()
  }

  /** Select the passage with this id; false where there is none. */
  jumpTo(id) {
    this.draw()
    const entry = this.now.find(({ passage }) => passage?.id === id)
    if (entry) this.select(entry)
    return Boolean(entry)
  }
}
