/** A client of a foreign API in a test: sends what a merchant's code would, and reads what came without any reading between. */

export type ForeignReply = {
  readonly status: number
  readonly headers: Headers
  /** The bytes, for what has to be faithful to them. */
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  readonly body: any
}

export type ForeignCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ForeignReply>

/** Calls below `base`, with the headers that the API's keys go in. A text is sent as it is, anything else as JSON. */
export const foreignClient =
  (base: string, own: Readonly<Record<string, string>>): ForeignCall =>
  async (method, path, body, headers = {}) => {
    const answer = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...own, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json') === true
    return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : null }
  }
