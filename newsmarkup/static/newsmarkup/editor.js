/**
 * NewsMarkup: the one extension that makes django-prose-editor tag news articles.
 *
 * Options, from the widget: {roles: [config, see roles.js], urls: {speakers, photos, preview, suggestions,
 * rejections}, headings: [levels],
 * formatting: [elements]}. It brings every mark and node of the canonical HTML but document, paragraph and text.
 */
import { suggestionsPlugin } from "newsmarkup/cards"
import { paintText } from "newsmarkup/colour"
import { Desk } from "newsmarkup/desk"
import { figureExtensions } from "newsmarkup/figure"
import { idsIn, withFreshIds } from "newsmarkup/ids"
import { captionSlice, cleanHTML, textSlice } from "newsmarkup/paste"
import { Extension, gettext, pm } from "newsmarkup/prose"
import { roleExtensions, Roles } from "newsmarkup/roles"
import { LANGUAGE, standardExtensions } from "newsmarkup/schema"
import { shortcutHandler } from "newsmarkup/shortcuts"
import { commandMenu, equip } from "newsmarkup/toolbar"

const { Plugin } = pm.state

export const NewsMarkup = Extension.create({
  name: "newsmarkup",
  // After the menu, whose bar becomes the toolbar.
  priority: 40,

  addOptions: () => ({
    roles: [],
    urls: {},
    headings: [2, 3, 4],
    formatting: ["strong", "em", "u", "s", "sub", "sup", "code"],
  }),

  addStorage() {
    return { desk: null, roles: new Roles(this.options.roles) }
  },

  addExtensions() {
    const roles = new Roles(this.options.roles)
    return [...standardExtensions(this.options), ...roleExtensions(roles), ...figureExtensions(roles)]
  },

  addGlobalAttributes: () => LANGUAGE,

  onBeforeCreate() {
    // Tiptap's own style element is inline, which a strict policy blocks: its rules are in editor.css.
    this.editor.options.injectCSS = false
    if (typeof this.editor.options.element?.querySelector === "function") {
      this.storage.desk = new Desk(this.editor, this.storage.roles, this.options.urls)
    }
  },

  addMenuItems(tools) {
    commandMenu(this.storage.desk, tools)
  },

  onCreate() {
    const { desk } = this.storage
    if (!desk) return
    desk.settle()
    paintText(desk.roles)
    const bar = this.editor.storage.menu?.dom
    if (bar) equip(bar, this.editor, desk)
  },

  onUpdate() {
    const { desk } = this.storage
    desk?.announcer.settle()
    desk?.sidebar.later()
    desk?.preview.later()
  },

  onTransaction({ transaction }) {
    this.storage.desk?.suggestions?.follow(transaction)
  },

  onDestroy() {
    this.storage.desk?.leave()
  },

  addProseMirrorPlugins() {
    const { storage } = this
    let keys = null
    let moving = false
    return [
      suggestionsPlugin(storage.roles),
      new Plugin({
        props: {
          scrollThreshold: margin(storage),
          scrollMargin: margin(storage, 12),
          attributes: { "aria-label": gettext("Text of the article"), "aria-multiline": "true" },
          handleKeyDown(view, event) {
            if (!view.editable) return false
            if (event.altKey && event.key === "F10") return toToolbar(storage, event)
            keys ??= shortcutHandler(storage.desk?.commands() ?? [])
            return keys(event)
          },
          handleDOMEvents: {
            drop(view) {
              moving = Boolean(view.dragging?.move)
              setTimeout(() => (moving = false))
              return false
            },
          },
          transformPastedHTML: (html) => cleanHTML(html),
          clipboardTextParser: (text, $context) => textSlice(text, $context.doc.type.schema),
          // What is moved keeps its ids; what is copied gets new ones where the first still stands.
          transformPasted(slice, view) {
            const { doc, selection } = view.state
            return captionSlice(moving ? slice : withFreshIds(slice, idsIn(doc)), selection.$to)
          },
        },
      }),
    ]
  },
})

/** The cursor is kept above what covers the end of the window. */
const margin = (storage, more = 0) => ({
  top: more,
  left: more,
  right: more,
  get bottom() {
    return more + (storage.desk?.suggestions?.list.covered ?? 0)
  },
})

function toToolbar({ desk }, event) {
  const bar = desk?.editor.storage.menu?.dom
  event.preventDefault()
  bar?.querySelector("button[tabindex='0']")?.focus()
  return Boolean(bar)
}
