/**
 * Toggling a role on words.
 *
 * A selection inside a tag slices it, outside adds one, straddling an edge extends it; a cursor inside takes the
 * whole passage away, wherever its parts are; a cursor outside tags the quoted string around it. Words in
 * quotation marks, inside or around a quotation, nest.
 */
import { forget, nestMarks, removePassage, stretches } from "newsmarkup/edit"
import { newId } from "newsmarkup/ids"
import { passageAt, passages, wordsOf } from "newsmarkup/passage"
import { pm } from "newsmarkup/prose"
import { isQuoted, quotedAround } from "newsmarkup/quoted"

const { TextSelection } = pm.state

/**
 * → {tr, verb: "added"|"extended"|"sliced"|"removed", id} or {problem: "nothing"}.
 * `around` may be false: then a cursor outside tags nothing.
 */
export function toggleWords(state, roles, role, { around = true } = {}) {
  const { from, to, empty, $from } = state.selection
  if (!empty) return toggleStretches(state, roles, role, stretches(state.doc, from, to))
  const inside = passageAt(state.doc, roles, role, from)
  if (inside?.parts.some((part) => part.mark)) {
    const tr = state.tr
    removePassage(tr, inside, roles)
    return { tr, verb: "removed", id: inside.id }
  }
  const offered = around ? quotedAround($from)[0] : null
  if (!offered) return { problem: "nothing" }
  const result = toggleStretches(state, roles, role, offered)
  result.tr?.setSelection(TextSelection.create(result.tr.doc, offered[0].from, offered.at(-1).to))
  return result
}

/** The same for stretches of text already chosen: [{from, to}], one a text block. */
export function toggleStretches(state, roles, role, chosen) {
  if (!chosen.length) return { problem: "nothing" }
  const { doc } = state
  const type = state.schema.marks[role.mark]
  const fitting = chosen.filter(({ from }) => doc.resolve(from).parent.type.allowsMarkType(type))
  if (!fitting.length) return { problem: "nothing" }
  const touched = passages(doc, roles, role)
    .map((passage) => ({ ...passage, parts: passage.parts.filter((part) => part.mark) }))
    .filter((passage) => passage.parts.some((part) => fitting.some((stretch) => overlap(part, stretch))))
  const around = touched.filter((passage) =>
    fitting.every((stretch) => passage.parts.some((part) => covers(part, stretch))),
  )
  const nesting = role.nests && isQuoted(wordsOf(doc, { parts: fitting }))
  const same = around.find((passage) => passage.parts.every((part) => fitting.some((stretch) => covers(stretch, part))))
  const innermost = around.sort((a, b) => size(a) - size(b))[0]

  const tr = state.tr
  if (same || (innermost && !nesting)) {
    const sliced = same ?? innermost
    for (const { from, to } of fitting) {
      for (const part of sliced.parts.filter((each) => overlap(each, { from, to }))) {
        tr.removeMark(Math.max(from, part.from), Math.min(to, part.to), part.mark)
      }
    }
    forget(tr, sliced.id, roles)
    const left = passages(tr.doc, roles, role).some((passage) => passage.id === sliced.id)
    return { tr, verb: left ? "sliced" : "removed", id: sliced.id }
  }
  const apart = nesting && touched.every((passage) => around.includes(passage) || within(passage, fitting))
  if (touched.length && !apart) return extend(tr, roles, type, touched, fitting)
  const id = newId()
  const mark = type.create({ "data-id": id })
  for (const { from, to } of fitting) {
    tr.addMark(from, to, mark)
    nestMarks(tr, type, from, to)
  }
  return { tr, verb: "added", id }
}

/** The first passage takes the words in, and with them the others they reach into. */
function extend(tr, roles, type, touched, fitting) {
  const [keeper, ...others] = touched
  const mark = type.create(keeper.attrs)
  for (const other of others) {
    for (const part of other.parts) {
      tr.removeMark(part.from, part.to, part.mark)
      tr.addMark(part.from, part.to, mark)
    }
  }
  for (const { from, to } of fitting) tr.addMark(from, to, mark)
  for (const { from, to } of fitting) nestMarks(tr, type, from, to)
  for (const other of others) forget(tr, other.id, roles, keeper.id)
  return { tr, verb: "extended", id: keeper.id }
}

const overlap = (a, b) => a.from < b.to && b.from < a.to
const covers = (a, b) => a.from <= b.from && b.to <= a.to
const within = (passage, chosen) => passage.parts.every((part) => chosen.some((stretch) => covers(stretch, part)))
const size = (passage) => passage.parts.reduce((sum, { from, to }) => sum + to - from, 0)
