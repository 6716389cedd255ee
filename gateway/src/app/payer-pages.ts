/**
 * What a payer sees: the page of a payment (a code, a number, the simulated bank's own page), images of codes, and in
 * sandboxes a bank's app that scans a code or takes a number, and a phone that receives prompts. Plain pages, no script.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type BankPayment,
  type BankStore,
  isExpired,
  isOpen,
  type PayerAct,
  payerActs,
} from '../connectors/simulator/index.ts'
import type { NextAction } from '../contracts/method.ts'
import type { Access } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { moneyText } from '../kernel/money.ts'
import { attemptOf, type PaymentIntent } from '../resources/payment-intent/index.ts'
import { readCode } from '../schemes/national-qr.ts'
import { pngOf, svgOf } from '../schemes/qr-image.ts'
import type { Asking } from './asking.ts'
import { parseForm } from './http/body.ts'
import { escapeHtml, page } from './http/pages.ts'
import { methodCatalogue } from './methods.ts'
import type { PayerDesk } from './simulation.ts'

type Options = {
  access: Access
  asking: Asking
  bank: BankStore
  desk: PayerDesk
  nowIn: (environment: EnvironmentSettings) => number
  demoEnv: () => string | null
}
type Place = { env: string; intent: string; attempt: string }

const idPattern = /^\w{1,64}$/
const imagePattern = /^(\w{1,64})\.(svg|png)$/

const html = (reply: FastifyReply, status: number, title: string, body: string) =>
  reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .send(page(title, body))
const gone = (reply: FastifyReply) =>
  html(
    reply,
    404,
    'Payment',
    '<h1>Nothing to pay here</h1><p class="soft">This payment has ended, or does not exist. You can close this page.</p>',
  )
const field = (request: FastifyRequest, name: string): string => {
  const form: unknown = parseForm(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '')
  const value: unknown = typeof form === 'object' && form !== null ? Reflect.get(form, name) : undefined
  return typeof value === 'string' ? value : ''
}
const secretIn = (url: string): string => {
  const query: unknown = parseForm(url.split('?')[1] ?? '')
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'client_secret') : undefined
  return typeof value === 'string' ? value : ''
}

export function mountPayerPages(app: FastifyInstance, options: Options): void {
  mountPayment(app, options)
  mountImages(app, options)
  mountBank(app, options)
}

/** The attempt of a place with its intent; null where an id or the secret is wrong. */
async function found({ asking, access }: Options, place: Place, secret: string | null) {
  if (![place.env, place.intent, place.attempt].every((part) => idPattern.test(part))) return null
  const [environment, intent] = [await access.environment(place.env), await asking.intentOf(place.env, place.intent)]
  if (environment === null || intent === null) return null
  if (secret !== null && intent.client_secret !== secret) return null
  const attempt = attemptOf(intent, place.attempt)
  return attempt === null ? null : { environment, intent, attempt }
}

function mountPayment(app: FastifyInstance, options: Options): void {
  app.get('/pay/:env/:intent/:attempt', async (request, reply) => {
    const place = request.params as Place
    const at = await found(options, place, secretIn(request.url))
    if (at === null) return gone(reply)
    const { environment, intent, attempt } = at
    const payment = environment.livemode ? null : await options.bank.of(place.env, place.attempt)
    const action = attempt.asked?.action ?? null
    const over = intent.attempt?.charge !== attempt.charge || intent.status !== 'requires_action'
    const label = methodCatalogue.of(attempt.method ?? '')?.label ?? 'Payment'
    const amount = moneyText(
      attempt.presentment?.amount ?? attempt.amount,
      attempt.presentment?.currency ?? intent.currency,
    )
    return html(
      reply,
      200,
      label,
      `<p class="soft">${environment.livemode ? '' : 'Simulated bank · no real money moves'}</p><h1>${escapeHtml(label)}</h1>
       <div class="card"><p class="soft">Amount</p><p style="font-size:1.6rem;font-weight:700;margin:0">${escapeHtml(amount)}</p>
       <p class="soft">${escapeHtml(payment?.merchant ?? intent.statement_descriptor ?? environment.statementDescriptor)} · ${escapeHtml(intent.id)}</p></div>
       ${action === null ? '' : instructions(action, `/qr/${place.env}/${place.intent}/${place.attempt}.svg`)}
       ${over ? `<div class="card"><p>This payment is <code>${escapeHtml(intent.status)}</code>.</p></div>` : ''}
       ${payment === null ? '' : buttons(payment, options.nowIn(environment))}`,
    )
  })

  app.post('/pay/:env/:intent/:attempt', async (request, reply) => {
    const place = request.params as Place
    const at = await found(options, place, secretIn(request.url))
    if (at === null || at.environment.livemode) return gone(reply)
    const payment = await options.bank.of(place.env, place.attempt)
    if (payment === null) return gone(reply)
    const refused = await acted(options, at.environment, payment, request)
    if (refused !== null) return html(reply, 409, 'Payment', refusedCard(refused, request.url))
    const intent = await options.asking.intentOf(place.env, place.intent)
    return intent === null ? gone(reply) : back(reply, intent)
  })
}

/** Does what a form of the simulated bank says; the bank's words where it does not let the payer. */
async function acted(
  { desk }: Options,
  environment: EnvironmentSettings,
  payment: BankPayment,
  request: FastifyRequest,
): Promise<string | null> {
  const what = field(request, 'do')
  if (!(payerActs as readonly string[]).includes(what)) return 'there is no such button'
  const typed = field(request, 'amount').trim()
  if (typed !== '' && !/^\d{1,12}$/.test(typed)) return "an amount is a whole number of the currency's smallest unit"
  const act = what as PayerAct
  if (act === 'pay_late' && isOpen(payment, Number.NEGATIVE_INFINITY))
    await desk.act(environment, payment, 'expire', null)
  return (await desk.act(environment, payment, act, typed === '' ? null : Number(typed)))?.refused ?? null
}

const refusedCard = (why: string, href: string): string =>
  `<h1>The bank refuses</h1><div class="card"><p>${escapeHtml(why)}.</p></div><p><a href="${escapeHtml(href)}">Back</a></p>`

/** Back to the shop, or to a word of our own. */
function back(reply: FastifyReply, intent: PaymentIntent) {
  const failed = intent.status === 'requires_payment_method' || intent.status === 'canceled'
  if (intent.return_url !== null) {
    const to = new URL(intent.return_url)
    to.searchParams.set('payment_intent', intent.id)
    to.searchParams.set('payment_intent_client_secret', intent.client_secret)
    to.searchParams.set(
      'redirect_status',
      failed ? 'failed' : intent.status === 'requires_action' ? 'pending' : 'succeeded',
    )
    return reply.redirect(to.toString(), 303)
  }
  return html(
    reply,
    200,
    'Payment',
    `<h1>${failed ? 'Not paid' : intent.status === 'requires_action' ? 'Still open' : 'Thank you'}</h1><p class="soft">Payment ${escapeHtml(intent.id)} is now <code>${escapeHtml(intent.status)}</code>. You can close this page.</p>`,
  )
}

function instructions(action: NextAction, image: string): string {
  switch (action.kind) {
    case 'qr_code':
      return `<div class="card" style="text-align:center"><img src="${escapeHtml(image)}" width="256" height="256" alt="QR code of the payment" style="background:#fff;border-radius:8px">
        <p class="soft">Scan it with your bank's app.</p><pre style="text-align:left">${escapeHtml(action.data)}</pre></div>`
    case 'instructions':
      return `<div class="card"><p class="soft">Pay to this number</p><p style="font:600 1.35rem ui-monospace,monospace;overflow-wrap:anywhere">${escapeHtml(action.number)}</p>
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

const buttons = (payment: BankPayment, now: number): string =>
  `<form method="post" class="card"><h2 style="margin-top:0">Play the payer</h2>
   <p class="soft">The bank has it as <code>${escapeHtml(isExpired(payment, now) ? 'expired' : payment.state)}</code>${payment.received.length === 0 ? '' : `, ${payment.received.length} payment(s) received`}.</p>
   <p><label>Amount in the smallest unit <input name="amount" inputmode="numeric" placeholder="${payment.amount}" style="font:inherit;padding:.4rem;border-radius:8px;border:1px solid var(--line);width:9rem"></label></p>
   <p style="display:flex;gap:.6rem;flex-wrap:wrap">
   <button name="do" value="succeed">Pay</button><button name="do" value="decline" class="plain">Decline</button>
   <button name="do" value="insufficient_funds" class="plain">Insufficient funds</button><button name="do" value="abandon" class="plain">Close the window</button>
   <button name="do" value="expire" class="plain">Let it expire</button><button name="do" value="pay_late" class="plain">Pay too late</button></p></form>`

function mountImages(app: FastifyInstance, options: Options): void {
  app.get('/qr/:env/:intent/:image', async (request, reply) => {
    const { env, intent, image } = request.params as { env: string; intent: string; image: string }
    const [, attempt, kind] = imagePattern.exec(image) ?? []
    const at = attempt === undefined ? null : await found(options, { env, intent, attempt }, null)
    const action = at?.attempt.asked?.action
    if (action?.kind !== 'qr_code') return reply.code(404).send()
    // The code of an attempt never changes.
    reply.header('cache-control', 'public, max-age=86400, immutable')
    return kind === 'svg'
      ? reply.header('content-type', 'image/svg+xml').send(svgOf(action.data))
      : reply.header('content-type', 'image/png').send(Buffer.from(await pngOf(action.data)))
  })
}

const row = (payment: BankPayment, href: string, now: number): string =>
  `<tr><td><a href="${escapeHtml(href)}">${escapeHtml(payment.merchant || payment.payment)}</a></td><td class="number">${escapeHtml(moneyText(payment.amount, payment.currency))}</td><td>${isExpired(payment, now) ? 'expired' : payment.state}</td></tr>`

function mountBank(app: FastifyInstance, options: Options): void {
  const sandbox = async (env: string): Promise<EnvironmentSettings | null> => {
    const environment = idPattern.test(env) ? await options.access.environment(env) : null
    return environment === null || environment.livemode ? null : environment
  }
  const app_ = (env: string, note = ''): string =>
    `<p class="soft">Simulated bank · no real money moves</p><h1>The payer's bank</h1>${note}
     <form method="post" class="card"><label for="text">A QR code's text, or the number of a virtual account or voucher</label>
     <textarea id="text" name="text" rows="4" required style="width:100%;font:13.5px ui-monospace,monospace;margin:.5rem 0;padding:.5rem;border-radius:8px;border:1px solid var(--line)"></textarea>
     <button>Find the payment</button></form>
     <form method="get" action="/bank/${escapeHtml(env)}/phone" class="card"><label for="number">A phone's number</label>
     <input id="number" name="number" required style="font:inherit;padding:.4rem;border-radius:8px;border:1px solid var(--line);margin:.5rem 0;display:block"> <button class="plain">Look at the phone</button></form>`

  app.get('/bank', async (_, reply) => {
    const env = options.demoEnv()
    return env === null ? gone(reply) : reply.redirect(`/bank/${env}`, 302)
  })
  app.get('/bank/:env', async (request, reply) => {
    const { env } = request.params as Place
    return (await sandbox(env)) === null ? gone(reply) : html(reply, 200, "The payer's bank", app_(env))
  })
  app.post('/bank/:env', async (request, reply) => {
    const { env } = request.params as Place
    if ((await sandbox(env)) === null) return gone(reply)
    const text = field(request, 'text').trim()
    const looksLikeCode = text.startsWith('0002')
    const code = looksLikeCode ? readCode(text) : null
    const fault = code !== null && 'fault' in code ? code.why : null
    const lookup = looksLikeCode ? text : text.replace(/(?<=\d)[\s.]+(?=\d)/g, '')
    const payment = fault === null ? await options.bank.byLookup(env, lookup) : null
    if (payment !== null) return reply.redirect(`/bank/${env}/pay/${payment.id}`, 303)
    const why =
      fault === null ? 'No payment of this sandbox has this code or number.' : `The code cannot be read: ${fault}.`
    return html(
      reply,
      404,
      "The payer's bank",
      app_(env, `<div class="card"><p style="color:var(--bad)">${escapeHtml(why)}</p></div>`),
    )
  })
  app.get('/bank/:env/pay/:attempt', async (request, reply) => {
    const { env, attempt } = request.params as Place
    const environment = await sandbox(env)
    const payment = environment === null || !idPattern.test(attempt) ? null : await options.bank.of(env, attempt)
    if (environment === null || payment === null) return gone(reply)
    return html(
      reply,
      200,
      "The payer's bank",
      `<p class="soft">Simulated bank · no real money moves</p><h1>Pay ${escapeHtml(payment.merchant)}</h1>
       <div class="card"><p class="soft">Amount</p><p style="font-size:1.6rem;font-weight:700;margin:0">${escapeHtml(moneyText(payment.amount, payment.currency))}</p><p class="soft">${escapeHtml(methodCatalogue.of(payment.method)?.label ?? payment.method)}</p></div>
       ${buttons(payment, options.nowIn(environment))}`,
    )
  })
  app.post('/bank/:env/pay/:attempt', async (request, reply) => {
    const { env, attempt } = request.params as Place
    const environment = await sandbox(env)
    const payment = environment === null || !idPattern.test(attempt) ? null : await options.bank.of(env, attempt)
    if (environment === null || payment === null) return gone(reply)
    const refused = await acted(options, environment, payment, request)
    if (refused !== null) return html(reply, 409, "The payer's bank", refusedCard(refused, request.url))
    const after = await options.bank.of(env, attempt)
    return html(
      reply,
      200,
      "The payer's bank",
      `<h1>Done</h1><div class="card"><p>The bank has it as <code>${after?.state}</code>.</p></div><p><a href="/bank/${escapeHtml(env)}">Another payment</a></p>`,
    )
  })
  app.get('/bank/:env/phone', async (request, reply) => {
    const { env } = request.params as Place
    const environment = await sandbox(env)
    if (environment === null) return gone(reply)
    const query: unknown = parseForm(request.url.split('?')[1] ?? '')
    const number: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'number') : ''
    const digits = typeof number === 'string' ? number.replace(/\D/g, '').slice(0, 20) : ''
    const payments = await options.bank.byPhone(env, digits)
    const now = options.nowIn(environment)
    return html(
      reply,
      200,
      'Phone',
      `<p class="soft">Simulated phone · no real money moves</p><h1>+${escapeHtml(digits)}</h1><div class="card">${
        payments.length === 0
          ? '<p>No prompts.</p>'
          : `<table><tr><th>From</th><th>Amount</th><th></th></tr>${payments.map((one) => row(one, `/bank/${env}/pay/${one.id}`, now)).join('')}</table>`
      }</div>`,
    )
  })
}
