/**
 * Roles: what Python says about each kind of tag, turned into Tiptap marks and nodes.
 *
 * A role's config: {name, label, help, kind: "inline"|"block"|"caption", element, marker: [attribute, value]|null,
 * blockElement: element|null, attributes: [names in canonical order], shortcut, colour, speaker: bool} and,
 * optional, {rank: number (marks: the lowest is outermost), content: [elements a block role may hold], nests: bool}.
 * A caption's node is made in figure.js.
 */
import { Mark, Node } from "newsmarkup/prose"
import { newId } from "newsmarkup/ids"

const NODES = { p: "paragraph", ul: "bulletList", ol: "orderedList", h2: "heading", h3: "heading", h4: "heading" }

/** One role, with the names the editor's schema gives it. */
function role(config) {
  const { name, element, kind, marker = null, blockElement = null, attributes = [] } = config
  const inline = kind === "inline"
  // Every tag has an id, a language and a direction; the marker and the anchor are written, never edited.
  const all = new Set(["data-id", ...attributes.filter((each) => each !== "lang" && each !== "dir"), "lang", "dir"])
  const own = [...all].filter((attribute) => attribute !== "id" && attribute !== marker?.[0])
  const joins = own.includes("data-for")
  const nests = config.nests ?? (inline && element === "q")
  return {
    ...config,
    attributes: own,
    marker,
    /** The mark's name in the schema, for roles on words. */
    mark: inline ? name : null,
    /** The node's name in the schema, for roles on blocks. */
    node: inline ? (blockElement ? `${name}Block` : null) : name,
    nodeElement: inline ? blockElement : element,
    content: config.content ?? (inline ? ["p", "ul", "ol", blockElement] : ["p"]),
    /** Points at the quotations it names the speaker of. */
    joins,
    /** May stand inside itself. */
    nests,
    rank: config.rank ?? (nests ? -3 : joins ? -2 : -1),
    selector: selector(element, marker),
  }
}

const selector = (element, marker) => (marker ? `${element}[${marker[0]}="${marker[1]}"]` : element)

/** The roles of one editor, in Python's order. */
export class Roles {
  constructor(configs) {
    this.list = configs.map(role)
    this.marks = new Map(this.list.filter((each) => each.mark).map((each) => [each.mark, each]))
    this.nodes = new Map(this.list.filter((each) => each.node).map((each) => [each.node, each]))
  }

  named(name) {
    return this.list.find((each) => each.name === name)
  }

  /** The role of a mark or node, or undefined. */
  of(item) {
    return this.marks.get(item.type.name) ?? this.nodes.get(item.type.name)
  }

  /** The role that stands on words with a speaker: what an attribution can join. */
  get spoken() {
    return this.list.find((each) => each.mark && each.speaker && !each.joins)
  }
}

/** The attributes of a role for Tiptap: named as in the HTML, in the canonical order, an id always there. */
export function roleAttributes(role) {
  return Object.fromEntries(
    role.attributes.map((name) => [
      name,
      {
        default: null,
        parseHTML: (element) => element.getAttribute(name) || (name === "data-id" ? newId() : null),
      },
    ]),
  )
}

const markers = (role) => (role.marker ? { [role.marker[0]]: role.marker[1] } : {})

function roleMark(role, index) {
  return Mark.create({
    name: role.mark,
    // Marks of higher priority are outside: all roles before links (1000) and formatting.
    priority: 1050 - 20 * role.rank - index,
    inclusive: false,
    ...(role.nests ? { excludes: "" } : {}),
    addAttributes: () => roleAttributes(role),
    parseHTML: () => [{ tag: role.selector }],
    renderHTML: ({ HTMLAttributes }) => [role.element, { ...markers(role), ...HTMLAttributes }, 0],
  })
}

function roleNode(role, blocks) {
  const tag = selector(role.nodeElement, role.mark ? null : role.marker)
  const names = role.content.map((element) => blocks.get(element) ?? NODES[element])
  return Node.create({
    name: role.node,
    group: "block",
    content: `(${[...new Set(names.filter(Boolean))].join(" | ")})+`,
    defining: true,
    // Below the paragraph, which has to stay the default block; only the parse rule comes first.
    priority: 50,
    addAttributes: () => roleAttributes(role),
    parseHTML: () => [{ tag, priority: 60 }],
    renderHTML: ({ HTMLAttributes }) => [
      role.nodeElement,
      { ...(role.mark ? {} : markers(role)), ...HTMLAttributes },
      0,
    ],
  })
}

/** The Tiptap extensions of all roles on words and on blocks. */
export function roleExtensions(roles) {
  const blocks = new Map(roles.list.filter((each) => each.node).map((each) => [each.nodeElement, each.node]))
  return roles.list.flatMap((each, index) => [
    ...(each.mark ? [roleMark(each, index)] : []),
    ...(each.node && each.kind !== "caption" ? [roleNode(each, blocks)] : []),
  ])
}
