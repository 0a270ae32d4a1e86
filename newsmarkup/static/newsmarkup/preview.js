/**
 * The preview: the page as it will look, its JSON-LD, what a search result would show, and the problems. It sends
 * the form as it stands, so nothing has to be saved; while the pane is open each change is shown after a pause.
 */
import { elementId } from "newsmarkup/dialog"
import { crel, gettext } from "newsmarkup/prose"
import { fill } from "newsmarkup/words"

const PAUSE = 300

const SEVERITIES = () => ({ error: gettext("Error"), warning: gettext("Warning"), notice: gettext("Notice") })

export class Preview {
  constructor(desk) {
    this.desk = desk
    this.frame = crel("iframe", { title: gettext("The page as it will look"), className: "newsmarkup-page" })
    // Styles and pictures of the site, but no scripts: the page's own are not run here.
    this.frame.setAttribute("sandbox", "allow-same-origin")
    this.code = crel("pre", { className: "newsmarkup-jsonld", tabIndex: 0, role: "region", "aria-label": "JSON-LD" })
    this.result = crel("div", { className: "newsmarkup-result" })
    this.problems = crel("div", { className: "newsmarkup-problems" })
    this.state = crel("p", { className: "newsmarkup-preview-state", role: "status" })
    const title = elementId("preview")
    this.element = crel("section", { className: "newsmarkup-preview", hidden: true, "aria-labelledby": title }, [
      crel("h3", { id: title, textContent: gettext("Preview") }),
      this.state,
      ...this.tabs([
        [gettext("Page"), this.frame],
        ["JSON-LD", this.code],
        [gettext("Search result"), this.result],
        [gettext("Problems"), this.problems],
      ]),
    ])
    this.problems.addEventListener("click", (event) => this.desk.follow(event.target.closest("button")))
    this.frame.addEventListener("load", () => this.settle())
  }

  tabs(list) {
    const bar = crel("div", { className: "newsmarkup-tabs", role: "tablist", "aria-label": gettext("Preview") })
    const pairs = list.map(([name, content]) => {
      const id = elementId("tab")
      const panel = crel("div", { id: `${id}-panel`, role: "tabpanel", "aria-labelledby": id }, [content])
      const tab = crel("button", { id, type: "button", role: "tab", "aria-controls": panel.id, textContent: name })
      tab.addEventListener("click", () => choose(tab))
      bar.append(tab)
      return { tab, panel }
    })
    const choose = (chosen) => {
      for (const { tab, panel } of pairs) {
        tab.setAttribute("aria-selected", String(tab === chosen))
        tab.tabIndex = tab === chosen ? 0 : -1
        panel.hidden = tab !== chosen
      }
    }
    bar.addEventListener("keydown", (event) => {
      const at = pairs.findIndex(({ tab }) => tab === document.activeElement)
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: pairs.length - 1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      const { tab } = pairs.at(to % pairs.length)
      choose(tab)
      tab.focus()
    })
    this.problemsTab = pairs.at(-1).tab
    choose(pairs[0].tab)
    return [bar, ...pairs.map(({ panel }) => panel)]
  }

  get open() {
    return !this.element.hidden
  }

  toggle() {
    this.element.hidden = this.open
    if (!this.open) return this.stop()
    this.listen ??= this.desk.form?.addEventListener("input", () => this.later()) ?? true
    this.refresh()
    this.element.scrollIntoView?.({ block: "nearest" })
  }

  stop() {
    clearTimeout(this.timer)
    this.request?.abort()
  }

  later() {
    if (!this.open) return
    this.stop()
    this.timer = setTimeout(() => this.refresh(), PAUSE)
  }

  async refresh() {
    const { server, urls, form } = this.desk
    this.stop()
    this.request = new AbortController()
    const { signal } = this.request
    this.element.setAttribute("aria-busy", "true")
    try {
      const answer = await server.post(urls.preview, new FormData(form), signal)
      if (signal.aborted) return
      this.show(answer)
      this.state.textContent = ""
    } catch (error) {
      if (signal.aborted) return
      this.state.textContent = error.message
    }
    this.element.removeAttribute("aria-busy")
  }

  show({ page, jsonld, search, problems }) {
    this.scrolled = this.frame.contentDocument?.scrollingElement?.scrollTop ?? 0
    this.frame.srcdoc = page
    this.code.textContent = JSON.stringify(jsonld, null, 2)
    this.result.replaceChildren(...searchResult(search))
    this.showProblems(problems)
  }

  /** A new page stays where the old one was scrolled to, and its links lead nowhere. */
  settle() {
    const page = this.frame.contentDocument
    if (!page) return
    page.scrollingElement?.scrollTo(0, this.scrolled ?? 0)
    page.addEventListener("click", (event) => event.target.closest?.("a, button") && event.preventDefault())
    page.addEventListener("submit", (event) => event.preventDefault())
  }

  showProblems(problems) {
    this.problemsTab.textContent = problems.length
      ? fill(gettext("Problems (%(count)s)"), { count: problems.length })
      : gettext("Problems")
    const names = SEVERITIES()
    this.problems.replaceChildren(
      problems.length
        ? crel(
            "ul",
            {},
            problems.map(({ severity, message, mend, passage, field }) => {
              const words = [
                crel("strong", { textContent: `${names[severity] ?? severity}: ` }),
                message,
                mend ? crel("span", { className: "newsmarkup-detail", textContent: mend }) : "",
              ]
              const place = passage || field
              const content = place
                ? [crel("button", { type: "button", "data-passage": passage ?? "", "data-field": field ?? "" }, words)]
                : words
              return crel("li", { "data-severity": severity }, content)
            }),
          )
        : crel("p", { textContent: gettext("No problems were found.") }),
    )
  }
}

function searchResult({ title, url, breadcrumb, description, date }) {
  return [
    crel("p", { className: "newsmarkup-result-url", textContent: breadcrumb || url }),
    crel("p", { className: "newsmarkup-result-title", dir: "auto", textContent: title }),
    crel("p", { className: "newsmarkup-result-text", dir: "auto" }, [
      date ? crel("span", { textContent: `${date} — ` }) : "",
      description ?? "",
    ]),
  ]
}
