/** The "Tag as…" palette: every command in one list, found by typing. */
import { paint } from "newsmarkup/colour"
import { Combobox } from "newsmarkup/combobox"
import { elementId } from "newsmarkup/dialog"
import { crel, gettext } from "newsmarkup/prose"
import { spelled } from "newsmarkup/shortcuts"
import { bare } from "newsmarkup/words"

/** Commands whose label or help has words beginning with those typed; those of the label first. */
export function filterCommands(commands, query) {
  const words = bare(query).split(" ").filter(Boolean)
  const hit = (text) => words.every((word) => ` ${bare(text)}`.includes(` ${word}`))
  const named = commands.filter(({ label }) => hit(label))
  return [...named, ...commands.filter((each) => !named.includes(each) && hit(`${each.label} ${each.help ?? ""}`))]
}

/** Open the palette at the cursor; the chosen command runs after it has closed. */
export function openPalette(desk) {
  const { editor } = desk
  const commands = desk.commands().filter((command) => command.listed !== false)
  const input = crel("input", {
    type: "text",
    className: "newsmarkup-filter",
    placeholder: gettext("Tag as…"),
    "aria-label": gettext("Tag as"),
    spellcheck: false,
  })
  const none = crel("p", {
    className: "newsmarkup-no-match",
    hidden: true,
    textContent: gettext("No command has such a name."),
  })
  let chosen = null
  const combobox = new Combobox({
    input,
    label: gettext("Commands"),
    open: true,
    source: (query) => {
      const found = filterCommands(commands, query)
      none.hidden = found.length > 0
      return found
    },
    show: (command) => option(desk, command),
    pick: (command) => {
      chosen = command
      dialog.close()
    },
  })
  const dialog = crel(
    "dialog",
    { className: "newsmarkup-dialog newsmarkup-palette", id: elementId("palette"), "aria-label": gettext("Tag as") },
    [input, combobox.element, none],
  )
  document.body.append(dialog)
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
  dialog.addEventListener("close", () => {
    dialog.remove()
    editor.view.focus()
    chosen?.run()
  })
  dialog.showModal()
  place(dialog, editor.view)
  combobox.search(true)
  input.focus()
}

function option(desk, { role, label, help, shortcut, hint }) {
  const swatch = crel("span", { className: "newsmarkup-swatch", "aria-hidden": "true" })
  if (role) paint(swatch, desk.roles, role)
  const said = hint?.()
  return [
    swatch,
    crel("span", {}, [
      crel("strong", { textContent: label }),
      ...(said ? [crel("em", { className: "newsmarkup-detail", textContent: ` (${said})` })] : []),
      crel("span", { className: "newsmarkup-detail", textContent: help ?? "" }),
    ]),
    ...(shortcut ? [crel("kbd", { textContent: spelled(shortcut) })] : []),
  ]
}

/** Under the cursor where there is room for it; on a phone the style sheet decides. */
function place(dialog, view) {
  if (window.innerWidth < 640) return
  const caret = view.coordsAtPos(view.state.selection.head)
  const { width, height } = dialog.getBoundingClientRect()
  const left = Math.max(8, Math.min(caret.left, window.innerWidth - width - 8))
  const below = caret.bottom + 6
  const top = below + height < window.innerHeight ? below : Math.max(8, caret.top - height - 6)
  Object.assign(dialog.style, { left: `${left}px`, top: `${top}px`, margin: "0" })
}
