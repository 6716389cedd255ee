/**
 * HTML, of pages and of images (SVG): the one place where the renderer is imported. A template escapes every text that is put into
 * it, in text and between quotes alike; what a template made goes into another one as it is:
 *
 *     html`<p class="soft">${shop.name}</p>`            text, escaped
 *     html`<ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`
 *     html`<input name="code"${optional ? null : html` required`}>`
 *     html`<a href="${linkTo(url)}">…</a>`              an address that came from outside
 *
 * A tidy test reads all templates: HTML stands in no other text, attributes have quotes, addresses go through `linkTo`, and
 * nothing is put between <script> or <style> but by `verbatim`, which the layout of pages alone may use.
 * See docs/decisions/0024-pages.md.
 */
import { raw, html as template } from 'hono/html'
import { assert } from './assert.ts'

/** What a template made. It is no string, so that it cannot be joined with one by mistake. */
export type Html = { readonly isEscaped: true; toString(): string }

/** What may be put into a template; nothing is printed for null, undefined and false. */
export type HtmlChild = string | number | Html | null | undefined | false | readonly HtmlChild[]

/** A tagged template: HTML with every text in it escaped. */
export function html(parts: TemplateStringsArray, ...children: readonly HtmlChild[]): Html {
  const made = template(parts, ...children)
  assert(!(made instanceof Promise), 'nothing in a template is waited for')
  return made
}

/** A name that others chose: it keeps its direction of writing to itself, whatever characters it has (U+202E). */
export const isolated = (text: string): Html => html`<bdi>${text}</bdi>`

/** A script or a style sheet of our own, which has no escaping; it must not hold what others wrote. */
export function verbatim(text: string): Html {
  assert(!/<\/(script|style)/i.test(text), 'a script or a style does not end itself')
  return raw(text)
}

/** Schemes of addresses behind which a browser would run or open something itself. */
const opensNothing = /^(?:https?:\/\/|\/(?![/\\])|#|\?)/i

/**
 * An address as an attribute may hold it: one of ours (`/pay/…`, `#code`) or one of the web. Anything else (`javascript:`, `data:`,
 * an app's scheme) becomes `#`, since escaping does not make an address harmless.
 */
export const linkTo = (url: string): string => (opensNothing.test(url) ? url : '#')
