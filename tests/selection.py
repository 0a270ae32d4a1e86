"""Where the cursor stands in the editor, set by script: a click misses when the text moves."""

# evaluate(SELECT, [text, cursor only, how many of the same to pass over])
SELECT = """([text, cursorOnly, nth]) => {
  const root = document.querySelector(".ProseMirror[contenteditable]")
  root.focus()
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const nodes = []
  let all = ""
  for (let node; (node = walker.nextNode()); ) {
    nodes.push([all.length, node])
    all += node.data
  }
  let start = -1
  for (let n = 0; n <= nth; n++) start = all.indexOf(text, start + 1)
  if (start < 0) throw new Error(`not in the editor: ${text}`)
  const place = (offset, end) => {
    const [at, node] = nodes.findLast(([at]) => (end ? at < offset : at <= offset))
    return [node, offset - at]
  }
  const from = place(cursorOnly ? start + 3 : start, false)
  const to = place(cursorOnly ? start + 3 : start + text.length, !cursorOnly)
  getSelection().setBaseAndExtent(...from, ...to)
}"""
