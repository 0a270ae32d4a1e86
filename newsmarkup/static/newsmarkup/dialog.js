/** Modal dialogs: a native <dialog> with a title, fields, a place for problems, and its buttons. */
import { crel, gettext } from "newsmarkup/prose"

let count = 0

/** A new id for an element of the page. */
export const elementId = (name) => `newsmarkup-${name}-${++count}`

/**
 * Open a dialog: a promise of what `save` gives, or null when it is cancelled.
 * `save()` may throw an Error whose message is shown; the dialog then stays open.
 */
export function openDialog({ title, body, saveLabel, save, extra = [], className = "" }) {
  const titleId = elementId("title")
  const problem = crel("p", { className: "newsmarkup-problem", role: "alert" })
  const submit = crel("button", {
    type: "submit",
    className: "newsmarkup-button newsmarkup-primary",
    textContent: saveLabel,
  })
  const cancel = crel("button", { type: "button", className: "newsmarkup-button", textContent: gettext("Cancel") })
  const form = crel("form", { noValidate: true }, [
    crel("h2", { id: titleId, textContent: title }),
    ...body,
    problem,
    crel("div", { className: "newsmarkup-actions" }, [submit, cancel, ...extra]),
  ])
  const dialog = crel("dialog", { className: `newsmarkup-dialog ${className}`, "aria-labelledby": titleId }, [form])
  document.body.append(dialog)

  return new Promise((resolve) => {
    let result = null
    cancel.addEventListener("click", () => dialog.close())
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      problem.textContent = ""
      try {
        result = await save()
        if (result != null) dialog.close()
      } catch (error) {
        problem.textContent = error.message
      }
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(result)
    })
    dialog.showModal()
  })
}

/** A labelled control: the element to show and the control itself. */
export function field(label, attributes, { help = "", tag = "input" } = {}) {
  const id = elementId("field")
  const control = crel(tag, { id, ...attributes })
  const children = [crel("label", { htmlFor: id, textContent: label }), control]
  if (help) {
    const helpId = elementId("help")
    control.setAttribute("aria-describedby", helpId)
    children.push(crel("p", { id: helpId, className: "newsmarkup-help", textContent: help }))
  }
  return { control, element: crel("div", { className: "newsmarkup-field" }, children) }
}

/** A check box or radio button before its label. */
export function choice(label, attributes) {
  const control = crel("input", { type: "checkbox", ...attributes })
  return {
    control,
    element: crel("label", { className: "newsmarkup-check" }, [control, crel("span", { textContent: label })]),
  }
}

/** Problems from the server, {field: [messages]}, as one message. */
export const problemsIn = (errors) => Object.values(errors).flat().join(" ")
