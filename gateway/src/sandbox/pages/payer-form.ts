/** The simulated bank's form on a payment's page, on which a sandbox's payer is played. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type BankPayment,
  type BankStore,
  isExpired,
  type PayerAct,
  payerActs,
} from '../../connectors/simulator/index.ts'
import type { Access } from '../../engine/access.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import { type Html, html, isolated, linkTo } from '../../kernel/html.ts'
import { type PageContent, sendPage, sendRedirectPage } from '../../pages/layout.ts'
import { gone, type PaymentPlace, visitedAttempt } from '../../pages/payer-pages.ts'
import type { PlayedPayment } from '../../pages/payment-page.ts'
import { bodyField, queryField, speechOf } from '../../pages/request.ts'
import { returnUrl } from '../../pages/return-url.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import type { PayerSimulation } from '../simulation.ts'

export type PlayPages = {
  readonly access: Access
  readonly intentOf: (env: string, id: string) => Promise<PaymentIntent | null>
  readonly bank: BankStore
  readonly simulation: PayerSimulation
  readonly nowIn: (environment: EnvironmentSettings) => number
}

/** What the page of a payment shows besides in a sandbox; null where the simulated bank was not asked for the attempt. */
export const playedWith =
  ({ bank, nowIn }: Pick<PlayPages, 'bank' | 'nowIn'>) =>
  async (environment: EnvironmentSettings, attempt: string): Promise<PlayedPayment | null> => {
    const payment = await bank.of(environment.id, attempt)
    return payment === null ? null : { merchant: payment.merchant, form: playForm(payment, nowIn(environment)) }
  }

/** What the form of a payment's page does. */
export function mountPlay(app: FastifyInstance, options: PlayPages): void {
  app.post('/pay/:env/:intent/:attempt', async (request, reply) => {
    const place = request.params as PaymentPlace
    const at = await visitedAttempt(options, place, queryField(request.url, 'client_secret'))
    if (at === null || at.environment.livemode) return gone(request, reply)
    const payment = await options.bank.of(place.env, place.attempt)
    if (payment === null) return gone(request, reply)
    const refused = await playPayer(options, at.environment, payment, request)
    if (refused !== null) return sendPage(reply, 409, bankRefusal(refused, request.url))
    const intent = await options.intentOf(place.env, place.intent)
    return intent === null ? gone(request, reply) : back(request, reply, intent)
  })
}

/** Does what a form of the simulated bank says; the bank's words where it does not let the payer. */
export async function playPayer(
  { simulation }: Pick<PlayPages, 'simulation'>,
  environment: EnvironmentSettings,
  payment: BankPayment,
  request: FastifyRequest,
): Promise<string | null> {
  const what = bodyField(request, 'do')
  if (!(payerActs as readonly string[]).includes(what)) return 'there is no such button'
  const typed = bodyField(request, 'amount').trim()
  if (typed !== '' && !/^\d{1,12}$/.test(typed)) return "an amount is a whole number of the currency's smallest unit"
  return (
    (await simulation.act(environment, payment, what as PayerAct, typed === '' ? null : Number(typed)))?.refused ?? null
  )
}

/** What the bank says to a payer whom it does not let. */
export const bankRefusal = (why: string, href: string): PageContent => ({
  title: 'The bank refuses',
  body: html`<h1>The bank refuses</h1><div class="card"><p>${isolated(why)}.</p></div><p><a href="${linkTo(href)}">Back</a></p>`,
})

/** Back to the shop, or to a word of our own. */
function back(request: FastifyRequest, reply: FastifyReply, intent: PaymentIntent) {
  const failed = intent.status === 'requires_payment_method' || intent.status === 'canceled'
  const status = failed ? 'failed' : intent.status === 'requires_action' ? 'pending' : 'succeeded'
  const shop = returnUrl(intent, intent.return_url, status)
  if (shop !== null) return sendRedirectPage(request, reply, shop, speechOf(request))
  const title = failed ? 'Not paid' : intent.status === 'requires_action' ? 'Still open' : 'Thank you'
  return sendPage(reply, 200, {
    title,
    body: html`<h1>${title}</h1><p class="soft">Payment ${intent.id} is now <code>${intent.status}</code>. You can close this page.</p>`,
  })
}

/** What a sandbox's payer may do, in the order of the buttons. */
const buttons: readonly (readonly [PayerAct, string])[] = [
  ['succeed', 'Pay'],
  ['decline', 'Decline'],
  ['insufficient_funds', 'Insufficient funds'],
  ['abandon', 'Close the window'],
  ['expire', 'Let it expire'],
  ['pay_late', 'Pay too late'],
]

/** The form that plays the payer: for developers, in English on every page. */
export function playForm(payment: BankPayment, now: number): Html {
  const state = isExpired(payment, now) ? 'expired' : payment.state
  const received = payment.received.length === 0 ? null : `, ${payment.received.length} payment(s) received`
  return html`<form method="post" class="card" lang="en"><h2>Play the payer</h2>
   <p class="soft">The bank has it as <code>${state}</code>${received}.</p>
   <p><label for="amount">Amount in the smallest unit</label><input id="amount" name="amount" inputmode="numeric" placeholder="${payment.amount}"></p>
   <p class="buttons">${buttons.map(
     ([act, text], at) =>
       html`<button name="do" value="${act}"${at === 0 ? null : html` class="plain"`}>${text}</button>`,
   )}</p></form>`
}
