/** Tagging: from a role and a selection to the changed document, and to the question that follows from it. */
import { join } from "newsmarkup/attribution"
import { copyWords, frameAround, selectsWords, toggleBlocks } from "newsmarkup/block"
import { toggleCaption } from "newsmarkup/caption"
import { forget, setAttrs, targetsOf } from "newsmarkup/edit"
import { guessSpeaker, nameIn, speakersIn } from "newsmarkup/guess"
import { newId } from "newsmarkup/ids"
import { passageAt, passages, passageWithId, wordsOf } from "newsmarkup/passage"
import { gettext } from "newsmarkup/prose"
import { askSpeaker } from "newsmarkup/speaker"
import { speakerAttrs, speakerOf } from "newsmarkup/speech"
import { toggleWords } from "newsmarkup/toggle"
import { fill } from "newsmarkup/words"

const PROBLEMS = {
  nothing: () => gettext("Select the words to tag first, or put the cursor between quotation marks."),
  blocks: () =>
    gettext("Only paragraphs can be tagged so. Select whole paragraphs, without headings, lists or pictures."),
  top: () => gettext("A caption cannot stand inside a list, a quotation or a pull quote. Move its words out first."),
  previous: () => gettext("There is no quotation before this one to continue."),
  speaker: () => gettext("Put the cursor into a quotation or pull quote first, to say who speaks."),
}

/** Which way of tagging a role takes: {tr, verb, id} or {problem}. `as` is "words" or "block" to say so. */
export function change(state, roles, role, as = null) {
  if (role.kind === "caption") return toggleCaption(state)
  const frame = role.node ? frameAround(state.selection, state.schema.nodes[role.node]) : null
  if (role.kind === "block") {
    return !frame && as !== "block" && selectsWords(state)
      ? copyWords(state, roles, role)
      : toggleBlocks(state, roles, role)
  }
  if (as === "block") return toggleBlocks(state, roles, role)
  const inside = passageAt(state.doc, roles, role, state.selection.from)
  const lifts =
    frame &&
    state.selection.empty &&
    !inside?.parts.some((part) => part.mark && part.from <= state.selection.from && state.selection.from <= part.to)
  return lifts ? toggleBlocks(state, roles, role) : toggleWords(state, roles, role)
}

/** Tag the selection, tell what happened, and ask for the speaker where one is needed. */
export async function tag(desk, role, as = null) {
  const { editor, roles } = desk
  const result = change(editor.state, roles, role, as)
  if (result.problem) return desk.problem(PROBLEMS[result.problem]())
  const tagged = result.verb === "added" || result.verb === "extended"
  const joined = role.joins && tagged ? join(result.tr, roles, result.id) : null
  editor.view.dispatch(result.tr.scrollIntoView())
  editor.view.focus()
  if (result.verb === "extended") desk.say(fill(gettext("Extended: %(label)s"), { label: role.label }))
  if (result.verb === "sliced") desk.say(fill(gettext("Taken out of: %(label)s"), { label: role.label }))
  if (role.joins) return joined && !joined.speaker ? askForAttribution(desk, result.id, joined) : undefined
  if (result.verb === "added" && role.mark && role.speaker) return askFor(desk, [result.id])
}

/** An attribution whose quotations have no speaker yet: its own words are the proposal. */
function askForAttribution(desk, id, { targets, frame }) {
  const asked = frame ? [frame] : targets
  if (!asked.length) return undefined
  const words = wordsOf(desk.editor.state.doc, passageWithId(desk.editor.state.doc, desk.roles, id))
  const name = nameIn(words)
  return askFor(desk, asked, name ? { query: name } : null)
}

/** Ask who speaks in the passages with these ids, and write the answer on all of them. */
async function askFor(desk, ids, guess = null) {
  const { editor, roles, directory } = desk
  const { doc } = editor.state
  const passage = passageWithId(doc, roles, ids[0])
  const before = previous(doc, roles, passage)
  const answer = await askSpeaker({
    directory,
    words: wordsOf(doc, passage),
    speaker: speakerOf(passage.attrs),
    alleged: passage.attrs["data-alleged"] === "true",
    origin: originOf(passage),
    guess: guess ?? guessSpeaker(doc, roles, passage, (speaker) => directory.nameOf(speaker)),
    here: speakersIn(doc, roles),
    previous: before ? wordsOf(doc, before) : null,
    continues: false,
  })
  editor.view.focus()
  if (!answer) return
  const tr = editor.state.tr
  for (const id of ids) {
    const found = passageWithId(tr.doc, roles, id)
    if (found) setAttrs(tr, found, {
      ...speakerAttrs(answer.speaker),
      "data-alleged": answer.alleged ? "true" : null,
      ...originAttrs(found, answer.origin),
    })
  }
  if (answer.continues && before) continueFrom(tr, roles, ids[0], before)
  if (!tr.docChanged) return
  editor.view.dispatch(tr)
  desk.say(
    answer.speaker
      ? fill(gettext("Speaker: %(name)s"), { name: directory.nameOf(answer.speaker) })
      : gettext("No speaker given."),
  )
}

/** {occasion, cite} of a passage of a role that has them, else null: what it was said at, what it is taken from. */
export const originOf = ({ role, attrs }) =>
  role.attributes?.includes("cite") ? { occasion: attrs["data-occasion"] ?? "", cite: attrs.cite ?? "" } : null

const originAttrs = ({ role }, origin) =>
  origin && role.attributes?.includes("cite")
    ? { "data-occasion": origin.occasion || null, cite: origin.cite || null }
    : {}

/** Ask for the speaker of the passage with this id, or of the innermost one the cursor stands in. */
export function editSpeaker(desk, id = null) {
  const ids = id ? [id] : spokenAtCursor(desk)
  return ids.length ? askFor(desk, ids) : desk.problem(PROBLEMS.speaker())
}

/** The ids of what the cursor stands in that has a speaker: the innermost passage, or what an attribution is joined to. */
export function spokenAtCursor(desk) {
  const { doc, selection } = desk.editor.state
  const touching = (joins) =>
    desk.roles.list
      .filter((role) => role.speaker && role.joins === joins)
      .map((role) => passageAt(doc, desk.roles, role, selection.from))
      .filter(Boolean)
      .sort((a, b) => a.to - a.from - (b.to - b.from))
  const attribution = touching(true).find((each) => targetsOf(each).length)
  return touching(false)[0] ? [touching(false)[0].id] : attribution ? targetsOf(attribution) : []
}

const previous = (doc, roles, passage) =>
  passages(doc, roles, passage.role)
    .filter((each) => each.from < passage.from && each.id !== passage.id)
    .at(-1)

/** Make the passage a part of the one before: one id, one speaker. */
export function continueFrom(tr, roles, id, before) {
  const passage = passageWithId(tr.doc, roles, id)
  const shared = ["data-id", "data-speaker", "data-speaker-name", "data-alleged", "data-occasion", "cite"]
  setAttrs(tr, passage, Object.fromEntries(shared.map((name) => [name, before.attrs[name] ?? null])))
  forget(tr, id, roles, before.id)
}

/**
 * Continue the previous quotation: what the cursor stands in, or the words selected, become a part of it.
 * A part that continues one already stands on its own again.
 */
export function continuePrevious(desk) {
  const { editor, roles } = desk
  const { state } = editor
  const role = roles.spoken
  let tr = state.tr
  let passage = passageAt(state.doc, roles, role, state.selection.from)
  const part = passage?.parts.find(({ from, to }) => from <= state.selection.from && state.selection.from <= to)
  if (passage && part && passage.parts.indexOf(part) > 0) {
    setAttrs(tr, { parts: passage.parts.slice(passage.parts.indexOf(part)) }, { "data-id": newId() })
    editor.view.dispatch(tr)
    return desk.say(gettext("This is a quotation of its own now."))
  }
  if (!passage) {
    const result = toggleWords(state, roles, role)
    if (result.problem) return desk.problem(PROBLEMS[result.problem]())
    tr = result.tr
    passage = passageWithId(tr.doc, roles, result.id)
  }
  const before = previous(tr.doc, roles, passage)
  if (!before) return desk.problem(PROBLEMS.previous())
  continueFrom(tr, roles, passage.id, before)
  editor.view.dispatch(tr)
  desk.say(gettext("One quotation with the one before."))
}
