/** Keyboard shortcuts, by the key's place rather than its sign: Alt-Shift-4 types "€", "›" or "¢" on some keyboards. */

/** "Alt-Shift-4" → {alt, shift, ctrl, meta, code: "Digit4"}. */
export function parseShortcut(shortcut) {
  const names = shortcut.split("-")
  const key = names.pop()
  return {
    alt: names.includes("Alt"),
    shift: names.includes("Shift"),
    ctrl: names.includes("Ctrl"),
    meta: names.includes("Meta"),
    code: /^\d$/.test(key) ? `Digit${key}` : /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  }
}

const matches = (keys, event) =>
  keys.alt === event.altKey &&
  keys.shift === event.shiftKey &&
  keys.ctrl === event.ctrlKey &&
  keys.meta === event.metaKey &&
  keys.code === event.code

/** A keydown handler for commands {shortcut, run}; true where one ran. */
export function shortcutHandler(commands) {
  const keyed = commands
    .filter((each) => each.shortcut)
    .map((each) => ({ ...each, keys: parseShortcut(each.shortcut) }))
  return (event) => {
    const command = keyed.find(({ keys }) => matches(keys, event))
    if (!command || event.isComposing) return false
    event.preventDefault()
    command.run()
    return true
  }
}

const onMac = () => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "")

/** The shortcut as people write it; Mod is Ctrl, or ⌘ on a Mac. */
export function spelled(shortcut) {
  const keys = onMac()
    ? shortcut.replace("Mod", "⌘").replace("Alt", "⌥").replace("Shift", "⇧")
    : shortcut.replace("Mod", "Ctrl")
  return keys.split("-").join("+")
}

/** For aria-keyshortcuts. */
export const ariaShortcut = (shortcut) => shortcut.replaceAll("-", "+").replace("Mod", onMac() ? "Meta" : "Control")
