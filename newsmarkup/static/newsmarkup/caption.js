/** Toggling the caption: paragraphs become the caption of a figure and paragraphs again, without losing a word. */
import { newId } from "newsmarkup/ids"
import { pm } from "newsmarkup/prose"

const { Fragment } = pm.model
const { TextSelection } = pm.state

/** The figure at a position: {node, pos, caption: {node, pos}|null, image: {node, pos}|null}, or null. */
export function figureAt(doc, pos) {
  const $pos = doc.resolve(pos)
  for (let depth = $pos.depth; depth > 0; depth--) {
    if ($pos.node(depth).type.name === "figure") return readFigure($pos.node(depth), $pos.before(depth))
  }
  const after = $pos.nodeAfter
  return after?.type.name === "figure" ? readFigure(after, pos) : null
}

function readFigure(node, pos) {
  const figure = { node, pos, caption: null, image: null }
  node.forEach((child, offset) => {
    figure[child.type.name === "image" ? "image" : "caption"] = { node: child, pos: pos + 1 + offset }
  })
  return figure
}

/** → {tr, verb, id} or {problem: "nothing"|"top"|"blocks"}. */
export function toggleCaption(state) {
  const { selection } = state
  const figure = figureAt(state.doc, selection.from)
  if (figure?.caption && selection.from > figure.caption.pos) return uncaption(state, figure)
  return caption(state)
}

/** The caption's words become a paragraph: after the picture, or in the place of a figure without one. */
function uncaption(state, { node, pos, caption, image }) {
  const { lang, dir, "data-id": id } = caption.node.attrs
  const paragraph = state.schema.nodes.paragraph.create({ lang, dir }, caption.node.content)
  const left = image ? [node.type.create(node.attrs, image.node), paragraph] : [paragraph]
  const tr = state.tr.replaceWith(pos, pos + node.nodeSize, left)
  const start = pos + (image ? image.node.nodeSize + 2 : 0) + 1
  const offset = Math.max(0, state.selection.from - caption.pos - 1)
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(start + offset, start + paragraph.content.size))))
  return { tr, verb: "removed", id }
}

function caption(state) {
  const { $from, $to, empty } = state.selection
  const { doc, schema } = state
  if ($from.depth !== 1 || $to.depth !== 1) return { problem: "top" }
  const first = $from.index(0)
  const last = $to.index(0)
  const blocks = doc.content.content.slice(first, last + 1)
  if (!blocks.every((block) => block.isTextblock)) return { problem: "blocks" }

  // The words before and after a selection inside paragraphs stay paragraphs.
  const head = empty ? Fragment.empty : trimEnd($from.parent.content.cut(0, $from.parentOffset))
  const tail = empty ? Fragment.empty : trimStart($to.parent.content.cut($to.parentOffset))
  const words = joined(
    schema,
    blocks.map((block, index) => {
      const from = !empty && !index ? $from.parentOffset : 0
      const to = !empty && index === blocks.length - 1 ? $to.parentOffset : block.content.size
      return trimStart(trimEnd(block.content.cut(from, to)))
    }),
  )
  if (!words.size) return { problem: "nothing" }

  const id = newId()
  const { lang, dir } = blocks[0].attrs
  const figcaption = schema.nodes.caption.create({ "data-id": id, lang, dir }, words)
  let start = $from.before(1)
  let end = $to.after(1)
  const waiting = (node) =>
    node?.type.name === "figure" && node.childCount === 1 && node.firstChild.type.name === "image"
  const before = doc.maybeChild(first - 1)
  const after = doc.maybeChild(last + 1)
  const remains = (fragment, block) => (fragment.size ? [block.copy(fragment)] : [])
  const heads = remains(head, $from.parent)
  const tails = remains(tail, $to.parent)
  let figure = schema.nodes.figure.create(null, figcaption)
  if (!heads.length && waiting(before)) {
    figure = before.copy(Fragment.from([before.firstChild, figcaption]))
    start -= before.nodeSize
  } else if (!tails.length && waiting(after)) {
    figure = after.copy(Fragment.from([after.firstChild, figcaption]))
    end += after.nodeSize
  }
  const tr = state.tr.replaceWith(start, end, [...heads, figure, ...tails])
  const inside = start + heads.reduce((sum, block) => sum + block.nodeSize, 0) + figure.nodeSize - 2
  tr.setSelection(TextSelection.near(tr.doc.resolve(inside), -1))
  return { tr, verb: "added", id }
}

/** Paragraphs as the lines of one caption. */
function joined(schema, fragments) {
  return fragments
    .filter((fragment) => fragment.size)
    .reduce(
      (all, next) => (all.size ? all.addToEnd(schema.nodes.hardBreak.create()).append(next) : next),
      Fragment.empty,
    )
}

const trimEnd = (fragment) => trim(fragment, fragment.childCount - 1, (text) => text.trimEnd())
const trimStart = (fragment) => trim(fragment, 0, (text) => text.trimStart())

function trim(fragment, index, change) {
  const node = fragment.maybeChild(index)
  if (!node?.isText) return fragment
  const text = change(node.text)
  const rest = fragment.content.filter((_, at) => at !== index)
  return text ? fragment.replaceChild(index, node.type.schema.text(text, node.marks)) : Fragment.from(rest)
}
