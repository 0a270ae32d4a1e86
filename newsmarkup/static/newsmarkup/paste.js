/**
 * Pasting from Word, Google Docs and the web. What they say in style text becomes elements, and what is no part of
 * an article's HTML goes. The style text is read as text: a strict Content Security Policy gives no parsed style.
 */
import { pm } from "newsmarkup/prose"
import { makeLists } from "newsmarkup/word"

const { Fragment, Slice } = pm.model

const BLOCKS =
  "p,div,h1,h2,h3,h4,h5,h6,ul,ol,li,blockquote,aside,figure,figcaption,table,pre,hr,section,article,header,footer,main"
const TITLES = "h1,h2,h3,h4,h5,h6"
const HEADINGS = { h1: "h2", h5: "h4", h6: "h4" }
const CODE = "style,script,meta,link,title,head,xml,template,object,iframe,svg,math"

/** Pasted HTML, cleaned. What was copied from this editor stays as it is. */
export function cleanHTML(html) {
  if (/\sdata-pm-slice=/.test(html)) return html
  const document = new DOMParser().parseFromString(quiet(html), "text/html")
  const { body } = document
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const dead = []
  while (comments.nextNode()) dead.push(comments.currentNode)
  for (const comment of dead) comment.remove()
  for (const element of body.querySelectorAll(CODE)) element.remove()
  for (const element of [...body.querySelectorAll("*")]) if (element.localName.includes(":")) unwrap(element)
  makeLists(document)
  tables(document)
  for (const element of [...body.querySelectorAll("[data-style], b, strong, i, em, u, s, del, strike")])
    formatting(document, element)
  for (const element of [...body.querySelectorAll("p, h1, h5, h6")]) headings(document, element)
  for (const foreign of body.querySelectorAll("img:not([data-photo]), br.Apple-interchange-newline")) foreign.remove()
  for (const element of body.querySelectorAll("*")) attributes(element)
  for (const element of [...body.querySelectorAll("br, p, div")]) empties(element)
  return body.innerHTML
}

/**
 * The source without what Word hides in comments for other programs (<!--[if …]>, <![if …]>), with style text kept as
 * data: parsing a style or handler, even in a document nobody sees, is a violation the browser reports.
 */
const quiet = (html) =>
  html
    .replace(/<!--\[if[^\]]*mso[^\]]*\]>[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!\[(?:if|endif)[^>]*>/gi, "")
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-handler="),
    )

const unwrap = (element) => element.replaceWith(...element.childNodes)

/** {"font-weight": "700", …} of an element's own style text. */
function declarations(element) {
  const pairs = (element.getAttribute("data-style") ?? "").split(";").map((each) => each.split(":"))
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.length > 1)
      .map(([name, ...value]) => [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()]),
  )
}

function formatting(document, element) {
  const style = declarations(element)
  const weight = style["font-weight"]
  const line = `${style["text-decoration"] ?? ""} ${style["text-decoration-line"] ?? ""}`
  const name = element.localName
  const bold = weight && (/^bold/.test(weight) || Number(weight) >= 600)
  const wanted = [
    ["strong", bold],
    ["em", /^(italic|oblique)/.test(style["font-style"] ?? "")],
    // Links are underlined anyway.
    ["u", /underline/.test(line) && !element.closest("a") && !element.querySelector("a")],
    ["s", /line-through/.test(line)],
    ["sup", style["vertical-align"] === "super"],
    ["sub", style["vertical-align"] === "sub"],
  ]
  for (const [tag] of wanted.filter(([, wants]) => wants)) {
    const same = { strong: ["b", "strong"], em: ["i", "em"], u: ["u"], s: ["s", "del", "strike"] }[tag] ?? [tag]
    if (same.includes(name)) continue
    const targets = element.matches(BLOCKS) ? textBlocks(element) : [element]
    for (const target of targets) {
      // Headings are bold anyway.
      if (tag === "strong" && target.closest(TITLES)) continue
      const wrapper = document.createElement(tag)
      wrapper.append(...target.childNodes)
      target.append(wrapper)
    }
  }
  // <b style="font-weight:normal"> around everything is how Google Docs begins.
  const plain =
    (weight && !bold && ["b", "strong"].includes(name)) ||
    (style["font-style"] === "normal" && ["i", "em"].includes(name))
  if (plain) unwrap(element)
}

/** The innermost blocks of a block: formatting goes inside paragraphs, never around them. */
const textBlocks = (element) => {
  const inner = [...element.querySelectorAll(BLOCKS)].filter((each) => !each.querySelector(BLOCKS))
  return inner.length ? inner : [element]
}

/** Headings by name, by Word's class or outline level: an article's own begin at h2. */
function headings(document, element) {
  const style = declarations(element)
  const level = /^(?:Mso)?(?:Heading|Title|Berschrift)\s*(\d?)$/i.exec(element.className)
  const outline = /^(\d)$/.exec(style["mso-outline-level"] ?? "")
  const name =
    HEADINGS[element.localName] ??
    (element.localName === "p" && (level || outline)
      ? `h${Math.min(4, Math.max(2, Number((level ?? outline)[1] || 2)))}`
      : null)
  if (!name) return
  const heading = document.createElement(name)
  if (element.getAttribute("dir")) heading.setAttribute("dir", element.getAttribute("dir"))
  heading.append(...element.childNodes)
  element.replaceWith(heading)
}

/** A table's cells, one paragraph each. */
function tables(document) {
  for (const cell of document.querySelectorAll("td, th, caption")) {
    if (cell.querySelector(BLOCKS)) continue
    const paragraph = document.createElement("p")
    paragraph.append(...cell.childNodes)
    cell.append(paragraph)
  }
  for (const table of [...document.querySelectorAll("table")].reverse()) {
    table.replaceWith(...[...table.querySelectorAll("td, th, caption")].flatMap((cell) => [...cell.childNodes]))
  }
}

function attributes(element) {
  for (const name of ["data-style", "data-handler", "class", "lang", "align", "id"]) element.removeAttribute(name)
  if (element.getAttribute("dir")?.toLowerCase() === "rtl") element.setAttribute("dir", "rtl")
  else element.removeAttribute("dir")
}

/** Paragraphs without words, and line breaks that stand between blocks. */
function empties(element) {
  if (element.localName === "br") {
    const siblings = [element.previousElementSibling, element.nextElementSibling].filter(Boolean)
    const text = [...element.parentNode.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    if (!text && siblings.some((sibling) => sibling.matches(BLOCKS))) element.remove()
  } else if (!element.textContent.replaceAll("\u00a0", "").trim() && !element.querySelector("img, hr")) {
    element.remove()
  }
}

/**
 * Pasted plain text as paragraphs, each an array of its lines: a blank line parts them, and so does a single line
 * break, unless the text is wrapped to a width, as wire copy is.
 */
export function paragraphsOf(text) {
  const chunks = text
    .replace(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n+/)
    .map((chunk) =>
      chunk
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .filter((lines) => lines.length)
  return chunks.flatMap((lines) => (wrapped(lines) ? [lines.join(" ")] : lines))
}

/** Lines of nearly one length, but for the last. */
function wrapped(lines) {
  const full = lines.slice(0, -1).map((line) => line.length)
  if (full.length < 2) return false
  const longest = Math.max(...full, lines.at(-1).length)
  return longest <= 100 && Math.min(...full) >= Math.min(40, longest * 0.6)
}

/** The slice for pasted plain text; the first and last paragraph join what is around the cursor. */
export function textSlice(text, schema) {
  const paragraphs = paragraphsOf(text)
  const nodes = paragraphs.map((words) => schema.nodes.paragraph.create(null, schema.text(words)))
  return nodes.length ? new Slice(Fragment.from(nodes), 1, 1) : Slice.empty
}

/** Paragraphs pasted into a caption are its lines: a caption is one text block, and stays whole. */
export function captionSlice(slice, $to) {
  const blocks = slice.content.content
  if ($to.parent.type.name !== "caption" || blocks.length < 2 || !blocks.every((block) => block.isTextblock))
    return slice
  const { hardBreak } = $to.parent.type.schema.nodes
  const lines = blocks.flatMap((block, index) => [...(index ? [hardBreak.create()] : []), ...block.content.content])
  return new Slice(Fragment.fromArray(lines), 0, 0)
}
