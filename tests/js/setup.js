/** Before the tests: a document (jsdom), and the names of the import map. */
import { execFileSync } from "node:child_process"
import { register } from "node:module"
import { pathToFileURL } from "node:url"
import { JSDOM } from "jsdom"

/** Where django-prose-editor's bundle is: $PROSE_EDITOR_JS, or asked of Python ($PYTHON, else python3). */
function proseEditor() {
  if (process.env.PROSE_EDITOR_JS) return process.env.PROSE_EDITOR_JS
  const find =
    "import importlib.util, os; root = importlib.util.find_spec('django_prose_editor').submodule_search_locations[0];" +
    "print(os.path.join(root, 'static/django_prose_editor/editor.js'))"
  return execFileSync(process.env.PYTHON ?? "python3", ["-c", find], { encoding: "utf8" }).trim()
}

register("./names.js", import.meta.url, { data: { prose: pathToFileURL(proseEditor()).href } })

const { window } = new JSDOM("<!doctype html><body></body>", { url: "https://paper.example/", pretendToBeVisual: true })
const names = [
  "document",
  "navigator",
  "DOMParser",
  "Node",
  "NodeFilter",
  "Element",
  "HTMLElement",
  "MutationObserver",
  "getSelection",
  "getComputedStyle",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "Event",
  "KeyboardEvent",
  "FormData",
  "innerHeight",
  "innerWidth",
]
globalThis.window = window
for (const name of names)
  globalThis[name] ??=
    typeof window[name] === "function" && !/^[A-Z]/.test(name) ? window[name].bind(window) : window[name]
for (const name of ["Event", "FormData", "KeyboardEvent"]) globalThis[name] = window[name]
