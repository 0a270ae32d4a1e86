/** The picture dialog: choosing a photo from the registry, uploading one, writing its alt text. */
import { figureAt } from "newsmarkup/caption"
import { Combobox } from "newsmarkup/combobox"
import { elementId, field, openDialog, problemsIn } from "newsmarkup/dialog"
import { newId } from "newsmarkup/ids"
import { crel, gettext, pm } from "newsmarkup/prose"
import { excerpt } from "newsmarkup/words"

const { Fragment } = pm.model
const { NodeSelection } = pm.state

/** Ask for a photo and put it into the figure at the cursor, or into a new one after the cursor's block. */
export async function choosePhoto(desk) {
  const { editor } = desk
  if (!desk.urls.photos) return desk.problem(gettext("This editor has no registry of pictures."))
  const figure = figureAt(editor.state.doc, editor.state.selection.from)
  const answer = await new PhotoDialog(desk).open(figure?.image?.node.attrs)
  editor.view.focus()
  if (!answer) return
  editor.view.dispatch(placePhoto(editor.state, desk.roles, figure, answer.photo, answer.alt).scrollIntoView())
  desk.say(figure?.image ? gettext("The picture was changed.") : gettext("The picture was added."))
}

/** The transaction that shows a photo in `figure` (as figureAt gives it), or in a new figure. */
export function placePhoto(state, roles, figure, photo, alt) {
  const { schema } = state
  const text = (value) => (value == null ? null : String(value))
  const image = schema.nodes.image.create({
    src: photo.url,
    alt,
    width: text(photo.width),
    height: text(photo.height),
    "data-photo": photo.key,
  })
  const old = figure?.caption?.node
  const words = old?.content.size ? withCredit(schema, roles, old.content, photo.credit) : fresh(schema, roles, photo)
  const caption = words.size ? [schema.nodes.caption.create(old?.attrs ?? { "data-id": newId() }, words)] : []
  const node = schema.nodes.figure.create(null, [image, ...caption])
  const tr = state.tr
  if (figure) {
    tr.replaceWith(figure.pos, figure.pos + figure.node.nodeSize, node)
    return tr.setSelection(NodeSelection.create(tr.doc, figure.pos))
  }
  const { $from } = state.selection
  const block = $from.depth ? $from.node(1) : $from.nodeAfter
  const start = $from.depth ? $from.before(1) : $from.pos
  const empty = block?.type.name === "paragraph" && !block.content.size
  const at = empty || !block ? start : start + block.nodeSize
  tr.replaceWith(at, empty ? at + block.nodeSize : at, node)
  return tr.setSelection(NodeSelection.create(tr.doc, at))
}

function creditMark(schema, roles) {
  const role = roles.named("credit")
  return role ? [schema.marks[role.mark].create({ "data-id": newId() })] : []
}

/** The photo's own caption, then its credit. */
function fresh(schema, roles, { caption, credit }) {
  const nodes = []
  if (caption) nodes.push(schema.text(credit ? `${caption.trim()} ` : caption.trim()))
  if (credit) nodes.push(schema.text(credit.trim(), creditMark(schema, roles)))
  return Fragment.from(nodes)
}

/** A caption already written keeps its words: the credit is tagged in it, or added where it has none. */
function withCredit(schema, roles, content, credit) {
  const tagged = content.content.some((node) => node.marks.some((mark) => roles.of(mark)?.name === "credit"))
  if (tagged || !credit) return content
  const mark = creditMark(schema, roles)
  const nodes = []
  let found = false
  content.forEach((node) => {
    const at = node.isText && !found ? node.text.indexOf(credit) : -1
    if (at < 0) return nodes.push(node)
    found = true
    const piece = (from, to, marks) => (to > from ? nodes.push(schema.text(node.text.slice(from, to), marks)) : 0)
    piece(0, at, node.marks)
    piece(
      at,
      at + credit.length,
      mark.reduce((all, each) => each.addToSet(all), node.marks),
    )
    piece(at + credit.length, node.text.length, node.marks)
  })
  if (!found) nodes.push(schema.text(" "), schema.text(credit, mark))
  return Fragment.fromArray(nodes)
}

class PhotoDialog {
  constructor({ server, urls }) {
    Object.assign(this, { server, urls, photo: null })
    this.search = field(gettext("Find a picture"), {
      type: "text",
      name: "q",
      placeholder: gettext("Caption, credit or file name"),
    })
    this.shown = crel("div", { className: "newsmarkup-photo", "aria-live": "polite" })
    this.alt = field(
      gettext("Alt text"),
      { name: "alt", rows: 2 },
      { tag: "textarea", help: gettext("What the picture shows, for readers who cannot see it.") },
    )
    this.combobox = new Combobox({
      input: this.search.control,
      label: gettext("Pictures"),
      source: async (query, signal) => (await this.server.get(this.urls.photos, [["q", query.trim()]], signal)).results,
      show: (photo) => this.option(photo),
      pick: (photo) => this.choose(photo),
    })
    this.search.element.append(this.combobox.element)
  }

  /** → {photo, alt} or null; `current` are the attributes of the picture shown now. */
  open(current) {
    if (current) {
      const { src, width, height, alt } = current
      this.choose({ key: current["data-photo"], url: src, thumbnail: src, width, height, alt, caption: "", credit: "" })
      if (alt != null) this.alt.control.value = alt
    }
    const done = openDialog({
      title: current ? gettext("Change the picture") : gettext("Add a picture"),
      className: "newsmarkup-wide",
      saveLabel: current ? gettext("Save") : gettext("Insert"),
      body: [this.search.element, this.shown, this.alt.element, this.upload()],
      save: () => {
        if (!this.photo) throw new Error(gettext("Choose a picture from the list, or upload one."))
        return { photo: this.photo, alt: this.alt.control.value.trim() }
      },
    })
    this.search.control.focus()
    if (!current) this.combobox.search(true)
    return done.finally(() => this.combobox.close())
  }

  option(photo) {
    return [
      crel("img", { src: photo.thumbnail, alt: "", width: 64, height: 48, loading: "lazy" }),
      crel("span", {}, [
        crel("strong", { textContent: excerpt(photo.caption || photo.alt || photo.key, 70) }),
        crel("span", { className: "newsmarkup-detail", textContent: photo.credit || gettext("no credit") }),
      ]),
    ]
  }

  choose(photo) {
    this.photo = photo
    this.alt.control.value = photo.alt ?? ""
    this.shown.replaceChildren(
      crel("img", { src: photo.thumbnail, alt: photo.alt || gettext("The chosen picture") }),
      crel("p", { textContent: [photo.caption, photo.credit].filter(Boolean).join(" — ") }),
      ...(photo.warnings ?? []).map((warning) => crel("p", { className: "newsmarkup-warning", textContent: warning })),
    )
  }

  upload() {
    const file = field(gettext("File"), { type: "file", name: "file", accept: "image/*" })
    const texts = {
      alt: field(gettext("Alt text"), { type: "text" }),
      caption: field(gettext("Caption"), { type: "text" }),
      credit_line: field(gettext("Credit line"), { type: "text" }),
      creator: field(gettext("Photographer"), { type: "text" }),
    }
    const problem = crel("p", { className: "newsmarkup-problem", role: "alert" })
    const send = crel("button", { type: "button", className: "newsmarkup-button", textContent: gettext("Upload") })
    const details = crel("details", { className: "newsmarkup-upload", id: elementId("upload") }, [
      crel("summary", { textContent: gettext("Upload a new picture") }),
      file.element,
      ...Object.values(texts).map((each) => each.element),
      send,
      problem,
    ])
    send.addEventListener("click", async () => {
      problem.textContent = ""
      if (!file.control.files.length) {
        problem.textContent = gettext("Choose a file first.")
        return file.control.focus()
      }
      const data = new FormData()
      data.append("file", file.control.files[0])
      for (const [name, each] of Object.entries(texts)) data.append(name, each.control.value.trim())
      send.disabled = true
      try {
        this.choose(await this.server.post(this.urls.photos, data))
        details.open = false
        this.alt.control.focus()
      } catch (error) {
        problem.textContent = problemsIn(error.errors ?? {}) || error.message
      } finally {
        send.disabled = false
      }
    })
    return details
  }
}
