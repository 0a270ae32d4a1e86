/** What the tests share: the roles as Python configures them, documents written as HTML, and selections in them. */
import { getSchema, pm } from "newsmarkup/prose"
import * as prose from "django-prose-editor/editor"
import { NewsMarkup } from "newsmarkup/editor"
import { Roles } from "newsmarkup/roles"

const { DOMParser: Reader, DOMSerializer } = pm.model
const { EditorState, TextSelection } = pm.state
const SPEAKER = ["data-speaker", "data-speaker-name"]

const role = (name, kind, element, rest) => ({
  name,
  label: name[0].toUpperCase() + name.slice(1),
  help: "",
  kind,
  element,
  marker: null,
  blockElement: null,
  attributes: [],
  speaker: false,
  colour: "blue",
  ...rest,
})

export const CONFIG = [
  role("caption", "caption", "figcaption", { shortcut: "Alt-Shift-1" }),
  role("credit", "inline", "small", { marker: ["data-role", "credit"], shortcut: "Alt-Shift-2" }),
  role("pullquote", "block", "aside", {
    marker: ["data-role", "pullquote"],
    attributes: [...SPEAKER, "data-alleged"],
    speaker: true,
    shortcut: "Alt-Shift-3",
  }),
  role("quotation", "inline", "q", {
    blockElement: "blockquote",
    attributes: [...SPEAKER, "data-alleged", "cite"],
    speaker: true,
    shortcut: "Alt-Shift-4",
  }),
  role("attribution", "inline", "span", {
    marker: ["data-role", "attribution"],
    attributes: ["data-for", ...SPEAKER],
    speaker: true,
    shortcut: "Alt-Shift-5",
  }),
]

/** An editor's schema and roles for a configuration. */
export function newsroom(config = CONFIG) {
  const { Document, History, Paragraph, Text } = prose
  const schema = getSchema([Document, Paragraph, Text, History, NewsMarkup.configure({ roles: config })])
  const roles = new Roles(config)
  return { schema, roles, role: (name) => roles.named(name) }
}

export const standard = newsroom()

export function read(html, { schema } = standard) {
  const box = document.createElement("div")
  box.innerHTML = html
  return Reader.fromSchema(schema).parse(box)
}

export function write(doc, { schema } = standard) {
  const box = document.createElement("div")
  box.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content))
  return box.innerHTML.replaceAll("&nbsp;", "\u00a0")
}

/** A state whose selection stands where the HTML has [ and ], or | for a cursor. */
export function state(html, room = standard) {
  const doc = read(html, room)
  const find = (sign) => {
    let found = null
    doc.descendants((node, pos) => {
      if (node.isText && node.text.includes(sign)) found ??= pos + node.text.indexOf(sign)
    })
    return found
  }
  const tr = EditorState.create({ doc }).tr
  const take = (sign) => {
    let found = null
    tr.doc.descendants((node, pos) => {
      if (node.isText && node.text.includes(sign)) found ??= pos + node.text.indexOf(sign)
    })
    if (found !== null) tr.delete(found, found + 1)
    return found
  }
  const cursor = find("|") !== null ? take("|") : null
  const from = cursor ?? take("[") ?? 1
  const to = cursor ?? take("]") ?? from
  const clean = EditorState.create({ doc: tr.doc })
  return clean.apply(clean.tr.setSelection(TextSelection.between(clean.doc.resolve(from), clean.doc.resolve(to))))
}

/** The HTML with its random ids replaced: those not given become new-1, new-2 … in order. */
export function tidy(html) {
  const fresh = new Map()
  return html.replace(/\bp[0-9a-z]{7}\b/g, (id) => fresh.get(id) ?? fresh.set(id, `new-${fresh.size + 1}`).get(id))
}
