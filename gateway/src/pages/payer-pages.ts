/**
 * What a payer sees of a payment: its page (a code, a number, what to do on a phone), images of codes and tiles of methods.
 * Plain pages, no script.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { MethodCatalogue, NextAction } from '../contracts/method.ts'
import type { Access } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { moneyText } from '../kernel/money.ts'
import {
  attemptById,
  attemptCurrency,
  checkoutBackUrl,
  checkoutUrl,
  type PaymentIntent,
} from '../resources/payments/payment-intent/index.ts'
import { pngOf, svgOf } from '../schemes/qr-image.ts'
import { appSchemes, escapeHtml, mayBeId, queryField, sendPage } from '../surfaces/http/pages.ts'

/** What a sandbox adds to a payment's page: whom its bank pays, and a form that plays the payer. */
export type PlayedPayment = { readonly merchant: string; readonly form: string }

export type PayerPages = {
  readonly access: Access
  readonly intentOf: (env: string, id: string) => Promise<PaymentIntent | null>
  readonly methods: MethodCatalogue
  /** Of an attempt whose payer can be played; null for others, and always where there is no sandbox. */
  readonly played: (environment: EnvironmentSettings, attempt: string) => Promise<PlayedPayment | null>
}
/** Where a payment's page stands. */
export type PaymentPlace = { readonly env: string; readonly intent: string; readonly attempt: string }

const imagePattern = /^(\w{1,64})\.(svg|png)$/

export const gone = (reply: FastifyReply) =>
  sendPage(
    reply,
    404,
    'Payment',
    '<h1>Nothing to pay here</h1><p class="soft">This payment has ended, or does not exist. You can close this page.</p>',
  )
export function mountPayerPages(app: FastifyInstance, options: PayerPages): void {
  mountPayment(app, options)
  mountImages(app, options)
}

/** The attempt of a place with its intent; null where an id or the secret is wrong. */
export async function visitedAttempt(
  { intentOf, access }: Pick<PayerPages, 'access' | 'intentOf'>,
  place: PaymentPlace,
  secret: string | null,
) {
  if (![place.env, place.intent, place.attempt].every(mayBeId)) return null
  const [environment, intent] = [await access.environment(place.env), await intentOf(place.env, place.intent)]
  if (environment === null || intent === null) return null
  if (secret !== null && intent.client_secret !== secret) return null
  const attempt = attemptById(intent, place.attempt)
  return attempt === null ? null : { environment, intent, attempt }
}

function mountPayment(app: FastifyInstance, options: PayerPages): void {
  app.get('/pay/:env/:intent/:attempt', async (request, reply) => {
    const place = request.params as PaymentPlace
    const at = await visitedAttempt(options, place, queryField(request.url, 'client_secret'))
    if (at === null) return gone(reply)
    const { environment, intent, attempt } = at
    const payment = environment.livemode ? null : await options.played(environment, place.attempt)
    const action = attempt.asked?.action ?? null
    const over = intent.attempt?.charge !== attempt.charge || intent.status !== 'requires_action'
    const label = options.methods.of(attempt.method ?? '')?.label ?? 'Payment'
    const amount = moneyText(
      attempt.presentment?.amount ?? attempt.amount,
      attempt.presentment?.currency ?? attemptCurrency(intent, attempt),
    )
    return sendPage(
      reply,
      200,
      label,
      `<p class="soft">${environment.livemode ? '' : 'Simulated bank · no real money moves'}</p><h1>${escapeHtml(label)}</h1>
       <div class="card"><p class="soft">Amount</p><p class="amount">${escapeHtml(amount)}</p>
       <p class="soft">${escapeHtml(payment?.merchant ?? intent.statement_descriptor ?? environment.statementDescriptor)} · ${escapeHtml(intent.id)}</p></div>
       ${action === null ? '' : instructions(action, `/qr/${place.env}/${place.intent}/${place.attempt}.svg`)}
       ${over ? `<div class="card"><p>This payment is <code>${escapeHtml(intent.status)}</code>.</p></div>` : ''}
       ${payment?.form ?? ''}${waysOn(intent, over)}`,
      { forms: appSchemes([intent.return_url]) },
    )
  })
}

/** For a payer who came from the hosted page: other ways to pay, and back to the shop. */
function waysOn(intent: PaymentIntent, over: boolean): string {
  if (intent.return_url === null || !intent.return_url.endsWith(checkoutBackUrl(intent, ''))) return ''
  const back = `${checkoutBackUrl(intent, '')}?payment_intent_client_secret=${intent.client_secret}`
  const other = over ? '' : `<a href="${escapeHtml(checkoutUrl(intent, ''))}&amp;again=1">Pay in another way</a> · `
  return `<p>${other}<a href="${escapeHtml(back)}">Back to the shop</a></p>`
}

function instructions(action: NextAction, image: string): string {
  switch (action.kind) {
    case 'qr_code':
      return `<div class="card center"><img src="${escapeHtml(image)}" width="256" height="256" alt="QR code of the payment">
        <p class="soft">Scan it with your bank's app.</p><details><summary>The code as text</summary><pre>${escapeHtml(action.data)}</pre></details></div>`
    case 'instructions':
      return `<div class="card"><p class="soft">Pay to this number</p><p class="code">${escapeHtml(action.number)}</p>
        <table>${Object.entries(action.facts)
          .map(
            ([name, value]) =>
              `<tr><th>${escapeHtml(name.replaceAll('_', ' '))}</th><td>${escapeHtml(value)}</td></tr>`,
          )
          .join('')}</table></div>`
    case 'approve_on_phone':
      return `<div class="card"><p>A prompt was sent to <strong>${escapeHtml(action.phone)}</strong>. Approve it there${action.dial_code === null ? '' : `, or dial <code>${escapeHtml(action.dial_code)}</code>`}.</p></div>`
    case 'one_time_code':
      return `<div class="card"><p>Dial <code>${escapeHtml(action.dial_code ?? '')}</code> and give the shop the ${action.digits} digits that you get.</p></div>`
    default:
      return ''
  }
}

/** A tile with a method's letters in a colour of its own: a stand-in that no brand owns. */
function iconOf(label: string, code: string): string {
  const letters = (
    /^[^a-z]*?([A-Za-z0-9])[^A-Z0-9]*([A-Z0-9])?/.exec(label)?.slice(1).join('') || label.slice(0, 2)
  ).toUpperCase()
  const hue = [...code].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32" width="48" height="32" role="img" aria-label="${escapeHtml(label)}"><rect width="48" height="32" rx="6" fill="hsl(${hue} 55% 38%)"/><text x="24" y="21" font-family="system-ui,sans-serif" font-size="14" font-weight="700" fill="#fff" text-anchor="middle">${escapeHtml(letters)}</text></svg>`
}

function mountImages(app: FastifyInstance, options: PayerPages): void {
  app.get('/icons/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    const method = options.methods.of(file.replace(/\.svg$/, ''))
    if (method === null || !file.endsWith('.svg')) return reply.code(404).send()
    return reply
      .header('cache-control', 'public, max-age=86400')
      .header('content-type', 'image/svg+xml')
      .send(iconOf(method.label, method.code))
  })
  app.get('/qr/:env/:intent/:image', async (request, reply) => {
    const { env, intent, image } = request.params as { env: string; intent: string; image: string }
    const [, attempt, kind] = imagePattern.exec(image) ?? []
    const at = attempt === undefined ? null : await visitedAttempt(options, { env, intent, attempt }, null)
    const action = at?.attempt.asked?.action
    if (action?.kind !== 'qr_code') return reply.code(404).send()
    // The code of an attempt never changes.
    reply.header('cache-control', 'public, max-age=86400, immutable')
    return kind === 'svg'
      ? reply.header('content-type', 'image/svg+xml').send(svgOf(action.data))
      : reply.header('content-type', 'image/png').send(Buffer.from(await pngOf(action.data)))
  })
}
