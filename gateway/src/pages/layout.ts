/** How every page of the gateway is made and sent: one layout, one style, a strict policy, no script from elsewhere. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Html, html, linkTo, verbatim } from '../kernel/html.ts'
import { wantsPage } from '../surfaces/http/payer-page-sender.ts'
import { english, type Speech } from './language.ts'
import { style } from './style.ts'

/** What a page may do beside showing text and sending its forms here. */
export type PagePermissions = {
  /** Its one script, which is put at its end; it may ask this gateway, and nobody else. */
  readonly script?: string | undefined
  /** A style beside the one of all pages. */
  readonly style?: string | undefined
  /** Put into its head. */
  readonly head?: Html
  /** Where its forms may lead besides: `myapp:`. */
  readonly forms?: readonly string[]
}

/** A page before it is laid out. */
export type PageContent = {
  readonly title: string
  readonly body: Html
  readonly permissions?: PagePermissions
}

/** A whole page in the gateway's one style. Pages for developers are in English. */
export const documentOf = (
  { title, body, permissions = {} }: PageContent,
  { language }: Pick<Speech, 'language'> = english,
): string =>
  html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="icon" href="data:,"><style>${verbatim(style)}</style>${
    permissions.style === undefined ? null : html`<style>${verbatim(permissions.style)}</style>`
  }${permissions.head}</head><body><main>${body}</main>${
    permissions.script === undefined ? null : html`<script>${verbatim(permissions.script)}</script>`
  }</body></html>`.toString()

/** A table that is wider than the screen is moved under a finger, or with the keyboard, and the page stays. */
export const table = (rows: Html | readonly Html[], { text }: Pick<Speech, 'text'> = english): Html =>
  html`<div class="scroll" role="region" aria-label="${text.table}" tabindex="0"><table>${rows}</table></div>`

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')
const styleHash = hashOf(style)

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

/** Sends a page. It is not kept, and its address is told to nobody: most are about one payment. */
export const sendPage = (reply: FastifyReply, status: number, page: PageContent, speech: Speech = english) =>
  reply
    .code(status)
    .header('content-type', htmlType)
    .header('content-security-policy', policyOf(page.permissions))
    .header('referrer-policy', 'no-referrer')
    .header('x-frame-options', 'DENY')
    .send(documentOf(page, speech))

/**
 * Sends a payer on. Browsers hold an answered form to `form-action` through every redirect that follows, at the shop too;
 * so a browser that sent a form is given a page that leads there by itself.
 */
export function sendRedirectPage(request: FastifyRequest, reply: FastifyReply, url: string, speech: Speech) {
  const answersForm = request.method === 'POST' && wantsPage(request)
  if (!answersForm || !/^https?:/i.test(url)) return reply.redirect(url, 303)
  const { title, text } = speech.text.sentOn
  return sendPage(
    reply,
    200,
    {
      title,
      body: html`<h1>${title}</h1><p>${text}</p><p><a href="${linkTo(url)}">${speech.text.goOn}</a></p>`,
      permissions: { head: html`<meta http-equiv="refresh" content="0;url=${linkTo(url)}">` },
    },
    speech,
  )
}
