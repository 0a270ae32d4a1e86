/**
 * The toolbar: django-prose-editor's menu with a button for every role, made usable by keyboard and screen reader:
 * one tab stop, arrow keys, pressed and disabled states, translated names and shortcuts.
 */
import { paint } from "newsmarkup/colour"
import { crel, gettext } from "newsmarkup/prose"
import { ariaShortcut, spelled } from "newsmarkup/shortcuts"
import { fill } from "newsmarkup/words"

const NAMES = () => ({
  bold: [gettext("Bold"), "Mod-B"],
  italic: [gettext("Italic"), "Mod-I"],
  underline: [gettext("Underline"), "Mod-U"],
  strike: [gettext("Strike through"), "Mod-Shift-S"],
  subscript: [gettext("Subscript"), "Mod-,"],
  superscript: [gettext("Superscript"), "Mod-."],
  code: [gettext("Code"), "Mod-E"],
  heading2: [gettext("Heading"), "Mod-Alt-2"],
  heading3: [gettext("Smaller heading"), "Mod-Alt-3"],
  heading4: [gettext("Smallest heading"), "Mod-Alt-4"],
  paragraph: [gettext("Paragraph"), "Mod-Alt-0"],
  bulletList: [gettext("List"), "Mod-Shift-8"],
  orderedList: [gettext("Numbered list"), "Mod-Shift-7"],
  horizontalRule: [gettext("Dividing line"), null],
  figure: [gettext("Picture"), "Alt-Shift-F"],
  link: [gettext("Link"), "Mod-K"],
  unlink: [gettext("Remove the link"), null],
  "history:undo": [gettext("Undo"), "Mod-Z"],
  "history:redo": [gettext("Redo"), "Mod-Shift-Z"],
})

/** The menu's items for the desk's commands: those with a `group`. */
export function commandMenu(desk, { menu }) {
  let priority = 1000
  for (const command of desk.commands().filter((each) => each.group)) {
    const { name, label, role, shortcut, group } = command
    const swatch =
      role && group === "newsmarkup:roles"
        ? [crel("span", { className: "newsmarkup-swatch", "aria-hidden": "true" })]
        : []
    if (swatch.length) paint(swatch[0], desk.roles, role)
    const button = crel("button", { type: "button", className: "prose-menubar__button newsmarkup-command" }, [
      ...swatch,
      crel("span", { textContent: label }),
      ...(shortcut ? [crel("kbd", { textContent: spelled(shortcut).split("+").at(-1), "aria-hidden": "true" })] : []),
    ])
    describe(button, label, shortcut, command.help)
    menu.defineItem({
      name,
      groups: group,
      priority: priority--,
      button,
      active: () => Boolean(command.active?.()),
      // The palette and dialogs move the focus on: nothing to give back.
      command: () => command.run(),
    })
  }
}

function describe(button, label, shortcut, help = "") {
  const keys = shortcut ? fill(gettext("%(label)s (%(keys)s)"), { label, keys: spelled(shortcut) }) : label
  button.title = help ? `${keys}: ${help}` : keys
  button.setAttribute("aria-label", label)
  if (shortcut) button.setAttribute("aria-keyshortcuts", ariaShortcut(shortcut))
}

/** Make a menu bar a toolbar. `pressable` says which buttons have an on and off. */
export function equip(bar, editor, desk) {
  const names = NAMES()
  const own = new Map(desk.commands().map((command) => [command.name, command]))
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", gettext("Editing"))
  bar.setAttribute("aria-orientation", "horizontal")
  const buttons = [...bar.querySelectorAll("button")]
  for (const button of buttons) {
    const [label, shortcut] = names[button.dataset.name] ?? []
    if (label) describe(button, label, shortcut)
    button.tabIndex = -1
  }
  const usable = () => buttons.filter((button) => !button.classList.contains("hidden"))
  const stop = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1
  }
  stop(buttons[0])
  bar.addEventListener("focusin", (event) => stop(event.target.closest("button")))
  bar.addEventListener("keydown", (event) => {
    const all = usable()
    const at = all.indexOf(document.activeElement)
    const rtl = getComputedStyle(bar).direction === "rtl" ? -1 : 1
    const to = { ArrowRight: at + rtl, ArrowLeft: at - rtl, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === "Escape") editor.view.focus()
    if (to === undefined) return
    event.preventDefault()
    all.at(to % all.length).focus()
  })
  const show = () => {
    for (const button of buttons) {
      const toggles =
        own.get(button.dataset.name)?.active ||
        (names[button.dataset.name] &&
          !["figure", "horizontalRule", "unlink", "history:undo", "history:redo"].includes(button.dataset.name))
      if (toggles) set(button, "aria-pressed", String(button.classList.contains("active")))
      set(button, "aria-disabled", String(button.classList.contains("disabled")))
    }
    const all = usable()
    if (all.length && !all.some((button) => button.tabIndex === 0)) stop(all[0])
  }
  editor.on("transaction", show)
  show()
}

const set = (element, name, value) => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
