/**
 * The 3DS challenge of the simulated issuer: a page with two buttons. It is reached by the link of `next_action`, which
 * carries the intent's client secret; pressing a button ends the challenge and sends the payer back.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../../engine/access.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { CommandRunner } from '../../engine/engine.ts'
import type { RequestContext } from '../../engine/route.ts'
import { type Html, html } from '../../kernel/html.ts'
import type { NewId } from '../../kernel/id.ts'
import { english } from '../../pages/language.ts'
import { sendPage, sendRedirectPage } from '../../pages/layout.ts'
import { bodyField, mayBeId, queryField, speechOf } from '../../pages/request.ts'
import { appSchemes, returnUrl } from '../../pages/return-url.ts'
import { attemptCurrency, endChallenge, type PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { endSetupChallenge, type SetupIntent } from '../../resources/payments/setup-intent/index.ts'
import { payerNetwork } from '../../surfaces/http/payer-address.ts'

type Place = { env: string; intent: string; challenge: string }

const simulatedIssuer = html`<p class="soft">Simulated issuer · no real money moves</p>`

/** The browser is recognised by sending it on; without script the payer presses the button. */
const deviceBody = html`${simulatedIssuer}<h1>One moment</h1><p>Your bank is recognising this browser.</p>
   <form method="post" id="device"><button name="result" value="complete">Continue</button></form>`
const deviceScript = "document.querySelector('#device button').click()"

/** What a payer is asked to confirm: a payment, or that a card may be saved. */
type Challenged = PaymentIntent | SetupIntent
const isSetup = (intent: Challenged): intent is SetupIntent => intent.id.startsWith('seti_')

/** The money that the attempt is for. */
const askedText = (intent: PaymentIntent): string =>
  intent.attempt === null
    ? english.money(intent.amount, intent.currency)
    : english.money(intent.attempt.amount, attemptCurrency(intent, intent.attempt))

const askBody = (intent: Challenged): Html => {
  const setup = isSetup(intent)
  const title = setup ? 'Confirm that your card is saved' : 'Confirm your payment'
  const amount = setup ? null : html`<p class="soft">Amount</p><p class="amount">${askedText(intent)}</p>`
  return html`${simulatedIssuer}<h1>${title}</h1>
     <div class="card">${amount}<p class="soft">${setup ? 'Setup' : 'Payment'} ${intent.id}</p></div>
     <form method="post" class="buttons">
       <button name="result" value="complete">Complete authentication</button>
       <button name="result" value="fail" class="plain">Fail authentication</button>
     </form>`
}

const contextOf = (request: FastifyRequest, environment: EnvironmentSettings, requestId: string): RequestContext => ({
  environment,
  requestId,
  audience: 'publishable',
  payer: payerNetwork(request),
  actor: { type: 'payer', key: null, address: request.ip, call: 'POST /3ds/:env/:intent/:challenge' },
  idempotency: null,
  expand: [],
  bytes: 0,
})

export function mountChallenge(
  app: FastifyInstance,
  options: {
    intentOf: (env: string, id: string) => Promise<PaymentIntent | null>
    setupOf: (env: string, id: string) => Promise<SetupIntent | null>
    access: Access
    runner: CommandRunner
    newId: NewId
  },
): void {
  const gone = (reply: FastifyReply) =>
    sendPage(reply, 404, {
      title: 'Authentication',
      body: html`<h1>Nothing to confirm</h1><p class="soft">This authentication has ended, or does not exist. You can close this page.</p>`,
    })
  const find = async ({ env, intent, challenge }: Place): Promise<Challenged | null> => {
    if (![env, intent, challenge].every(mayBeId)) return null
    const found = intent.startsWith('seti_') ? await options.setupOf(env, intent) : await options.intentOf(env, intent)
    // Whoever presses a button here says that the issuer is content: only a simulated one takes a payer's word for it.
    return found?.livemode === true ? null : found
  }

  app.get('/3ds/:env/:intent/:challenge', async (request, reply) => {
    const place = request.params as Place
    const intent = await find(place)
    const secret = queryField(request.url, 'client_secret')
    if (
      intent === null ||
      intent.client_secret !== secret ||
      intent.attempt?.challenge?.id !== place.challenge ||
      intent.status !== 'requires_action'
    )
      return gone(reply)
    const leads = { forms: appSchemes([intent.return_url]) }
    return intent.attempt.challenge.step === 'device'
      ? sendPage(reply, 200, { title: 'One moment', body: deviceBody, permissions: { script: deviceScript, ...leads } })
      : sendPage(reply, 200, { title: 'Confirm your payment', body: askBody(intent), permissions: leads })
  })

  app.post('/3ds/:env/:intent/:challenge', async (request, reply) => {
    const place = request.params as Place
    const pressed = bodyField(request, 'result')
    const environment = (await find(place)) === null ? null : await options.access.environment(place.env)
    const client_secret = queryField(request.url, 'client_secret')
    if (environment === null || client_secret === '' || (pressed !== 'complete' && pressed !== 'fail'))
      return gone(reply)
    const context = contextOf(request, environment, options.newId('req'))
    const input = {
      intent: place.intent,
      challenge: place.challenge,
      client_secret,
      result: pressed === 'complete' ? 'authenticated' : 'failed',
    }
    const answer = await options.runner.run(
      place.intent.startsWith('seti_') ? endSetupChallenge : endChallenge,
      input,
      context,
    )
    if (answer.status === 404) return gone(reply)
    const intent = await find(place)
    if (intent === null) return gone(reply)
    const next = intent.status === 'requires_action' ? (intent.attempt?.challenge ?? null) : null
    if (next !== null && next.id !== place.challenge)
      return reply.redirect(
        speechOf(request).link(`/3ds/${intent.env}/${intent.id}/${next.id}?client_secret=${intent.client_secret}`),
        303,
      )
    const passed = intent.status !== 'requires_payment_method'
    const shop = returnUrl(intent, intent.return_url, passed ? 'succeeded' : 'failed')
    if (shop !== null) return sendRedirectPage(request, reply, shop, speechOf(request))
    const [what, done] = isSetup(intent) ? ['Card', 'saved'] : ['Payment', 'confirmed']
    return sendPage(reply, 200, {
      title: 'Authentication',
      body: html`<h1>${what} ${passed ? null : 'not '}${done}</h1><p class="soft">${intent.id} is now <code>${intent.status}</code>. You can close this page.</p>`,
    })
  })
}
