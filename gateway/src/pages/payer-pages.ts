/**
 * What a payer sees of a payment: its page (a code, a number, what to do on a phone), images of codes and tiles of methods.
 * Plain pages, no script.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MethodCatalogue } from '../contracts/method.ts'
import type { Access } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { attemptById, type PaymentIntent } from '../resources/payments/payment-intent/index.ts'
import { pngOf, svgOf } from '../schemes/qr-image.ts'
import { sendPage } from './layout.ts'
import { methodTile } from './method-tile.ts'
import { gonePage } from './notices.ts'
import { type PlayedPayment, paymentPage } from './payment-page.ts'
import { mayBeId, queryField, speechOf } from './request.ts'

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

export function gone(request: FastifyRequest, reply: FastifyReply) {
  const speech = speechOf(request)
  return sendPage(reply, 404, gonePage(speech, 'ended'), speech)
}

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
    if (at === null) return gone(request, reply)
    const { environment, attempt } = at
    const played = environment.livemode ? null : await options.played(environment, place.attempt)
    const method = options.methods.of(attempt.method ?? '')
    const speech = speechOf(request)
    return sendPage(reply, 200, paymentPage(speech, { ...at, method, played }), speech)
  })
}

function mountImages(app: FastifyInstance, options: PayerPages): void {
  app.get('/icons/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    const method = options.methods.of(file.replace(/\.svg$/, ''))
    if (method === null || !file.endsWith('.svg')) return reply.code(404).send()
    return reply
      .header('cache-control', 'public, max-age=86400')
      .header('content-type', 'image/svg+xml')
      .send(methodTile(method).toString())
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
