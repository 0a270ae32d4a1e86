/**
 * The desk: what belongs to one editor on the page. Every part of the interface is given it, and finds the others by
 * it: {editor, textarea, form, roles, urls, server, directory, sidebar, preview, suggestions}.
 */
import { Announcer } from "newsmarkup/announce"
import { frameAround, selectsWords } from "newsmarkup/block"
import { figureAt } from "newsmarkup/caption"
import { Directory } from "newsmarkup/directory"
import { openPalette } from "newsmarkup/palette"
import { passageAt } from "newsmarkup/passage"
import { choosePhoto } from "newsmarkup/photo"
import { Preview } from "newsmarkup/preview"
import { crel, gettext } from "newsmarkup/prose"
import { Server } from "newsmarkup/server"
import { SURE } from "newsmarkup/cards"
import { Sidebar } from "newsmarkup/sidebar"
import { Suggestions } from "newsmarkup/suggestions"
import { continuePrevious, editSpeaker, spokenAtCursor, tag } from "newsmarkup/tagging"
import { fill } from "newsmarkup/words"

export class Desk {
  constructor(editor, roles, urls) {
    Object.assign(this, { editor, roles, urls })
    const box = editor.options.element
    this.textarea = box.querySelector("textarea")
    this.form = this.textarea.form
    this.server = new Server(this.form)
    this.announcer = new Announcer()
    this.sidebar = new Sidebar(this)
    this.directory = new Directory(this.server, urls.speakers, () => this.sidebar.draw())
    this.preview = new Preview(this)
    this.suggestions = urls.suggestions ? new Suggestions(this) : null
    this.element = crel("div", { className: "newsmarkup" })
  }

  /** Put the sidebar and the preview beside the editor. */
  settle() {
    const box = this.editor.options.element
    box.before(this.element)
    const panels = [this.suggestions, this.sidebar].filter(Boolean).map(({ element }) => element)
    const side = crel("div", { className: "newsmarkup-side" }, panels)
    this.element.append(box, this.announcer.element, side, this.preview.element)
    this.sidebar.draw()
    this.suggestions?.list.draw()
    this.suggestions?.later(1)
    // What stands against publishing is said above the form: see admin/article.html.
    const gate = this.form?.querySelector(".newsmarkup-gate")
    gate?.addEventListener("click", (event) => {
      if (this.follow(event.target.closest("a[data-field]"))) event.preventDefault()
    })
    gate?.focus() // a browser may open the page where the button was pressed, at its end
  }

  /** Go to the passage or field that a problem's button or link names. → whether there is one. */
  follow(link) {
    if (!link) return false
    const { passage, field } = link.dataset
    if (passage && this.sidebar.jumpTo(passage)) return true
    const found = field && this.form?.elements.namedItem(field)
    const control = found?.[0] && !found.options ? found[0] : found
    if (!control) return false
    for (let box = control.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
    if (control === this.textarea) this.editor.view.focus()
    else control.focus()
    return true
  }

  /** Take them away again, when the editor goes. */
  leave() {
    this.preview.stop()
    this.suggestions?.stop()
    this.element.replaceWith(
      ...[this.editor.options.element, this.textarea].filter((each) => this.element.contains(each)),
    )
  }

  say(message) {
    this.announcer.say(message)
  }

  problem(message) {
    this.announcer.say(message, "problem")
  }

  tag(role, as = null) {
    return tag(this, role, as)
  }

  /** Of the passage with this id; else at the cursor, where a suggestion's words are not tagged yet. */
  editSpeaker(id = null) {
    const card = !id && this.suggestions?.atCursor && !spokenAtCursor(this).length
    if (card) return this.suggestions.changeSpeaker()
    return editSpeaker(this, id)
  }

  /** Whether the selection is tagged with the role. */
  active(role, block = false) {
    const { state } = this.editor
    const { from } = state.selection
    if (role.kind === "caption") {
      const figure = figureAt(state.doc, from)
      return Boolean(figure?.caption && from > figure.caption.pos)
    }
    if (role.node && (block || !role.mark)) return Boolean(frameAround(state.selection, state.schema.nodes[role.node]))
    return Boolean(
      passageAt(state.doc, this.roles, role, from)?.parts.some(
        (part) => part.mark && part.from <= from && from <= part.to,
      ),
    )
  }

  /** What a role's command would do with this selection, where that is not plain. */
  hint(role) {
    if (role.kind === "block" && !this.active(role) && selectsWords(this.editor.state)) {
      return gettext("a copy of these words, after the paragraph")
    }
    return this.active(role) && this.editor.state.selection.empty ? gettext("tagged here: removes it") : ""
  }

  /** Everything one can do here: for the toolbar, the palette and the keyboard. */
  commands() {
    return (this.all ??= [
      ...this.roles.list.map((role) => ({
        name: `newsmarkup:${role.name}`,
        role,
        label: role.label,
        help: role.help,
        shortcut: role.shortcut,
        group: "newsmarkup:roles",
        active: () => this.active(role),
        hint: () => this.hint(role),
        run: () => this.tag(role),
      })),
      ...this.roles.list
        .filter((role) => role.mark && role.node)
        .map((role) => ({
          name: `newsmarkup:${role.node}`,
          role,
          label: role === this.roles.spoken ? gettext("Block quotation") : fill(gettext("%(label)s, as a block"), role),
          help: gettext("The same for whole paragraphs, set apart from the text."),
          shortcut: role === this.roles.spoken ? "Alt-Shift-B" : null,
          group: "newsmarkup:blocks",
          active: () => this.active(role, true),
          run: () => this.tag(role, "block"),
        })),
      {
        name: "newsmarkup:speaker",
        label: gettext("Speaker…"),
        help: gettext("Say who speaks in the quotation at the cursor."),
        shortcut: "Alt-Shift-S",
        group: "newsmarkup:blocks",
        run: () => this.editSpeaker(),
      },
      {
        name: "newsmarkup:continue",
        label: gettext("Continues the previous quotation"),
        help: gettext("Make the quotation at the cursor one with the quotation before it, or part them again."),
        shortcut: "Alt-Shift-C",
        run: () => continuePrevious(this),
      },
      this.urls.photos && {
        name: "newsmarkup:picture",
        label: gettext("Picture…"),
        help: gettext("Add a picture, or change the one at the cursor and its alt text."),
        shortcut: "Alt-Shift-F",
        run: () => choosePhoto(this),
      },
      ...(this.suggestions ? this.suggesting() : []),
      {
        name: "newsmarkup:palette",
        label: gettext("Tag as…"),
        help: gettext("All tags and commands, found by typing."),
        shortcut: "Alt-Shift-T",
        group: "newsmarkup:panels",
        listed: false,
        run: () => openPalette(this),
      },
      this.urls.preview &&
        this.form && {
          name: "newsmarkup:preview",
          label: gettext("Preview"),
          help: gettext("The page, its JSON-LD, the search result and the problems, without saving."),
          shortcut: "Alt-Shift-P",
          group: "newsmarkup:panels",
          active: () => this.preview.open,
          run: () => {
            this.preview.toggle()
            this.editor.view.dispatch(this.editor.state.tr)
          },
        },
    ].filter(Boolean))
  }

  /** Going through the suggestions, and deciding on them. */
  suggesting() {
    const { suggestions } = this
    const command = (name, shortcut, label, help, run) => ({ name: `newsmarkup:${name}`, shortcut, label, help, run })
    return [
      {
        ...command("suggest", "Alt-Shift-G", gettext("Suggest tags"), "", () => suggestions.start()),
        help: gettext("Look in the text for captions, credits, quotations and who speaks them."),
        group: "newsmarkup:panels",
      },
      command(
        "accept",
        "Alt-Shift-A",
        gettext("Accept the suggestion"),
        gettext("Tag the words as the card says."),
        () => suggestions.acceptCurrent(),
      ),
      command("reject", "Alt-Shift-R", gettext("Reject the suggestion"), gettext("Not in this article."), () =>
        suggestions.reject(),
      ),
      command("next", "Alt-Shift-J", gettext("Next suggestion"), "", () => suggestions.step(1)),
      command("previous", "Alt-Shift-K", gettext("Previous suggestion"), "", () => suggestions.step(-1)),
      command("sure", "Alt-Shift-9", gettext("Accept all above 90 %"), "", () => suggestions.acceptAbove(SURE)),
      command("all", "Alt-Shift-0", gettext("Accept all suggestions"), "", () => suggestions.acceptAbove(0)),
    ]
  }
}
