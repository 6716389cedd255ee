/** Small pages of the gateway itself: plain HTML, no script from elsewhere, one style. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PayerPage } from '../../engine/dialect.ts'
import { refusalCatalogue } from '../../kernel/refusal.ts'
import { addressIn } from '../../kernel/web-address.ts'
import { parseForm } from './body.ts'
import { statusOf, wireOf } from './errors.ts'
import { style } from './style.ts'

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/**
 * A page in the gateway's one style. `body` is HTML; everything variable in it must have been escaped, and it has no styles of
 * its own. A table that is wider than the screen is moved under a finger, or with the keyboard, and the page stays.
 */
export const page = (title: string, body: string, { head = '', script, style: own }: PagePermissions = {}): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${style}</style>${own === undefined ? '' : `<style>${own}</style>`}${head}</head><body><main>${body
    .replaceAll('<table>', '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>')
    .replaceAll(
      '</table>',
      '</table></div>',
    )}</main>${script === undefined ? '' : `<script>${script}</script>`}</body></html>`

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')
const styleHash = hashOf(style)

/** What a page may do beside showing text and sending its forms here. */
export type PagePermissions = {
  /** Its one script, which is put at its end; it may ask this gateway, and nobody else. */
  readonly script?: string | undefined
  /** A style beside the one of all pages. */
  readonly style?: string | undefined
  /** Put into its head. */
  readonly head?: string
  /** Where its forms may lead besides: `myapp:`. */
  readonly forms?: readonly string[]
}

/** Nothing runs on a page but a script of its own, nothing comes from elsewhere, and nobody puts it into a frame. */
export const policyOf = ({ script, style: own, forms = [] }: PagePermissions = {}): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'${own === undefined ? '' : ` 'sha256-${hashOf(own)}'`}`,
    "img-src 'self' data:",
    ...(script === undefined ? [] : [`script-src 'sha256-${hashOf(script)}'`, "connect-src 'self'"]),
    "base-uri 'none'",
    `form-action ${["'self'", ...forms].join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')

export const htmlType = 'text/html; charset=utf-8'

/** Sends a whole page. It is not kept, and its address is told to nobody: most are about one payment. */
export const sendHtml = (reply: FastifyReply, html: string, leave: PagePermissions = {}) =>
  reply
    .header('content-type', htmlType)
    .header('content-security-policy', policyOf(leave))
    .header('referrer-policy', 'no-referrer')
    .header('x-frame-options', 'DENY')
    .send(html)

export const sendPage = (
  reply: FastifyReply,
  status: number,
  title: string,
  body: string,
  leave: PagePermissions = {},
) => sendHtml(reply.code(status), page(title, body, leave), leave)

/** A foreign API's page for a payer. */
export const sendPlainPage = (reply: FastifyReply, { title, body, script }: PayerPage['page'], status = 200) =>
  sendPage(reply, status, title, body, { script })

/** Whether it is a browser that asks: code asks for JSON, or for anything. */
export const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false

/**
 * Sends a payer on. Browsers hold an answered form to `form-action` through every redirect that follows, at the shop too;
 * so a browser that sent a form is given a page that leads there by itself.
 */
export function sendRedirectPage(request: FastifyRequest, reply: FastifyReply, url: string) {
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
        `<section class="card" id="${escapeHtml(code)}"><h2><a href="#${escapeHtml(code)}"><code>${escapeHtml(code)}</code></a></h2>` +
        `<p class="soft">HTTP ${statusOf({ kind, code })} · ${escapeHtml(wireOf[kind].type)}</p><p>${escapeHtml(explanation || 'See the message.')}</p></section>`,
    )
    .join('')
  return page(
    'Florin: errors',
    `<h1>Errors</h1><p class="soft">Every code that the API answers with. <a href="/docs">Back to the reference</a></p>${entries}`,
  )
}
