/**
 * Names for what the admin's own scripts make: an autocompletion box is named by its field's label or its column's
 * head before it says what is chosen.
 */
let count = 0

const idOf = (element) => (element.id ||= `newsmarkup-name-${++count}`)

function name(select, root = document) {
  const label = root.querySelector(`label[for="${CSS.escape(select.id)}"]`)
  if (label) return label
  const cell = select.closest("td")
  const heads = cell?.closest("table")?.tHead?.rows[0]?.cells ?? []
  return [...heads].find((head) => [...cell.classList].some((each) => each.startsWith("field-") && head.classList.contains(each.replace("field-", "column-"))))
}

function nameBoxes(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling?.querySelector("[role=combobox]")
    const label = name(select)
    const shown = box?.querySelector(".select2-selection__rendered")
    if (!box || !label || !shown) continue
    shown.setAttribute("aria-labelledby", idOf(label))
    box.setAttribute("aria-labelledby", `${label.id} ${idOf(shown)}`)
  }
}

// A heading without words is none.
for (const head of document.querySelectorAll("th.original")) {
  const cell = document.createElement("td")
  cell.className = head.className
  head.replaceWith(cell)
}

// The admin makes its boxes when the document is ready, and for each new row; ours come after.
const later = (root) => setTimeout(() => nameBoxes(root))
if (document.readyState === "complete") later(document)
else addEventListener("load", () => later(document))
document.addEventListener("formset:added", (event) => later(event.target))
