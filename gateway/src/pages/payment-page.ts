/** The page of a payment that waits for its payer: a code, a number, what to do on a phone; and how it ended. */
import type { VisitEnd } from '../contracts/dialect.ts'
import type { Method, NextAction } from '../contracts/method.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { type Html, html, isolated, linkTo } from '../kernel/html.ts'
import type { Millis } from '../kernel/time.ts'
import {
  type Attempt,
  attemptCurrency,
  checkoutBackUrl,
  checkoutUrl,
  type PaymentIntent,
} from '../resources/payments/payment-intent/index.ts'
import type { Speech } from './language.ts'
import { type PageContent, table } from './layout.ts'
import { endOf } from './notices.ts'
import { appSchemes } from './return-url.ts'
import { methodName, slipName } from './words.ts'

/** What a sandbox adds to a payment's page: whom its bank pays, and a form that plays the payer. */
export type PlayedPayment = { readonly merchant: string; readonly form: Html }

export type WaitingPayment = {
  readonly environment: EnvironmentSettings
  readonly intent: PaymentIntent
  readonly attempt: Attempt
  readonly method: Method | null
  readonly played: PlayedPayment | null
}

export function paymentPage(
  speech: Speech,
  { environment, intent, attempt, method, played }: WaitingPayment,
): PageContent {
  const { text } = speech
  const action = attempt.asked?.action ?? null
  const over = intent.attempt?.charge !== attempt.charge || intent.status !== 'requires_action'
  const label = method === null ? text.payment : methodName(speech, method)
  const amount = speech.money(
    attempt.presentment?.amount ?? attempt.amount,
    attempt.presentment?.currency ?? attemptCurrency(intent, attempt),
  )
  const merchant = played?.merchant ?? intent.statement_descriptor ?? environment.statementDescriptor
  const image = `/qr/${intent.env}/${intent.id}/${attempt.charge}.svg`
  return {
    title: label,
    body: html`${environment.livemode ? null : html`<p class="soft">${text.simulatedBank}</p>`}<h1>${label}</h1>
       <div class="card"><p class="soft">${text.amount}</p><p class="amount">${amount}</p>
       <p class="soft">${isolated(merchant)} · ${intent.id}</p></div>
       ${action === null ? null : instructions(speech, action, image)}
       ${over ? ended(speech, endOf(intent)) : null}
       ${played?.form}${waysOn(speech, intent, over)}`,
    permissions: { forms: appSchemes([intent.return_url]) },
  }
}

const ended = ({ text }: Speech, end: VisitEnd): Html =>
  html`<div class="card"><p>${text.ends[end].title}. ${text.ends[end].text}</p></div>`

/** For a payer who came from the hosted page: other ways to pay, and back to the shop. */
function waysOn({ text, link }: Speech, intent: PaymentIntent, over: boolean): Html | null {
  if (intent.return_url === null || !intent.return_url.endsWith(checkoutBackUrl(intent, ''))) return null
  const { otherWay, backToShop } = text.checkout
  const back = link(`${checkoutBackUrl(intent, '')}?payment_intent_client_secret=${intent.client_secret}`)
  const again = link(`${checkoutUrl(intent, '')}&again=1`)
  const other = over ? null : html`<a href="${linkTo(again)}">${otherWay}</a> · `
  return html`<p>${other}<a href="${linkTo(back)}">${backToShop}</a></p>`
}

function instructions(speech: Speech, action: NextAction, image: string): Html | null {
  const { waiting } = speech.text
  const code = (text: string): Html => html`<code>${text}</code>`
  switch (action.kind) {
    case 'qr_code':
      return html`<div class="card center"><img src="${linkTo(image)}" width="256" height="256" alt="${waiting.codeImage}">
        <p class="soft">${waiting.scan}</p>${until(speech, action.expires_at)}<details><summary>${waiting.codeText}</summary><pre>${action.data}</pre></details></div>`
    case 'instructions':
      return html`<div class="card"><p class="soft">${waiting.payTo}</p><p class="code">${action.number}</p>${until(speech, action.expires_at)}
        ${table(
          Object.entries(action.facts).map(
            ([name, value]) => html`<tr><th>${slipName(speech, name)}</th><td>${isolated(value)}</td></tr>`,
          ),
          speech,
        )}</div>`
    case 'approve_on_phone':
      return html`<div class="card"><p>${waiting.prompt(
        html`<strong>${action.phone}</strong>`,
        action.dial_code === null ? null : code(action.dial_code),
      )}</p></div>`
    case 'one_time_code':
      return html`<div class="card"><p>${waiting.dialAndTell(code(action.dial_code ?? ''), action.digits)}</p></div>`
    default:
      return null
  }
}

/** The end of the payer's time, where the scheme gives one. */
const until = ({ text, moment }: Speech, expiresAt: Millis | null): Html | null =>
  expiresAt === null ? null : html`<p class="soft">${text.waiting.payBy(moment(expiresAt))}</p>`
