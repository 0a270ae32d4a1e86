/** Links: their dialog, their buttons and their key. */
import { field, openDialog } from "newsmarkup/dialog"
import { gettext } from "newsmarkup/prose"

/** What an address may begin with. */
export const ADDRESS = /^(https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i

async function editLink(editor) {
  const { href } = editor.getAttributes("link")
  const address = field(
    gettext("Address"),
    { type: "text", name: "href", value: href ?? "", inputMode: "url", spellcheck: false },
    {
      help: gettext(
        "A web address (https://…), mailto: or tel:, a page of this site (/path) or a place on it (#name).",
      ),
    },
  )
  const done = openDialog({
    title: gettext("Link"),
    saveLabel: gettext("Save"),
    body: [address.element],
    save: () => {
      const typed = address.control.value.trim()
      const full = /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(typed) ? `https://${typed}` : typed
      if (full && !ADDRESS.test(full)) {
        throw new Error(gettext("This is no address for a link. Begin it with https://, mailto:, tel:, / or #."))
      }
      return { href: full }
    },
  })
  address.control.focus()
  address.control.select()
  const answer = await done
  const chain = editor.chain().focus()
  if (!answer) return chain.run()
  const range = editor.isActive("link") ? chain.extendMarkRange("link") : chain
  if (answer.href) range.setMark("link", { href: answer.href }).run()
  else range.unsetMark("link").run()
}

/** Words are selected, or the cursor is in a link; a picture is no link. */
const possible = (editor) => {
  const { empty, node } = editor.state.selection
  return (!empty && !node) || editor.isActive("link")
}

export function linkMenu({ menu, buttons }) {
  menu.defineItem({
    name: "link",
    groups: "link",
    button: buttons.material("insert_link", gettext("Link")),
    enabled: possible,
    active: (editor) => editor.isActive("link"),
    command: editLink,
  })
  menu.defineItem({
    name: "unlink",
    groups: "link",
    button: buttons.material("link_off", gettext("Remove the link")),
    hidden: (editor) => !editor.isActive("link"),
    command: (editor) => editor.chain().focus().unsetMark("link", { extendEmptyMarkRange: true }).run(),
  })
}

export const linkKeys = () => ({
  "Mod-k": ({ editor }) => {
    if (possible(editor)) editLink(editor)
    return true
  },
})
