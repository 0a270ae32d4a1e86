/** Toggling a role on blocks: wrapping paragraphs into one frame, lifting them out, extending the frame. */
import { forget } from "newsmarkup/edit"
import { newId } from "newsmarkup/ids"
import { passages } from "newsmarkup/passage"
import { pm } from "newsmarkup/prose"
import { speakerOf } from "newsmarkup/speech"

const { Fragment } = pm.model
const { TextSelection } = pm.state

/** The frame of this type that holds the whole selection: {node, pos, depth} or null. */
export function frameAround(selection, type) {
  const { $from, $to } = selection
  for (let depth = $from.sharedDepth($to.pos); depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type === type) return { node, pos: $from.before(depth), depth }
  }
  return null
}

/** → {tr, verb, id} or {problem: "blocks"} where the selected blocks cannot stand in the frame. */
export function toggleBlocks(state, roles, role) {
  const type = state.schema.nodes[role.node]
  const frame = frameAround(state.selection, type)
  return frame ? lift(state, roles, frame) : wrap(state, type)
}

/** With a selection of some of the frame's blocks only those are lifted: the frame is sliced. */
function lift(state, roles, { node, pos, depth }) {
  const { $from, $to, empty } = state.selection
  const first = empty ? 0 : $from.index(depth)
  const last = empty ? node.childCount : $to.indexAfter(depth)
  const blocks = node.content.content
  const kept = [blocks.slice(0, first), blocks.slice(last)].map((some) =>
    some.length ? [node.copy(Fragment.from(some))] : [],
  )
  const tr = state.tr.replaceWith(pos, pos + node.nodeSize, [...kept[0], ...blocks.slice(first, last), ...kept[1]])
  keepSelection(tr, state, first ? 1 : -1)
  const id = node.attrs["data-id"]
  forget(tr, id, roles)
  return { tr, verb: first || last < node.childCount ? "sliced" : "removed", id }
}

/** The caret stays at its words: lifting or wrapping moves them by the frame's border. */
function keepSelection(tr, state, shift) {
  const { anchor, head } = state.selection
  const within = (pos) => Math.max(0, Math.min(pos + shift, tr.doc.content.size))
  tr.setSelection(TextSelection.between(tr.doc.resolve(within(anchor)), tr.doc.resolve(within(head))))
}

/** Blocks of the frame's type among the selected ones are taken in: their frame is extended. */
function wrap(state, type) {
  const { $from, $to } = state.selection
  for (let depth = $from.sharedDepth($to.pos); depth >= 0; depth--) {
    const parent = $from.node(depth)
    if (parent.isTextblock) continue
    const first = $from.index(depth)
    const last = $to.indexAfter(depth)
    if (!parent.canReplaceWith(first, last, type)) continue
    const blocks = parent.content.content.slice(first, last)
    const frames = blocks.filter((block) => block.type === type)
    const content = Fragment.from(blocks.flatMap((block) => (block.type === type ? block.content.content : [block])))
    if (!type.validContent(content)) return { problem: "blocks" }
    const id = frames[0]?.attrs["data-id"] ?? newId()
    const start = $from.posAtIndex(first, depth)
    const end = start + blocks.reduce((sum, block) => sum + block.nodeSize, 0)
    const tr = state.tr.replaceWith(start, end, type.create({ ...frames[0]?.attrs, "data-id": id }, content))
    keepSelection(tr, state, blocks[0].type === type ? 0 : 1)
    return { tr, verb: frames.length ? "extended" : "added", id }
  }
  return { problem: "blocks" }
}

/** Whether the selection is some words of one paragraph, and not all of it. */
export function selectsWords({ selection }) {
  const { $from, $to, empty } = selection
  if (empty || !$from.sameParent($to) || !$from.parent.isTextblock) return false
  return $from.parentOffset > 0 || $to.parentOffset < $from.parent.content.size
}

/**
 * A pull quote of the selected words: a copy of them, in a frame of its own after the block they stand in.
 * It has the speaker of the quotation the words are from.
 */
export function copyWords(state, roles, role) {
  const { from, to, $from } = state.selection
  const type = state.schema.nodes[role.node]
  const words = []
  state.doc.slice(from, to).content.descendants((node) => {
    if (node.isInline) words.push(node.mark(node.marks.filter((mark) => !roles.of(mark))))
    return !node.isInline
  })
  const source = passages(state.doc, roles, roles.spoken).find((each) =>
    each.parts.some((part) => part.from < to && from < part.to),
  )
  const id = newId()
  const speaker = speakerOf(source?.attrs)
  const attrs = { "data-id": id }
  if (speaker) Object.assign(attrs, pick(source.attrs, ["data-speaker", "data-speaker-name", "data-alleged"]))
  const frame = type.create(attrs, state.schema.nodes.paragraph.create(null, trimmed(words)))
  const tr = state.tr.insert($from.after(1), frame)
  return { tr, verb: "added", id }
}

const pick = (attrs, names) => Object.fromEntries(names.map((name) => [name, attrs[name] ?? null]))

function trimmed(nodes) {
  const schema = nodes[0]?.type.schema
  return nodes.flatMap((node, index) => {
    if (!node.isText) return [node]
    let text = node.text
    if (!index) text = text.trimStart()
    if (index === nodes.length - 1) text = text.trimEnd()
    return text ? [schema.text(text, node.marks)] : []
  })
}
