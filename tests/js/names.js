/** The import map, for Node: "newsmarkup/roles" is a file of this package, "django-prose-editor/editor" its bundle. */
const files = new URL("../../newsmarkup/static/newsmarkup/", import.meta.url)
let prose

export const initialize = (data) => {
  prose = data.prose
}

export function resolve(name, context, next) {
  if (name === "django-prose-editor/editor") return { url: prose, format: "module", shortCircuit: true }
  if (name.startsWith("newsmarkup/")) {
    return { url: new URL(`${name.slice("newsmarkup/".length)}.js`, files).href, format: "module", shortCircuit: true }
  }
  return next(name, context)
}

export const load = (url, context, next) =>
  next(url, url === prose || url.startsWith(files.href) ? { ...context, format: "module" } : context)
