/**
 * The text of a document as the server reads it: its text blocks in order, each with what is already tagged in it. An
 * offset in a block's text is the same number of ProseMirror positions, so that places need no searching.
 */
const remembered = new WeakMap()

/**
 * → {blocks: [{kind, within, text, tagged: [[role, start, end]]}], starts: [where each block's words begin]}.
 * A top-level block that did not change is not read again.
 */
export function readText(doc, roles) {
  const blocks = []
  const starts = []
  doc.forEach((top, offset) => {
    let found = remembered.get(top)
    if (!found) remembered.set(top, (found = leaves(top, roles)))
    for (const { start, block } of found) {
      starts.push(offset + start)
      blocks.push(block)
    }
  })
  return { blocks, starts }
}

function leaves(top, roles) {
  const found = []
  const visit = (node, pos, within, frames) => {
    if (node.isTextblock) found.push({ start: pos + 1, block: readBlock(node, within, frames, roles) })
    else {
      const role = roles.nodes.get(node.type.name)
      const inside = role ? [...frames, role.name] : frames
      node.forEach((child, offset) => visit(child, pos + 1 + offset, element(node, roles), inside))
    }
  }
  visit(top, 0, "", [])
  return found
}

function readBlock(node, within, frames, roles) {
  const role = roles.nodes.get(node.type.name)
  const whole = [...frames, ...(role ? [role.name] : [])].map((name) => [name, 0, node.content.size])
  return { kind: element(node, roles), within, text: wordsIn(node), tagged: [...whole, ...tagged(node, roles)] }
}

/** Stretches of one mark are one, also where the words in it are formatted. */
function tagged(block, roles) {
  const found = []
  block.forEach((node, offset) => {
    for (const mark of node.marks) {
      const role = roles.marks.get(mark.type.name)
      if (!role) continue
      const before = found.find((each) => each.mark.eq(mark) && each.to === offset)
      if (before) before.to += node.nodeSize
      else found.push({ mark, role, from: offset, to: offset + node.nodeSize })
    }
  })
  return found.map(({ role, from, to }) => [role.name, from, to])
}

const NAMES = { paragraph: "p", listItem: "li", bulletList: "ul", orderedList: "ol", figure: "figure" }

function element(node, roles) {
  if (node.type.name === "heading") return `h${node.attrs.level}`
  return roles.nodes.get(node.type.name)?.nodeElement ?? NAMES[node.type.name] ?? "p"
}

const leaf = (node) => (node.type.name === "hardBreak" ? "\n" : "\ufffc")

/** The words of a text block, one character a position; of a part of it if given. */
export const wordsIn = (block, from = 0, to = block.content.size) => block.textBetween(from, to, "", leaf)

/** The words between two positions of one text block; null where they stand in no such block. */
export function wordsAt(doc, { from, to }) {
  if (from >= to || from < 0 || to > doc.content.size) return null
  const $from = doc.resolve(from)
  if (!$from.parent.isTextblock || to > $from.end()) return null
  return wordsIn($from.parent, $from.parentOffset, to - $from.start())
}
