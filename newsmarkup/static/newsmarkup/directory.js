/** The people and organisations of the registry: looking them up, knowing their names, adding one. */
import { gettext } from "newsmarkup/prose"
import { bare } from "newsmarkup/words"

export class Directory {
  /** `changed` is called when names have come that were not known before. */
  constructor(server, url, changed = () => {}) {
    Object.assign(this, { server, url, changed, known: new Map(), asked: new Set(), wanted: new Set() })
  }

  remember(speaker) {
    this.known.set(speaker.ref, speaker)
    return speaker
  }

  /** What to call a speaker; a registry entry not known yet is called by its key until its name has come. */
  nameOf({ ref, name }) {
    if (ref === "anonymous") return gettext("Anonymous source")
    if (!ref.includes(":")) return name
    if (!this.known.has(ref)) this.want(ref)
    return this.known.get(ref)?.name ?? ref.split(":")[1]
  }

  /** The full entry, for a speaker as the document has it. */
  entry(speaker) {
    return { description: "", ...this.known.get(speaker.ref), ...speaker, name: this.nameOf(speaker) }
  }

  want(ref) {
    if (!this.url || this.asked.has(ref)) return
    this.asked.add(ref)
    this.wanted.add(ref)
    this.timer ??= setTimeout(() => this.lookUp(), 0)
  }

  async lookUp() {
    const refs = [...this.wanted]
    this.wanted.clear()
    this.timer = null
    try {
      const { results } = await this.server.get(
        this.url,
        refs.map((ref) => ["ref", ref]),
      )
      for (const speaker of results) this.remember(speaker)
      this.changed()
    } catch {
      // Names are a courtesy here: without them the keys are shown.
      for (const ref of refs) this.asked.delete(ref)
    }
  }

  /** Entries that match the words, as the registry ranks them. */
  async search(query, signal) {
    if (!this.url || !query.trim()) return []
    const { results } = await this.server.get(this.url, [["q", query.trim()]], signal)
    return results.map((speaker) => this.remember(speaker))
  }

  async add({ kind, name, jobTitle }) {
    return this.remember(await this.server.post(this.url, { kind, name, job_title: jobTitle }))
  }
}

/** Whether each word typed begins a word of the name. */
export function nameMatches(name, query) {
  const names = bare(name).split(" ")
  return bare(query)
    .split(" ")
    .every((word) => names.some((each) => each.startsWith(word)))
}
