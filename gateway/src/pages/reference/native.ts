/**
 * `/docs`: the reference of the native API. The library that draws it is served by us, compressed, on a page of our own: its
 * plugin sends megabytes as they are, an inline script that a strict policy forbids, and its maker's promotion.
 */
import scalar from '@scalar/fastify-api-reference'
import { type FastifyInstance, fastify } from 'fastify'
import { html, linkTo, verbatim } from '../../kernel/html.ts'
import { serveStatic } from '../../surfaces/http/static-answers.ts'
import { htmlType } from '../layout.ts'

/** The library's script, as its plugin would serve it. */
async function libraryScript(): Promise<string> {
  const app = fastify()
  await app.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } })
  const { body } = await app.inject('/docs/js/scalar.js')
  await app.close()
  return body
}

const links = [
  ['/', 'Florin'],
  ['/docs/events', 'Events'],
  ['/docs/errors', 'Errors'],
  ['/docs/dialects', 'Foreign APIs'],
  ['/openapi.json', 'OpenAPI'],
  ['/collection.json', 'Collection'],
  ['/collection.json', 'Collection'],
] as const

const configuration = {
  url: '/openapi.json',
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  // What links to the library's maker is no part of our reference.
  customCss: 'a[href*="scalar.com"], .darklight-reference > a { display: none !important }',
}

const startScript = `Scalar.createApiReference('#reference', ${JSON.stringify(configuration)})`

const style = `
  body { margin: 0 } nav { display: flex; gap: 1.25rem; flex-wrap: wrap; padding: .75rem 1.25rem; font: 15px/1.4 system-ui, sans-serif; border-bottom: 1px solid #8884 }
  nav a { color: inherit; text-decoration: none } nav a:hover, nav a:focus-visible { text-decoration: underline } nav a:first-child { font-weight: 700 }
  :root { color-scheme: light dark } @media (prefers-color-scheme: dark) { body { background: #0f0f0f; color: #e7e7e7 } }`

const page = (): string => {
  const nav = links.map(([to, text]) => html`<a href="${linkTo(to)}">${text}</a>`)
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Florin: reference</title><link rel="icon" href="data:,"><style>${verbatim(style)}</style></head><body><nav aria-label="Documentation">${nav}</nav><div id="reference"></div><noscript><p style="padding:1.25rem">The reference is drawn by a script. The same is in <a href="/openapi.json">the OpenAPI document</a>.</p></noscript><script src="/docs/js/library.js"></script><script src="/docs/js/start.js"></script></body></html>`.toString()
}

/** The library's styles are inline, its icons data; it asks nobody but this gateway. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export function mountNativeReference(app: FastifyInstance): void {
  const script = 'application/javascript; charset=utf-8'
  serveStatic(app, '/docs', { type: htmlType, policy, text: page })
  serveStatic(app, '/docs/js/library.js', { type: script, text: libraryScript })
  serveStatic(app, '/docs/js/start.js', { type: script, text: () => startScript })
}
