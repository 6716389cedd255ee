/**
 * The 3DS challenge of the simulated issuer: a page with two buttons. It is reached by the link of `next_action`, which
 * carries the intent's client secret; pressing a button ends the challenge and sends the payer back.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Access } from '../engine/access.ts'
import type { CommandRunner } from '../engine/engine.ts'
import type { RequestContext } from '../engine/route.ts'
import type { NewId } from '../kernel/id.ts'
import { moneyText } from '../kernel/money.ts'
import { endChallenge, type PaymentIntent } from '../resources/payment-intent/index.ts'
import { paymentIntentsTable } from '../resources/payment-intent/table.ts'
import type { Pool } from '../storage/database.ts'
import { readStatement } from '../storage/statements.ts'
import { parseForm } from './http/body.ts'
import { escapeHtml, page } from './http/pages.ts'

type Place = { env: string; intent: string; challenge: string }

/** The browser is recognised by sending it on; without script the payer presses the button. */
const devicePage = page(
  'One moment',
  `<p class="soft">Simulated issuer · no real money moves</p><h1>One moment</h1><p>Your bank is recognising this browser.</p>
   <form method="post" id="device"><button name="result" value="complete">Continue</button></form>
   <script>document.querySelector('#device button').click()</script>`,
)

const askPage = (intent: PaymentIntent): string =>
  page(
    'Confirm your payment',
    `<p class="soft">Simulated issuer · no real money moves</p><h1>Confirm your payment</h1>
     <div class="card"><p class="soft">Amount</p><p style="font-size:1.6rem;font-weight:700;margin:0">${escapeHtml(moneyText(intent.amount, intent.currency))}</p>
     <p class="soft">Payment ${escapeHtml(intent.id)}</p></div>
     <form method="post" style="display:flex;gap:.75rem;flex-wrap:wrap">
       <button name="result" value="complete">Complete authentication</button>
       <button name="result" value="fail" class="plain">Fail authentication</button>
     </form>`,
  )

export function mountChallenge(
  app: FastifyInstance,
  options: { pool: Pool; access: Access; runner: CommandRunner; newId: NewId },
): void {
  const html = (reply: FastifyReply, status: number, text: string) =>
    reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .send(text)
  const gone = (reply: FastifyReply) =>
    html(
      reply,
      404,
      page(
        'Authentication',
        '<h1>Nothing to confirm</h1><p class="soft">This authentication has ended, or does not exist. You can close this page.</p>',
      ),
    )

  const find = async ({ env, intent, challenge }: Place): Promise<PaymentIntent | null> => {
    // Anything else is no id of ours, and never reaches the database.
    if (![env, intent, challenge].every((part) => /^\w{1,64}$/.test(part))) return null
    const { rows } = await options.pool.query<Record<string, unknown>>(
      readStatement(paymentIntentsTable, [[env, intent]], false),
    )
    return rows[0] === undefined ? null : paymentIntentsTable.read(rows[0])
  }
  const secretIn = (url: string): string => {
    const query = parseForm(url.split('?')[1] ?? '') as Record<string, unknown>
    return typeof query.client_secret === 'string' ? query.client_secret : ''
  }

  app.get('/3ds/:env/:intent/:challenge', async (request, reply) => {
    const place = request.params as Place
    const intent = await find(place)
    const secret = secretIn(request.url)
    if (
      intent === null ||
      intent.client_secret !== secret ||
      intent.attempt?.challenge?.id !== place.challenge ||
      intent.status !== 'requires_action'
    )
      return gone(reply)
    return html(reply, 200, intent.attempt.challenge.step === 'device' ? devicePage : askPage(intent))
  })

  app.post('/3ds/:env/:intent/:challenge', async (request, reply) => {
    const place = request.params as Place
    const form = parseForm(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '') as Record<
      string,
      unknown
    >
    const environment = (await find(place)) === null ? null : await options.access.environment(place.env)
    const client_secret = secretIn(request.url)
    if (environment === null || client_secret === '' || (form.result !== 'complete' && form.result !== 'fail'))
      return gone(reply)
    const context: RequestContext = {
      environment,
      requestId: options.newId('req'),
      audience: 'publishable',
      idempotency: null,
      expand: [],
      bytes: 0,
    }
    const input = {
      intent: place.intent,
      challenge: place.challenge,
      client_secret,
      result: form.result === 'complete' ? 'authenticated' : 'failed',
    }
    const answer = await options.runner.run(endChallenge, input, context)
    if (answer.status === 404) return gone(reply)
    const intent = await find(place)
    if (intent === null) return gone(reply)
    const next = intent.status === 'requires_action' ? (intent.attempt?.challenge ?? null) : null
    if (next !== null && next.id !== place.challenge)
      return reply.redirect(`/3ds/${intent.env}/${intent.id}/${next.id}?client_secret=${intent.client_secret}`, 303)
    if (intent.return_url !== null) {
      const back = new URL(intent.return_url)
      back.searchParams.set('payment_intent', intent.id)
      back.searchParams.set('payment_intent_client_secret', intent.client_secret)
      back.searchParams.set('redirect_status', intent.status === 'requires_payment_method' ? 'failed' : 'succeeded')
      return reply.redirect(back.toString(), 303)
    }
    const passed = intent.status !== 'requires_payment_method'
    return html(
      reply,
      200,
      page(
        'Authentication',
        `<h1>${passed ? 'Payment confirmed' : 'Payment not confirmed'}</h1><p class="soft">Payment ${escapeHtml(intent.id)} is now <code>${escapeHtml(intent.status)}</code>. You can close this page.</p>`,
      ),
    )
  })
}
