/** Small pages of the gateway itself: plain HTML, no script from elsewhere, one style. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PayerPage } from '../../engine/dialect.ts'
import { refusalCatalogue } from '../../kernel/refusal.ts'
import { addressIn } from '../../kernel/web-address.ts'
import { parseForm } from './body.ts'
import { statusOf, wireOf } from './errors.ts'

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const style = `
  :root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6577; --line: #e2e6ee; --ground: #f7f8fb; --card: #fff; --accent: #2f5bea; --good: #157a4a; --bad: #b3261e }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --soft: #9aa4b8; --line: #2c3446; --ground: #11151e; --card: #1a202d; --accent: #7f9cff; --good: #59c894; --bad: #ff8a80 } }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
  main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 4rem }
  h1 { font-size: 1.9rem; letter-spacing: -.02em; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
  p { margin: .4rem 0 } .soft { color: var(--soft) } a { color: var(--accent) }
  .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.25rem; margin: 1rem 0 }
  code, pre { font: 13.5px/1.5 ui-monospace, Menlo, monospace } pre { overflow-x: auto; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
  button { font: inherit; font-weight: 600; border: 0; border-radius: 8px; padding: .6rem 1.1rem; background: var(--accent); color: #fff; cursor: pointer }
  button.plain { background: transparent; color: var(--ink); border: 1px solid var(--line) } button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top } td.number { text-align: right; font-variant-numeric: tabular-nums }
`

/** A page in the gateway's one style. `body` is HTML; everything variable in it must have been escaped. */
export const page = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${style}</style>${head}</head><body><main>${body}</main></body></html>`

/** What a page may do beside showing text and sending its forms here. */
export type PageLeave = {
  /** Its one script, which is put at its end; it may ask this gateway, and nobody else. */
  readonly script?: string | undefined
  /** Put into its head. */
  readonly head?: string
  /** Where its forms may lead besides: `myapp:`. */
  readonly forms?: readonly string[]
}

/** Nothing runs on a page but a script of its own, nothing comes from elsewhere, and nobody puts it into a frame. */
export const policyOf = ({ script, forms = [] }: PageLeave = {}): string =>
  [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    ...(script === undefined ? [] : [`script-src 'sha256-${hashOf(script)}'`, "connect-src 'self'"]),
    "base-uri 'none'",
    `form-action ${["'self'", ...forms].join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')

const hashOf = (script: string): string => createHash('sha256').update(script).digest('base64')

export const htmlType = 'text/html; charset=utf-8'

/** Sends a whole page. It is not kept, and its address is told to nobody: most are about one payment. */
export const sendHtml = (reply: FastifyReply, html: string, leave: PageLeave = {}) =>
  reply
    .header('content-type', htmlType)
    .header('content-security-policy', policyOf(leave))
    .header('referrer-policy', 'no-referrer')
    .header('x-frame-options', 'DENY')
    .send(html)

export const sendPage = (reply: FastifyReply, status: number, title: string, body: string, leave: PageLeave = {}) =>
  sendHtml(
    reply.code(status),
    page(title, leave.script === undefined ? body : `${body}<script>${leave.script}</script>`, leave.head),
    leave,
  )

/** A foreign API's page for a payer. */
export const sendPlainPage = (reply: FastifyReply, { title, body, script }: PayerPage['page'], status = 200) =>
  sendPage(reply, status, title, body, { script })

/** Whether it is a browser that asks: code asks for JSON, or for anything. */
export const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false

/**
 * Sends a payer on. Browsers hold an answered form to `form-action` through every redirect that follows, at the shop too;
 * so a browser that sent a form is given a page that leads there by itself.
 */
export function sendOn(request: FastifyRequest, reply: FastifyReply, url: string) {
  const answersForm = request.method === 'POST' && wantsPage(request)
  if (!answersForm || !/^https?:/i.test(url)) return reply.redirect(url, 303)
  const to = escapeHtml(url)
  return sendPage(
    reply,
    200,
    'One moment',
    `<h1>One moment</h1><p>You are on your way back.</p><p><a href="${to}">Go on</a></p>`,
    { head: `<meta http-equiv="refresh" content="0;url=${to}">` },
  )
}

/** Schemes of apps among the addresses that a payer may be sent to from a form. */
export const appSchemes = (urls: readonly (string | null)[]): readonly string[] => [
  ...new Set(
    urls.flatMap((url) => {
      const scheme = /^([a-z][a-z0-9+.-]*:)\/\//i.exec(url ?? '')?.[1]?.toLowerCase()
      return scheme === undefined || /^(https?|javascript|data|blob|file):$/.test(scheme) ? [] : [scheme]
    }),
  ),
]

/** What may be an id of ours; anything else never reaches the database. */
export const mayBeId = (text: string): boolean => /^\w{1,64}$/.test(text)

/** A field of a form, or `''`. */
const formField = (form: string, name: string): string => {
  const fields: unknown = parseForm(form)
  const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined
  return typeof value === 'string' ? value : ''
}
/** A field of the form that a page sent, or `''`. */
export const bodyField = (request: FastifyRequest, name: string): string =>
  formField(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '', name)
/** A field of an address, or `''`. */
export const queryField = (url: string, name: string): string => formField(url.split('?')[1] ?? '', name)

/**
 * The shop's address with what became of the payment, as the official clients read it; null where there is none that a browser could be
 * sent to.
 */
export function returnUrl(
  intent: { readonly id: string; readonly client_secret: string },
  to: string | null,
  redirect_status: 'succeeded' | 'failed' | 'pending',
): string | null {
  const address = addressIn(to, 'browser')
  if (address === null) return null
  const url = new URL(address)
  const noun = intent.id.startsWith('seti_') ? 'setup_intent' : 'payment_intent'
  url.searchParams.set(noun, intent.id)
  url.searchParams.set(`${noun}_client_secret`, intent.client_secret)
  url.searchParams.set('redirect_status', redirect_status)
  return url.toString()
}

/** Every error code: its status, what it means and how to mend it. */
export function errorsPage(): string {
  const entries = refusalCatalogue()
    .map(
      ({ code, kind, explanation }) =>
        `<section class="card" id="${escapeHtml(code)}"><h2 style="margin-top:0"><a href="#${escapeHtml(code)}"><code>${escapeHtml(code)}</code></a></h2>` +
        `<p class="soft">HTTP ${statusOf({ kind, code })} · ${escapeHtml(wireOf[kind].type)}</p><p>${escapeHtml(explanation || 'See the message.')}</p></section>`,
    )
    .join('')
  return page(
    'Florin: errors',
    `<h1>Errors</h1><p class="soft">Every code that the API answers with. <a href="/docs">Back to the reference</a></p>${entries}`,
  )
}
