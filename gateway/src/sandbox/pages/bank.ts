/** In sandboxes, the payer's side: a bank's app that scans a code or takes a number, and a phone that receives prompts. */
import type { FastifyInstance } from 'fastify'
import { type BankPayment, isExpired } from '../../connectors/simulator/index.ts'
import type { MethodCatalogue } from '../../contracts/method.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import { type Html, html, isolated, linkTo } from '../../kernel/html.ts'
import { english } from '../../pages/language.ts'
import { type PageContent, sendPage, table } from '../../pages/layout.ts'
import { gone } from '../../pages/payer-pages.ts'
import { bodyField, mayBeId, queryField } from '../../pages/request.ts'
import { readCode } from '../../schemes/national-qr.ts'

import { bankRefusal, type PlayPages, playForm, playPayer } from './payer-form.ts'

type Place = { env: string; attempt: string }

export type BankPages = PlayPages & {
  readonly methods: MethodCatalogue
  /** The sandbox that /bank leads to; null where there is none for everyone. */
  readonly demoEnv: () => string | null
}

const row = (payment: BankPayment, href: string, now: number): Html =>
  html`<tr><td><a href="${linkTo(href)}">${isolated(payment.merchant || payment.payment)}</a></td><td class="number">${english.money(payment.amount, payment.currency)}</td><td>${isExpired(payment, now) ? 'expired' : payment.state}</td></tr>`

const sandboxIn =
  ({ access }: PlayPages) =>
  async (env: string): Promise<EnvironmentSettings | null> => {
    const environment = mayBeId(env) ? await access.environment(env) : null
    return environment === null || environment.livemode ? null : environment
  }

const title = "The payer's bank"
const simulated = (what: string): Html => html`<p class="soft">Simulated ${what} · no real money moves</p>`

function bankForms(env: string, wrong: { readonly typed: string; readonly why: string } | null = null): PageContent {
  const told = wrong === null ? null : html` aria-invalid="true" aria-describedby="text-error" autofocus`
  return {
    title,
    body: html`${simulated('bank')}<h1>${title}</h1>
     <form method="post" class="card"><label for="text">A QR code's text, or the number of a virtual account or voucher</label>
     <textarea id="text" name="text" rows="4" required${told}>${wrong?.typed}</textarea>
     ${wrong === null ? null : html`<p class="error" id="text-error" role="alert">${wrong.why}</p>`}
     <button>Find the payment</button></form>
     <form method="get" action="${linkTo(`/bank/${env}/phone`)}" class="card"><label for="number">A phone's number</label>
     <input id="number" name="number" required inputmode="tel" autocomplete="off"> <button class="plain">Look at the phone</button></form>`,
  }
}

/** The payer's bank, and a phone that receives prompts. */
export function mountBank(app: FastifyInstance, options: BankPages): void {
  const sandbox = sandboxIn(options)
  app.get('/bank', async (request, reply) => {
    const env = options.demoEnv()
    return env === null ? gone(request, reply) : reply.redirect(`/bank/${env}`, 302)
  })
  app.get('/bank/:env', async (request, reply) => {
    const { env } = request.params as Place
    return (await sandbox(env)) === null ? gone(request, reply) : sendPage(reply, 200, bankForms(env))
  })
  app.post('/bank/:env', async (request, reply) => {
    const { env } = request.params as Place
    if ((await sandbox(env)) === null) return gone(request, reply)
    const text = bodyField(request, 'text').trim()
    const looksLikeCode = text.startsWith('0002')
    const code = looksLikeCode ? readCode(text) : null
    const fault = code !== null && 'fault' in code ? code.why : null
    const lookup = looksLikeCode ? text : text.replace(/(?<=\d)[\s.]+(?=\d)/g, '')
    const payment = fault === null ? await options.bank.byLookup(env, lookup) : null
    if (payment !== null) return reply.redirect(`/bank/${env}/pay/${payment.id}`, 303)
    const why =
      fault === null ? 'No payment of this sandbox has this code or number.' : `The code cannot be read: ${fault}.`
    return sendPage(reply, 404, bankForms(env, { typed: text.slice(0, 2000), why }))
  })
  mountPaying(app, options)
}

function mountPaying(app: FastifyInstance, options: BankPages): void {
  const sandbox = sandboxIn(options)
  app.get('/bank/:env/pay/:attempt', async (request, reply) => {
    const { env, attempt } = request.params as Place
    const environment = await sandbox(env)
    const payment = environment === null || !mayBeId(attempt) ? null : await options.bank.of(env, attempt)
    if (environment === null || payment === null) return gone(request, reply)
    const method = options.methods.of(payment.method)?.label ?? payment.method
    return sendPage(reply, 200, {
      title,
      body: html`${simulated('bank')}<h1>Pay ${isolated(payment.merchant)}</h1>
       <div class="card"><p class="soft">Amount</p><p class="amount">${english.money(payment.amount, payment.currency)}</p><p class="soft">${method}</p></div>
       ${playForm(payment, options.nowIn(environment))}`,
    })
  })
  app.post('/bank/:env/pay/:attempt', async (request, reply) => {
    const { env, attempt } = request.params as Place
    const environment = await sandbox(env)
    const payment = environment === null || !mayBeId(attempt) ? null : await options.bank.of(env, attempt)
    if (environment === null || payment === null) return gone(request, reply)
    const refused = await playPayer(options, environment, payment, request)
    if (refused !== null) return sendPage(reply, 409, bankRefusal(refused, request.url))
    const after = await options.bank.of(env, attempt)
    return sendPage(reply, 200, {
      title,
      body: html`<h1>Done</h1><div class="card"><p>The bank has it as <code>${after?.state}</code>.</p></div><p><a href="${linkTo(`/bank/${env}`)}">Another payment</a></p>`,
    })
  })
  app.get('/bank/:env/phone', async (request, reply) => {
    const { env } = request.params as Place
    const environment = await sandbox(env)
    if (environment === null) return gone(request, reply)
    const digits = queryField(request.url, 'number').replace(/\D/g, '').slice(0, 20)
    const payments = await options.bank.byPhone(env, digits)
    const now = options.nowIn(environment)
    const rows = payments.map((one) => row(one, `/bank/${env}/pay/${one.id}`, now))
    const prompts = table(html`<tr><th>From</th><th>Amount</th><th></th></tr>${rows}`)
    return sendPage(reply, 200, {
      title: 'Phone',
      body: html`${simulated('phone')}<h1>+${digits}</h1><div class="card">${
        rows.length === 0 ? html`<p>No prompts.</p>` : prompts
      }</div>`,
    })
  })
}
