/**
 * A first proposal for a quotation's speaker, from the words around it: never stored until the editor says so.
 *
 * In this order: the words tagged as its attribution; a speaker of this article whose name stands in the paragraph;
 * a name written in the paragraph; the speaker before.
 */
import { targetsOf } from "newsmarkup/edit"
import { passages, wordsOf } from "newsmarkup/passage"
import { sameSpeaker, speakerOf } from "newsmarkup/speech"
import { bare } from "newsmarkup/words"

const PARTICLE = "(?:de|da|di|del|la|le|van|von|der|den|al|bin|el|y|e)"
const NAME = new RegExp(`\\p{Lu}[\\p{L}'’.-]+(?:\\s+(?:${PARTICLE}\\s+)*\\p{Lu}[\\p{L}'’.-]+)*`, "gu")

/** The speakers named in this article, the last one named first: [{ref, name}]. */
export function speakersIn(doc, roles) {
  const found = []
  for (const passage of passages(doc, roles).reverse()) {
    const speaker = speakerOf(passage.attrs)
    if (speaker && speaker.ref !== "anonymous" && !found.some((each) => sameSpeaker(each, speaker))) found.push(speaker)
  }
  return found
}

/** The name in some words: the longest one written with capitals; all words where the script has none; or null. */
export function nameIn(words) {
  if (words.toLowerCase() === words.toUpperCase()) return words
  const names = [...words.matchAll(NAME)].map((match) => match[0])
  return names.sort((a, b) => b.length - a.length)[0] ?? null
}

/** → {speaker} a speaker already known, {query} words to look up, or null. */
export function guessSpeaker(doc, roles, passage, nameOf) {
  const attribution = passages(doc, roles).find((each) => each.role.joins && targetsOf(each).includes(passage.id))
  const named = attribution && nameIn(wordsOf(doc, attribution))
  if (named) return { query: named }
  const around = unquoted(doc, roles, passage)
  return namedSpeaker(around, speakersIn(doc, roles), nameOf) ?? nearestName(around) ?? lastSpeaker(doc, roles, passage)
}

/** The words of the passage's paragraphs that nobody is quoted with: [{text, distance}] in order of nearness. */
function unquoted(doc, roles, passage) {
  const quoted = passages(doc, roles, passage.role).flatMap((each) => each.parts)
  const pieces = []
  for (const part of passage.parts) {
    const $from = doc.resolve(part.from)
    if (!$from.parent.isTextblock) continue
    const inside = quoted.filter((each) => each.mark && each.from >= $from.start() && each.to <= $from.end())
    let start = $from.start()
    for (const each of [...inside, { from: $from.end(), to: $from.end() }]) {
      if (each.from > start) {
        const distance = Math.max(0, start - part.to, part.from - each.from)
        pieces.push({ text: doc.textBetween(start, each.from, " ", " "), before: each.from <= part.from, distance })
      }
      start = Math.max(start, each.to)
    }
  }
  return pieces.sort((a, b) => a.distance - b.distance)
}

function namedSpeaker(pieces, speakers, nameOf) {
  for (const { text } of pieces) {
    const words = new Set(bare(text).split(" "))
    const speaker = speakers.find((each) => words.has(bare(nameOf(each)).split(" ").at(-1)))
    if (speaker) return { speaker }
  }
  return null
}

function nearestName(pieces) {
  for (const { text, before } of pieces) {
    const names = [...text.matchAll(NAME)].map((match) => match[0]).filter((name) => name.length > 2)
    // Two words are a name more often than one, which may just begin the sentence.
    const full = names.filter((name) => name.includes(" "))
    const choice = full.length ? full : names
    if (choice.length) return { query: (before ? choice.at(-1) : choice[0]).replace(/['’.]s?$/, "") }
  }
  return null
}

function lastSpeaker(doc, roles, passage) {
  const before = passages(doc, roles, passage.role).filter((each) => each.from < passage.from && speakerOf(each.attrs))
  return before.length ? { speaker: speakerOf(before.at(-1).attrs) } : null
}
