/** Talking to the newsroom's server: JSON in and out, the form's CSRF token, and failures in words. */
import { gettext } from "newsmarkup/prose"
import { fill } from "newsmarkup/words"

/** A request that failed: `message` for the editor, `errors` by field where the server gave them. */
export class ServerError extends Error {
  constructor(message, errors = {}) {
    super(message)
    this.errors = errors
  }
}

async function answer(request) {
  let response
  try {
    response = await request
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new ServerError(gettext("The server cannot be reached. Check the connection and try again."))
  }
  const body = response.headers.get("content-type")?.includes("json") ? await response.json() : null
  if (response.ok && body) return body
  if ([400, 404, 413].includes(response.status) && body?.errors)
    throw new ServerError(Object.values(body.errors).flat().join(" "), body.errors)
  if (response.status === 403 || response.redirected) {
    throw new ServerError(
      gettext("You are not logged in any more, or not allowed to do this. Log in in another tab and try again."),
    )
  }
  throw new ServerError(
    fill(gettext("The server answered with an error (%(status)s). Try again."), { status: response.status }),
  )
}

export class Server {
  constructor(form) {
    this.form = form
  }

  get token() {
    const scope = this.form ?? document
    return scope.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? ""
  }

  get(url, params, signal) {
    const address = new URL(url, document.baseURI)
    for (const [name, value] of params) address.searchParams.append(name, value)
    return answer(fetch(address, { headers: { Accept: "application/json" }, signal, credentials: "same-origin" }))
  }

  /** `body` is FormData, or a value to send as JSON. */
  post(url, body, signal) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.token }
    const form = body instanceof FormData
    if (!form) headers["Content-Type"] = "application/json"
    const content = form ? body : JSON.stringify(body)
    return answer(fetch(url, { method: "POST", headers, body: content, signal, credentials: "same-origin" }))
  }
}
