/**
 * The one door to django-prose-editor: everything else imports Tiptap and
 * ProseMirror from here, so that another Tiptap build needs a change in this file only.
 */
export {
  Bold,
  BulletList,
  Code,
  crel,
  Extension,
  getSchema,
  gettext,
  HardBreak,
  Heading,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  Mark,
  Node,
  OrderedList,
  pm,
  Strike,
  Subscript,
  Superscript,
  Underline,
} from "django-prose-editor/editor"
