/**
 * Saving from the keyboard: Ctrl-S (on a Mac ⌘S) saves and stays, and the cursor is afterwards where it was, in the
 * editor or in a field.
 */
const KEY = "newsmarkup:place"
const FRESH = 60_000

const stays = () => document.querySelector("#content-main form [name=_continue]")
const editorOf = (element) => element?.closest?.(".prose-editor")

let editor = null
let last = null

/** Where the cursor is: {path, at, field, range}; `range` only in the editor. */
function place() {
  const inEditor = editor && editorOf(last)
  const range = inEditor ? [editor.state.selection.from, editor.state.selection.to] : null
  return { path: location.pathname, at: Date.now(), field: last?.id || null, range, top: scrollY }
}

function restore(found) {
  if (found.range) {
    if (!editor) return
    const end = editor.state.doc.content.size
    editor.commands.focus()
    editor.commands.setTextSelection({ from: Math.min(found.range[0], end), to: Math.min(found.range[1], end) })
  } else if (found.field) {
    document.getElementById(found.field)?.focus({ preventScroll: true })
  }
  scrollTo(0, found.top)
}

function remembered() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY))
    sessionStorage.removeItem(KEY)
    return found?.path === location.pathname && Date.now() - found.at < FRESH ? found : null
  } catch {
    return null
  }
}

const button = stays()
if (button) {
  button.title = /Mac/.test(navigator.platform) ? "⌘S" : "Ctrl-S"
  button.setAttribute("aria-keyshortcuts", "Control+S Meta+S")
}

const before = remembered()
if (before && !before.range) restore(before)

document.addEventListener("prose-editor:ready", (event) => {
  editor ??= event.detail.editor
  if (before?.range) setTimeout(() => restore(before))
})

// The button that saves is not where one was working.
document.addEventListener("focusin", ({ target }) => {
  if (target.type !== "submit") last = target
})

document.addEventListener("keydown", (event) => {
  const save = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s"
  if (!save || !button || document.querySelector("dialog[open]")) return
  event.preventDefault()
  button.form.requestSubmit(button)
})

document.addEventListener("submit", (event) => {
  if (event.submitter?.name !== "_continue") return
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place()))
  } catch {
    // A browser that keeps nothing: the cursor is at the top then.
  }
})
