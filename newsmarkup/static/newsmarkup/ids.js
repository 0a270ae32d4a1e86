/** Stable ids of passages: making them, and keeping them unique when text is copied. */
import { pm } from "newsmarkup/prose"

const { Fragment, Slice } = pm.model
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

/** A letter, then seven letters and digits: 36⁷ possibilities, far more than an article has passages. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(7))
  return `p${Array.from(bytes, (byte) => DIGITS[byte % 36]).join("")}`
}

/** The ids a node carries, on itself or in a mark. */
const ownIds = (node) => [node.attrs["data-id"], ...node.marks.map((mark) => mark.attrs["data-id"])].filter(Boolean)

/** All ids in a document, fragment or slice's content. */
export function idsIn(content) {
  const ids = new Set()
  content.descendants((node) => {
    for (const id of ownIds(node)) ids.add(id)
  })
  return ids
}

const replaced = (attrs, fresh) => {
  const changed = { ...attrs }
  if (fresh.has(attrs["data-id"])) changed["data-id"] = fresh.get(attrs["data-id"])
  if (attrs["data-for"]) {
    changed["data-for"] = attrs["data-for"]
      .split(" ")
      .map((id) => fresh.get(id) ?? id)
      .join(" ")
  }
  return changed
}

const mapFragment = (fragment, change) => {
  const nodes = []
  fragment.forEach((node) => nodes.push(change(node)))
  return Fragment.from(nodes)
}

/**
 * The slice with new ids in place of those in `taken`. Parts that shared an id share the new one, and an
 * attribution copied along with its quotation names the copy.
 */
export function withFreshIds(slice, taken) {
  const fresh = new Map()
  for (const id of idsIn(slice.content)) {
    if (taken.has(id)) fresh.set(id, newId())
  }
  if (!fresh.size) return slice
  const change = (node) => {
    const marks = node.marks.map((mark) => mark.type.create(replaced(mark.attrs, fresh)))
    if (node.isText) return node.mark(marks)
    return node.type.create(replaced(node.attrs, fresh), mapFragment(node.content, change), marks)
  }
  return new Slice(mapFragment(slice.content, change), slice.openStart, slice.openEnd)
}
