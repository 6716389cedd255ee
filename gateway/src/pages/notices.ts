/** Pages of few words: there is nothing to pay here, it did not work, how it ended. */
import type { VisitEnd } from '../contracts/dialect.ts'
import { html } from '../kernel/html.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { PaymentIntent } from '../resources/payments/payment-intent/index.ts'
import type { Speech } from './language.ts'
import type { PageContent } from './layout.ts'
import type { Messages } from './messages/en.ts'

/** A payment that is not there, or is not the visitor's; `why` as the place of the page wants it. */
export const gonePage = ({ text }: Speech, why: Exclude<keyof Messages['gone'], 'title'>): PageContent => ({
  title: text.payment,
  body: html`<h1>${text.gone.title}</h1><p class="soft">${text.gone[why]}</p>`,
})

/** What a payer is told where a page cannot be opened: they know no parameter and no key. */
export const refusedPage = (speech: Speech, { kind }: Refusal): PageContent =>
  kind === 'unavailable' || kind === 'internal' || kind === 'rate_limited'
    ? {
        title: speech.text.payment,
        body: html`<h1>${speech.text.busy.title}</h1><p>${speech.text.busy.text}</p>`,
      }
    : gonePage(speech, 'toShop')

/** How a visit to a payment ends, as it stands now. */
export function endOf({ status, cancellation_reason }: PaymentIntent): VisitEnd {
  if (status === 'succeeded' || status === 'requires_capture') return 'succeeded'
  if (status === 'processing' || status === 'requires_action') return 'pending'
  return status === 'canceled' && cancellation_reason === 'expired' ? 'expired' : 'failed'
}

/** How a payment ended; `more` stands below it. */
export function endPage({ text }: Speech, end: VisitEnd, more: string | null = null): PageContent {
  const { title, text: sentence } = text.ends[end]
  return {
    title,
    body: html`<h1>${title}</h1><p>${sentence}</p>${more === null ? null : html`<p class="soft">${more}</p>`}`,
  }
}
