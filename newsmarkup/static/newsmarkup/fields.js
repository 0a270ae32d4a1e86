/** What a suggestion says for the form beside the text: its headline, deck, dateline and bylines. */
import { valueOf } from "newsmarkup/accept"
import { bare } from "newsmarkup/words"

const CONTROLS = { headline: "headline", deck: "description", dateline: "dateline" }

/**
 * What accepting a card does to the form: {undo, redo}; {} where the form says it already; null where it cannot be
 * done: the form has no such field, or says something else.
 */
export function fieldChange(form, doc, card) {
  if (card.kind === "byline") return bylineChange(form, card)
  const control = form?.elements.namedItem(CONTROLS[card.kind])
  const value = valueOf(doc, card)
  if (!control || (control.maxLength >= 0 && value.length > control.maxLength)) return null
  const before = control.value
  if (before.trim()) return bare(before) === bare(value) ? {} : null
  return { redo: () => setValue(control, value, before), undo: () => setValue(control, before, value) }
}

/** Unless somebody has written something else there meanwhile. */
function setValue(control, value, expected) {
  if (control.value !== expected) return
  control.value = value
  for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }))
}

/** The rows of the form's bylines: [{person, organization}], the last one may be the empty template's. */
function bylines(form) {
  const people = [...(form?.querySelectorAll("select[name$='-person']") ?? [])]
  return people
    .filter((select) => !/__prefix__|-(subject|claim)-/.test(select.name))
    .map((person) => ({
      person,
      organization: form.elements.namedItem(person.name.replace(/person$/, "organization")),
    }))
}

function bylineChange(form, { speaker }) {
  if (!speaker?.pk) return null
  const rows = bylines(form)
  if (!rows.length) return null
  const named = () => bylines(form).some(({ person }) => person.value === String(speaker.pk))
  if (named()) return {}
  let chosen = null
  return {
    redo: () => {
      if (named()) return
      chosen = (freeRow(form) ?? addRow(form))?.person
      if (chosen) choose(chosen, speaker)
    },
    undo: () => {
      if (chosen?.value === String(speaker.pk)) choose(chosen, { pk: "", name: "" })
    },
  }
}

const freeRow = (form) => bylines(form).find(({ person, organization }) => !person.value && !organization?.value)

/** The admin's own link adds a row. */
function addRow(form) {
  const group = bylines(form)[0].person.closest(".inline-group, fieldset")
  group?.querySelector(".add-row a, a.addlink")?.click()
  return freeRow(form)
}

function choose(select, { pk, name }) {
  const known = [...select.options].some((option) => option.value === String(pk))
  if (!known) select.append(new Option(name, pk))
  select.value = String(pk)
  // The admin's autocompletion listens through jQuery.
  const jQuery = globalThis.django?.jQuery
  if (jQuery) jQuery(select).trigger("change")
  else select.dispatchEvent(new Event("change", { bubbles: true }))
}
