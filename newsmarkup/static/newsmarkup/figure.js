/**
 * The figure: a picture, then its caption; at least one of them. In the editor a figure without a picture offers
 * to add it, one without a caption to write it.
 */
import { figureAt } from "newsmarkup/caption"
import { newId } from "newsmarkup/ids"
import { choosePhoto } from "newsmarkup/photo"
import { crel, Extension, gettext, Node, pm } from "newsmarkup/prose"
import { roleAttributes } from "newsmarkup/roles"

const { TextSelection } = pm.state
const PICTURE = ["src", "alt", "width", "height", "data-photo"]

/** alt="" says that a picture only decorates: it is not the same as no alt text. */
const pictureAttribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  ...(name === "src" ? { isRequired: true } : {}),
})

const Image = Node.create({
  name: "image",
  atom: true,
  draggable: false,
  priority: 50,
  addAttributes: () => Object.fromEntries(PICTURE.map((name) => [name, pictureAttribute(name)])),
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
})

const Caption = (role) =>
  Node.create({
    name: "caption",
    content: "inline*",
    defining: true,
    isolating: true,
    priority: 50,
    addAttributes: () => roleAttributes(role),
    parseHTML: () => [{ tag: "figcaption" }],
    renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
  })

/** The figure's keys come before Tiptap's own, which would split it or put a paragraph beside it. */
const FigureKeys = Extension.create({
  name: "figureKeys",
  priority: 200,
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => openPicture(editor) || leaveCaption(editor),
    Backspace: ({ editor }) => backIntoText(editor),
  }),
})

function openPicture(editor) {
  if (editor.state.selection.node?.type.name !== "image") return false
  choosePhoto(editor.storage.newsmarkup.desk)
  return true
}

/** Enter in a caption: what stands behind the cursor goes on as a paragraph after the figure. */
function leaveCaption({ state, view }) {
  const { $from, $to } = state.selection
  if ($from.parent.type.name !== "caption" || !$from.sameParent($to)) return false
  const rest = $to.parent.content.cut($to.parentOffset)
  const tr = state.tr.delete($from.pos, $from.end())
  const after = tr.mapping.map($from.after(-1))
  tr.insert(after, state.schema.nodes.paragraph.create(null, rest))
  tr.setSelection(TextSelection.create(tr.doc, after + 1))
  view.dispatch(tr.scrollIntoView())
  return true
}

/** Backspace at the start of a caption without a picture turns it back into a paragraph. */
function backIntoText(editor) {
  const { $from, empty } = editor.state.selection
  if (!empty || $from.parentOffset || $from.parent.type.name !== "caption") return false
  if (figureAt(editor.state.doc, $from.pos)?.image) return true
  const role = editor.storage.newsmarkup.desk.roles.list.find((each) => each.kind === "caption")
  editor.storage.newsmarkup.desk.tag(role)
  return true
}

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "(image caption?) | caption",
  isolating: true,
  priority: 50,
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: () => ["figure", 0],
  addNodeView: () => (props) => new FigureView(props),
  addCommands: () => ({
    // The name the menu of django-prose-editor calls.
    insertFigure:
      () =>
      ({ editor, dispatch }) => {
        if (dispatch) choosePhoto(editor.storage.newsmarkup.desk)
        return true
      },
  }),
})

/** A figure in the editor: its content, and buttons for what it lacks. */
class FigureView {
  constructor({ node, editor, getPos }) {
    this.contentDOM = crel("div", { className: "newsmarkup-figure" })
    this.picture = button(() => {
      editor.commands.setNodeSelection(getPos())
      choosePhoto(editor.storage.newsmarkup.desk)
    })
    this.caption = button(() => addCaption(editor, getPos()))
    this.caption.textContent = gettext("Write a caption")
    const tools = crel("div", { className: "newsmarkup-figure-tools", contentEditable: "false" }, [
      this.picture,
      this.caption,
    ])
    this.dom = crel("figure", {}, [this.contentDOM, tools])
    this.update(node)
  }

  update(node) {
    if (node.type.name !== "figure") return false
    const pictured = node.firstChild.type.name === "image"
    this.picture.textContent = pictured ? gettext("Change the picture") : gettext("Add the picture")
    this.caption.hidden = node.lastChild.type.name === "caption"
    return true
  }

  stopEvent(event) {
    return event.target.closest?.(".newsmarkup-figure-tools") != null
  }

  ignoreMutation(mutation) {
    return !this.contentDOM.contains(mutation.target)
  }
}

const button = (press) => {
  const dom = crel("button", { type: "button", className: "newsmarkup-button" })
  dom.addEventListener("click", press)
  return dom
}

function addCaption(editor, pos) {
  const { state, view } = editor
  const end = pos + state.doc.nodeAt(pos).nodeSize - 1
  const tr = state.tr.insert(end, state.schema.nodes.caption.create({ "data-id": newId() }))
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView())
  view.focus()
}

export const figureExtensions = (roles) => [
  FigureKeys,
  Figure,
  Image,
  Caption(roles.list.find((each) => each.kind === "caption")),
]
