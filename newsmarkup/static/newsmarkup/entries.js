/** The tags of an article as a list for people: its entries, in the order of the text. */
import { parts, passages, blockFacts, wordsOf } from "newsmarkup/passage"
import { gettext } from "newsmarkup/prose"
import { speakerOf } from "newsmarkup/speech"
import { figureWarnings, passageWarnings } from "newsmarkup/warnings"
import { bare, excerpt } from "newsmarkup/words"

/** All entries of the list: [{key, role|null, label, text, speaker, warnings, from, to, passage|null}]. */
export function entries(doc, roles, nameOf = ({ ref, name }) => name || ref) {
  const all = passages(doc, roles)
  let article = null
  const context = {
    doc,
    ids: new Set(all.filter((passage) => passage.role.speaker && !passage.role.joins).map((passage) => passage.id)),
    articleText: () => (article ??= textOutside(doc, roles)),
    framed: (passage) => inFrame(doc, roles, passage),
  }
  const found = all.map((passage) => {
    const speaker = passage.role.speaker && !passage.role.joins ? speakerOf(passage.attrs) : null
    return {
      key: passage.key,
      role: passage.role,
      label: passage.role.label,
      text: excerpt(ownWords(doc, roles, passage), 70),
      speaker: speaker ? nameOf(speaker) : "",
      warnings: passageWarnings(passage, context),
      from: passage.from,
      to: passage.parts[0].to,
      passage,
    }
  })
  let count = 0
  for (const { figure, from, to } of parts(doc, roles)) {
    if (!figure?.image) continue
    const text = figure.image.alt || figure.image.src.split("/").at(-1)
    const warnings = figureWarnings(figure)
    found.push({
      key: `figure ${++count}`,
      role: null,
      label: gettext("Picture"),
      text: excerpt(text, 70),
      speaker: "",
      warnings,
      from,
      to,
      passage: null,
    })
  }
  return found.sort((a, b) => a.from - b.from || b.to - a.to)
}

/** A passage's words; a caption's are those without its credit. */
function ownWords(doc, roles, passage) {
  if (passage.role.kind !== "caption") return wordsOf(doc, passage)
  const credit = (node) => node.marks.some((mark) => roles.of(mark)?.name === "credit")
  const words = []
  passage.parts[0].node.forEach((node) => credit(node) || words.push(node.text ?? " "))
  return words.join("")
}

/** The words of the article without its pull quotes, which repeat them. */
function textOutside(doc, roles) {
  const texts = []
  doc.forEach((block) => {
    if (roles.nodes.get(block.type.name)?.kind !== "block") texts.push(blockFacts(block, roles).text)
  })
  return bare(texts.join(" "))
}

function inFrame(doc, roles, { from }) {
  const $from = doc.resolve(from)
  for (let depth = $from.depth; depth > 0; depth--) {
    if (roles.nodes.get($from.node(depth).type.name)?.speaker) return true
  }
  return false
}
