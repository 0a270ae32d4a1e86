/** What the tags of an article lack, in words an editor can act on. */
import { targetsOf } from "newsmarkup/edit"
import { wordsOf } from "newsmarkup/passage"
import { gettext } from "newsmarkup/prose"
import { speakerOf } from "newsmarkup/speech"
import { bare, fill } from "newsmarkup/words"

/** A pull quote longer than this is hard to set and to read. */
export const LONG = 120

/** The warnings of a passage: [words]. `context` is {doc, ids, articleText(), framed(passage)}. */
export function passageWarnings(passage, context) {
  const { role, attrs } = passage
  if (role.kind === "caption") return captionWarnings(passage, context)
  if (role.joins) return attributionWarnings(passage, context)
  if (role.kind === "block") return pullquoteWarnings(passage, context)
  if (role.speaker && !speakerOf(attrs)) return [gettext("Nobody is named as the speaker.")]
  return []
}

function captionWarnings(passage, { doc }) {
  const $pos = doc.resolve(passage.from)
  return $pos.parent.firstChild?.type.name === "image" ? [] : [gettext("This caption has no picture.")]
}

function attributionWarnings(passage, { ids, framed }) {
  const targets = targetsOf(passage)
  if (framed(passage) || targets.some((id) => ids.has(id))) return []
  return [gettext("This attribution is joined to no quotation. Tag the quotation, then tag these words again.")]
}

function pullquoteWarnings(passage, { doc, articleText }) {
  const words = wordsOf(doc, passage).trim()
  const found = []
  const length = [...words].length
  if (bare(words) && !articleText().includes(bare(words)))
    found.push(gettext("These words are not in the text of the article."))
  if (length > LONG) {
    found.push(
      fill(gettext("%(length)s characters: a pull quote should have no more than %(limit)s."), { length, limit: LONG }),
    )
  }
  return found
}

/** The warnings of a figure, as readFigure in passage.js gives it. */
export function figureWarnings({ image, credit }) {
  if (!image) return []
  const found = []
  if (!image.alt) found.push(gettext("The picture has no alt text."))
  if (!credit) found.push(gettext("The picture has no credit."))
  return found
}
