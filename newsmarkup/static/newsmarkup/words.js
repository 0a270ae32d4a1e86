/** Words for people: filling values into translated sentences, and shortening texts. */

const FIELD = /%\((\w+)\)s/g

/** fill("%(name)s speaks", {name: "Ana"}) → "Ana speaks". */
export const fill = (sentence, values) => sentence.replace(FIELD, (_, name) => values[name] ?? "")

/** The first `limit` characters, cut at a space where there is one, with an ellipsis. */
export function excerpt(text, limit = 80) {
  const flat = text.replace(/\s+/g, " ").trim()
  if (flat.length <= limit) return flat
  const cut = flat.slice(0, limit)
  const space = cut.lastIndexOf(" ")
  return `${cut.slice(0, space > limit / 2 ? space : limit).trimEnd()}…`
}

/** Letters and digits only, in one case: for comparing words whatever their punctuation. */
export const bare = (text) =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase()
