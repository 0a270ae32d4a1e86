/**
 * Who speaks: the speaker's attributes on a tag, as values.
 *
 * A speaker is {ref: "person:KEY"|"organization:KEY"|"person"|"organization"|"anonymous", name, description}.
 */

/** The speaker an element's attributes name, or null. */
export function speakerOf(attrs) {
  const ref = attrs?.["data-speaker"]
  return ref ? { ref, name: attrs["data-speaker-name"] ?? "" } : null
}

/** The attributes that say so; a name is written only where the registry has none. */
export const speakerAttrs = (speaker) => ({
  "data-speaker": speaker?.ref ?? null,
  "data-speaker-name": speaker && ["person", "organization"].includes(speaker.ref) ? speaker.name : null,
})

/** Whether two speakers are the same one. */
export const sameSpeaker = (a, b) =>
  a?.ref === b?.ref && (a?.ref.includes(":") || a?.ref === "anonymous" || a?.name === b?.name)
