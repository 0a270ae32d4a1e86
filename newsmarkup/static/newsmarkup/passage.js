/**
 * Reading the tags of a document.
 *
 * A part is one stretch of a tag: {role, id, attrs, from, to, mark|node}. A passage is all parts with one role and
 * one id: {role, id, attrs, parts, from, to}: a quotation over three paragraphs is one passage of three parts.
 * Parts are remembered a top-level block; ProseMirror keeps unchanged blocks, so a keystroke costs one block.
 */
import { speakerOf } from "newsmarkup/speech"

const remembered = new WeakMap()

function readBlock(block, roles) {
  const found = []
  const open = new Map()
  const close = (node, pos) => {
    for (const [key, part] of open) {
      if (part.to !== pos || !node.isInline) open.delete(key)
    }
  }
  const visit = (node, pos) => {
    close(node, pos)
    const role = roles.nodes.get(node.type.name)
    if (role)
      found.push({ role, id: node.attrs["data-id"], attrs: node.attrs, from: pos, to: pos + node.nodeSize, node })
    if (node.type.name === "figure") found.push(readFigure(node, pos, roles))
    if (!node.isInline) return
    for (const mark of node.marks) {
      const markRole = roles.marks.get(mark.type.name)
      if (!markRole) continue
      const id = mark.attrs["data-id"]
      const key = `${markRole.name} ${id}`
      const part = open.get(key)
      if (part) {
        part.to = pos + node.nodeSize
      } else {
        const fresh = { role: markRole, id, attrs: mark.attrs, from: pos, to: pos + node.nodeSize, mark }
        open.set(key, fresh)
        found.push(fresh)
      }
    }
  }
  visit(block, 0)
  block.descendants((node, pos) => visit(node, pos + 1))
  return found
}

/** A figure is no role but stands beside them: {figure: {image, caption: bool, credit: bool}}. */
function readFigure(node, pos, roles) {
  const figure = { image: null, caption: false, credit: false }
  node.forEach((child) => {
    if (child.type.name === "image") figure.image = child.attrs
    else figure.caption = child.content.size > 0
  })
  node.descendants((child) => {
    if (child.marks.some((mark) => roles.marks.get(mark.type.name)?.name === "credit")) figure.credit = true
  })
  return { figure, from: pos, to: pos + node.nodeSize, node }
}

/** What is remembered of one top-level block: {parts, text}, positions counted from the block. */
export function blockFacts(block, roles) {
  let facts = remembered.get(block)
  if (!facts) {
    facts = { parts: readBlock(block, roles), text: block.textContent }
    remembered.set(block, facts)
  }
  return facts
}

/** All parts and figures of a document, in its order. */
export function parts(doc, roles) {
  const all = []
  doc.forEach((block, offset) => {
    for (const part of blockFacts(block, roles).parts) {
      all.push({ ...part, from: part.from + offset, to: part.to + offset })
    }
  })
  return all
}

/** All passages of a document, in the order of their first parts; of one role if given. */
export function passages(doc, roles, role = null) {
  const byKey = new Map()
  for (const part of parts(doc, roles)) {
    if (part.figure || (role && part.role !== role)) continue
    const key = `${part.role.name} ${part.id}`
    const passage = byKey.get(key)
    if (passage) {
      passage.parts.push(part)
      passage.to = Math.max(passage.to, part.to)
      if (!speakerOf(passage.attrs) && speakerOf(part.attrs)) passage.attrs = part.attrs
    } else {
      byKey.set(key, {
        key,
        role: part.role,
        id: part.id,
        attrs: part.attrs,
        parts: [part],
        from: part.from,
        to: part.to,
      })
    }
  }
  return [...byKey.values()]
}

/** The passage with this id, or undefined. */
export const passageWithId = (doc, roles, id) => passages(doc, roles).find((passage) => passage.id === id)

/** The innermost passage of a role that the position touches, or undefined; strictly inside comes first. */
export function passageAt(doc, roles, role, pos) {
  const touching = passages(doc, roles, role).flatMap((passage) =>
    passage.parts
      .filter((part) => part.from <= pos && pos <= part.to)
      .map((part) => ({ passage, inside: part.from < pos && pos < part.to, size: part.to - part.from })),
  )
  touching.sort((a, b) => b.inside - a.inside || a.size - b.size)
  return touching[0]?.passage
}

/** The words of a passage or part; a line break counts as a space. */
export function wordsOf(doc, item) {
  const stretches = item.parts ?? [item]
  return stretches.map(({ from, to }) => doc.textBetween(from, to, " ", " ")).join(" ")
}
