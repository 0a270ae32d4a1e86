/**
 * Joining an attribution with the quotations whose speaker it names.
 *
 * In its own paragraph it takes the nearest quotation, and the others there that nobody nearer names and that
 * have the same speaker or none; with no quotation in the paragraph, the last one before it.
 */
import { forAttr, setAttrs, targetsOf } from "newsmarkup/edit"
import { passages, passageWithId } from "newsmarkup/passage"
import { sameSpeaker, speakerAttrs, speakerOf } from "newsmarkup/speech"

/** Join on the transaction. → {targets: [ids], speaker: the speaker they have, or null}. */
export function join(tr, roles, id) {
  const attribution = passageWithId(tr.doc, roles, id)
  const frame = frameOf(tr.doc, roles, attribution)
  if (frame) return { targets: [], frame: frame["data-id"], speaker: speakerOf(frame) }
  const targets = nearest(tr.doc, roles, attribution)
  release(tr, roles, attribution, targets)
  setAttrs(tr, passageWithId(tr.doc, roles, id), forAttr(targets))
  const named = targets.map((target) => passageWithId(tr.doc, roles, target))
  const speaker = named.map((each) => speakerOf(each.attrs)).find(Boolean) ?? null
  if (speaker) {
    for (const target of targets) {
      const passage = passageWithId(tr.doc, roles, target)
      if (!speakerOf(passage.attrs)) setAttrs(tr, passage, speakerAttrs(speaker))
    }
  }
  return { targets, frame: null, speaker }
}

/** The attributes of the block quotation or pull quote around an attribution: it needs no pointer. */
function frameOf(doc, roles, { from }) {
  const $from = doc.resolve(from)
  for (let depth = $from.depth; depth > 0; depth--) {
    const role = roles.nodes.get($from.node(depth).type.name)
    if (role?.speaker) return $from.node(depth).attrs
  }
  return null
}

const between = (a, b) => Math.max(0, a.from - b.to, b.from - a.to)
const distance = (passage, attribution) =>
  Math.min(...passage.parts.flatMap((part) => attribution.parts.map((own) => between(part, own))))

function nearest(doc, roles, attribution) {
  const $from = doc.resolve(attribution.from)
  const [start, end] = [$from.start(), $from.end()]
  const here = (passage) => passage.parts.some((part) => start <= part.from && part.to <= end)
  const all = passages(doc, roles, roles.spoken).filter((each) => each.parts.some((part) => part.mark))
  const beside = all.filter(here).sort((a, b) => distance(a, attribution) - distance(b, attribution))
  if (!beside.length) {
    const before = all.filter((each) => each.from < attribution.from)
    return before.length ? [before.at(-1).id] : []
  }
  const rivals = passages(doc, roles, attribution.role).filter((each) => each.id !== attribution.id && here(each))
  const [first, ...others] = beside
  const speaker = speakerOf(first.attrs)
  const free = others.filter((each) => {
    const own = speakerOf(each.attrs)
    const nearer = rivals.some((rival) => distance(each, rival) <= distance(each, attribution))
    return !nearer && (!own || !speaker || sameSpeaker(own, speaker))
  })
  return [first, ...free].sort((a, b) => a.from - b.from).map((each) => each.id)
}

/** A quotation has one attribution in a paragraph: what the new one takes, the others let go. */
function release(tr, roles, attribution, targets) {
  for (const rival of passages(tr.doc, roles, attribution.role)) {
    if (rival.id === attribution.id) continue
    const own = targetsOf(rival)
    const left = own.filter((target) => !targets.includes(target))
    if (left.length && left.length < own.length) setAttrs(tr, rival, forAttr(left))
  }
}
