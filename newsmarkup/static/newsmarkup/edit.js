/** Changing the tags of a document: small steps on a transaction, used by every way of tagging. */
import { parts, passages } from "newsmarkup/passage"

/** The stretches of text between two positions, one a text block, without the spaces at their ends. */
export function stretches(doc, from, to) {
  const found = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true
    const start = Math.max(from, pos + 1)
    const end = Math.min(to, pos + 1 + node.content.size)
    if (start >= end) return false
    const text = doc.textBetween(start, end, "", "\ufffc")
    const head = text.length - text.trimStart().length
    const tail = text.length - text.trimEnd().length
    if (head + tail < text.length) found.push({ from: start + head, to: end - tail })
    return false
  })
  return found
}

/** Put marks of one type in order: the longer stretch is outside, whichever was added first. */
export function nestMarks(tr, type, from, to) {
  tr.doc.nodesBetween(from, to, (block, pos) => {
    if (!block.isTextblock) return true
    const extents = markExtents(block, type, pos + 1)
    const ordered = [...extents].sort((a, b) => a.from - b.from || b.to - a.to)
    const tangled = extents.some((a) => extents.some((b) => a !== b && a.inside.has(b.mark) && encloses(a, b)))
    if (tangled) {
      for (const each of ordered) tr.removeMark(each.from, each.to, each.mark)
      for (const each of ordered) tr.addMark(each.from, each.to, each.mark)
    }
    return false
  })
}

const encloses = (a, b) => a.from <= b.from && b.to <= a.to && (a.from < b.from || b.to < a.to)

/** Each mark's unbroken stretches in a text block, with the marks it is written inside of. */
function markExtents(block, type, start) {
  const extents = []
  block.forEach((node, offset) => {
    const marks = node.marks.filter((mark) => mark.type === type)
    marks.forEach((mark, index) => {
      const from = start + offset
      const to = from + node.nodeSize
      let extent = extents.find((each) => each.to === from && each.mark.eq(mark))
      if (extent) extent.to = to
      else extents.push((extent = { mark, from, to, inside: new Set() }))
      for (const outer of marks.slice(0, index)) extent.inside.add(outer)
    })
  })
  return extents
}

/** Give every part of a passage these attributes beside its own. */
export function setAttrs(tr, passage, attrs) {
  for (const part of passage.parts) {
    const changed = { ...part.attrs, ...attrs }
    if (part.mark) {
      tr.removeMark(part.from, part.to, part.mark)
      tr.addMark(part.from, part.to, part.mark.type.create(changed))
      nestMarks(tr, part.mark.type, part.from, part.to)
    } else {
      tr.setNodeMarkup(tr.mapping.map(part.from), null, changed)
    }
  }
}

/** Take a passage's marks away, and its blocks' frames, keeping every word. */
export function removePassage(tr, passage, roles) {
  for (const part of [...passage.parts].reverse()) {
    if (part.mark) tr.removeMark(part.from, part.to, part.mark)
    else tr.replaceWith(part.from, part.to, part.node.content)
  }
  forget(tr, passage.id, roles)
}

/** If no part of a passage is left, its attributions point at the heir instead, or no longer. */
export function forget(tr, id, roles, heir = null) {
  if (parts(tr.doc, roles).some((part) => part.id === id)) return
  for (const passage of passages(tr.doc, roles)) {
    const targets = targetsOf(passage)
    if (!targets.includes(id)) continue
    setAttrs(tr, passage, forAttr(targets.map((each) => (each === id ? heir : each)).filter(Boolean)))
  }
}

/** The ids an attribution points at. */
export const targetsOf = (passage) => passage.attrs["data-for"]?.split(" ").filter(Boolean) ?? []

export const forAttr = (ids) => ({ "data-for": ids.length ? [...new Set(ids)].join(" ") : null })
