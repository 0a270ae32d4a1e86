/**
 * Lists from Word: paragraphs with a level and a bullet or number as text, made into lists.
 *
 * paste.js has made `style` into `data-style`. Word writes `<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">1.</span>…`.
 */

const LEVEL = /mso-list\s*:[^;]*\blevel(\d)/i
const NUMBER = /^\s*\(?(?:\d+|[a-z]|[ivxlcdm]+)[.)]/i

const style = (element) => element.getAttribute("data-style") ?? ""

/** The depth of a list paragraph, 1 for the outermost, or null. */
function level(element) {
  if (element.localName !== "p") return null
  const match = LEVEL.exec(style(element))
  if (match) return Number(match[1])
  return /MsoListParagraph/.test(element.className) ? 1 : null
}

/** The bullet or number, taken out of the paragraph. */
function takeMarker(paragraph) {
  const ignored = [...paragraph.querySelectorAll("span")].filter((span) => /mso-list\s*:\s*Ignore/i.test(style(span)))
  const marker = ignored.map((span) => span.textContent).join("")
  for (const span of ignored) span.remove()
  return marker
}

/** Turn each run of list paragraphs in the document into nested lists. */
export function makeLists(document) {
  for (const first of [...document.querySelectorAll("p")]) {
    if (first.closest("li") || level(first) === null) continue
    const run = [first]
    while (run.at(-1).nextElementSibling && level(run.at(-1).nextElementSibling) !== null)
      run.push(run.at(-1).nextElementSibling)
    // A paragraph in the list style but without bullet and level is an ordinary one.
    if (!run.some((paragraph) => LEVEL.test(style(paragraph)))) continue
    const place = document.createElement("div")
    first.before(place)
    place.replaceWith(...nested(document, run))
  }
}

function nested(document, run) {
  const outer = []
  const open = []
  for (const paragraph of run) {
    const depth = level(paragraph)
    const kind = NUMBER.test(takeMarker(paragraph)) ? "ol" : "ul"
    while (open.length && open.at(-1).depth > depth) open.pop()
    if (open.at(-1)?.depth !== depth) {
      const list = document.createElement(kind)
      const parent = open.at(-1)?.list.lastElementChild
      if (parent) parent.append(list)
      else outer.push(list)
      open.push({ depth, list })
    }
    const item = document.createElement("li")
    item.append(paragraph)
    open.at(-1).list.append(item)
  }
  return outer
}
