/** Saying what happened: a line under the editor that screen readers read out. */
import { crel } from "newsmarkup/prose"

export class Announcer {
  constructor() {
    this.element = crel("p", { className: "newsmarkup-status", role: "status", "aria-live": "polite" })
  }

  /** `kind` is "done" or "problem". A message said twice is cleared in between, so that it is read again. */
  say(message, kind = "done") {
    clearTimeout(this.timer)
    this.element.dataset.kind = kind
    if (this.element.textContent === message) this.element.textContent = ""
    this.timer = setTimeout(() => (this.element.textContent = message), 30)
  }

  /** A problem is over when the text has changed. */
  settle() {
    if (this.element.dataset.kind === "problem") this.say("")
  }
}
