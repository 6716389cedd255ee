/**
 * Ojire's page, `/pay/{intentId}`: its SDKs open it in a web view, post `{type: 'INIT', clientSecret, publicKey, token}` to it, and
 * watch for an address with `status=succeeded`, `failed` or `pending`. Without script the same comes in the query. It
 * hands over to the hosted page of everybody, and that one comes back here.
 */
import { Type } from 'typebox'
import { type Hosting, mapped, type VisitEnd, type VisitedPayment } from '../../contracts/dialect.ts'
import { defineForeignRoute, type PayerPage } from '../../engine/dialect.ts'
import { html } from '../../kernel/html.ts'
import { lookup } from '../../kernel/lookup.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { checkoutUrl, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { ojireClientSecret } from './answers.ts'
import { methodWords } from './callback.ts'
import { ojireIntentIds } from './ids.ts'

/** Its SDKs know three words. */
const statuses: Readonly<Record<VisitEnd, string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  pending: 'pending',
  expired: 'failed',
}
const ends: Readonly<Record<string, VisitEnd>> = lookup({
  succeeded: 'succeeded',
  failed: 'failed',
  pending: 'pending',
})

export const payerReturnUrl = ({ id }: VisitedPayment, end: VisitEnd, base: string): string =>
  `${base}/pay/${ojireIntentIds.of(id)}?status=${statuses[end]}`

/** Its page offers what its callbacks have words for. */
export const hostedPage = (): Hosting => ({ offers: ({ code }) => methodWords[code] !== undefined })

/** Waits for the SDK's message. It says nothing that it was not sent. */
const waiting: PayerPage = {
  page: {
    title: 'Payment',
    body: html`<h1>One moment</h1><p class="soft">The shop is opening your payment.</p>
      <noscript><p>This page needs the whole address that the shop gave: with <code>clientSecret</code> and <code>publicKey</code>.</p></noscript>`,
    script: `addEventListener('message', function (event) {
  var init = event.data
  if (typeof init === 'string') { try { init = JSON.parse(init) } catch (error) { return } }
  if (!init || init.type !== 'INIT') return
  var query = new URLSearchParams()
  ;['clientSecret', 'publicKey', 'token'].forEach(function (name) { if (typeof init[name] === 'string') query.set(name, init[name]) })
  location.replace(location.pathname + '?' + query)
})`,
  },
}

export const payPage = defineForeignRoute({
  method: 'GET',
  path: '/pay/:id',
  operationId: 'Pay.Open',
  summary: 'Pay on a page',
  source: 'vendor',
  access: 'open',
  page: true,
  resource: 'payment_intents',
  needs: 'read',
  params: Type.Object({ id: Text(255) }),
  query: Type.Object({
    clientSecret: Type.Optional(Text(255)),
    publicKey: Type.Optional(Text(255)),
    token: Type.Optional(Text(255)),
    status: Type.Optional(Text(20)),
  }),
  fields: {
    '?clientSecret': mapped('client_secret'),
    '?publicKey': mapped('key'),
    '?token': mapped('customer_session'),
    '?status': mapped('status'),
  },
  answers: [],
  handle: async ({ params, query, auth, engine, request }) => {
    const end = ends[query.status ?? '']
    if (end !== undefined) return { page: { end } }
    if (query.clientSecret === undefined || query.publicKey === undefined) return waiting
    const opened = await auth.key(query.publicKey)
    if (isRefusal(opened)) return opened
    const within = { ...request, environment: opened.environment }
    const intent = await engine.find(paymentIntent, ojireIntentIds, params.id, within)
    if (isRefusal(intent)) return intent
    if (intent === null || ojireClientSecret(intent) !== query.clientSecret)
      return refuse.resourceMissing({ noun: 'payment intent', id: params.id })
    const url = checkoutUrl(intent, engine.publicUrl())
    return { redirect: query.token === undefined ? url : `${url}&customer_session=${encodeURIComponent(query.token)}` }
  },
})
