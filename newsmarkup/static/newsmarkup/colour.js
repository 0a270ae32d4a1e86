/**
 * The roles' colours in the text. Rules are made from the configuration, in a style sheet of the document's own that
 * a strict Content Security Policy allows; the lines under the words differ too, so that colour never stands alone.
 */
const LINES = ["solid", "dotted", "dashed", "double"]

/** A colour from Python: a hue, a custom property, or a name that editor.css may define (--newsmarkup-blue). */
export function roleColour({ colour }) {
  if (typeof colour === "number" || /^\d+$/.test(colour)) return `hsl(${colour} 60% 45%)`
  if (colour?.startsWith("--")) return `var(${colour})`
  return colour ? `var(--newsmarkup-${colour}, ${colour})` : "currentcolor"
}

/** The line a role on words is drawn with. */
export function roleLine(roles, role) {
  const index = [...roles.marks.values()].indexOf(role)
  return LINES[Math.max(0, index) % LINES.length]
}

/** Show a role's colour and line beside its name. */
export function paint(element, roles, role) {
  element.style.setProperty("--newsmarkup-role", roleColour(role))
  element.dataset.line = role.mark ? roleLine(roles, role) : "block"
  return element
}

export function paintText(roles) {
  if (!document.adoptedStyleSheets) return
  const sheet = new CSSStyleSheet()
  const scope = ".newsmarkup .ProseMirror"
  for (const role of roles.list) {
    const colour = `--newsmarkup-role: ${roleColour(role)}; --newsmarkup-label: ${JSON.stringify(role.label)}`
    const selectors = [
      role.selector,
      `[data-suggested="${role.name}"]`,
      ...(role.mark && role.node ? [role.nodeElement] : []),
    ]
    sheet.insertRule(`:is(${selectors.map((each) => `${scope} ${each}`).join(", ")}) { ${colour} }`)
    if (!role.mark) continue
    const line = roleLine(roles, role)
    sheet.insertRule(
      `${scope} ${role.selector} { background: color-mix(in srgb, var(--newsmarkup-role) 16%, transparent);` +
        ` border-bottom: ${line === "double" ? 3 : 2}px ${line} var(--newsmarkup-role) }`,
    )
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
