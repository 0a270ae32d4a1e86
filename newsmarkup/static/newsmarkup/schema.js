/**
 * The standard blocks and marks, held to the canonical HTML of docs/architecture.md: no class, no style,
 * only the attributes it knows, and words in code, links and lists keep their tags.
 */
import {
  Bold,
  BulletList,
  Code,
  HardBreak,
  Heading,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Strike,
  Subscript,
  Superscript,
  Underline,
} from "newsmarkup/prose"
import { ADDRESS, linkKeys, linkMenu } from "newsmarkup/link"

const FORMATTING = {
  strong: Bold,
  em: Italic,
  u: Underline,
  s: Strike,
  sub: Subscript,
  sup: Superscript,
  // Tiptap's code takes every other mark away, a quotation too.
  code: Code.extend({ excludes: "code" }),
}

const NewsLink = Link.extend({
  inclusive: false,
  addAttributes: () => ({ href: { default: null, parseHTML: (element) => element.getAttribute("href") } }),
  addMenuItems: linkMenu,
  addKeyboardShortcuts: linkKeys,
}).configure({
  autolink: false,
  defaultProtocol: "https",
  HTMLAttributes: {},
  isAllowedUri: (address) => ADDRESS.test(address?.trim() ?? ""),
})

const NewsListItem = ListItem.extend({ content: "(paragraph | bulletList | orderedList)+" })

const NewsOrderedList = OrderedList.extend({ addAttributes: () => ({}) }).configure({ enableListAttributes: false })

/** Everything of the canonical HTML that is no role and no figure. */
export const standardExtensions = ({ headings, formatting }) => [
  Heading.configure({ levels: headings }),
  BulletList,
  NewsOrderedList,
  NewsListItem,
  HorizontalRule,
  HardBreak,
  NewsLink,
  ...Object.keys(FORMATTING)
    .filter((element) => formatting.includes(element))
    .map((element) => FORMATTING[element]),
]

const kept = (name) => ({ default: null, parseHTML: (element) => element.getAttribute(name) || null })

/** Language and direction stay on the blocks that have them. */
export const LANGUAGE = [
  {
    types: ["paragraph", "heading", "bulletList", "orderedList"],
    attributes: { lang: kept("lang"), dir: kept("dir") },
  },
]
