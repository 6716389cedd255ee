/** Orqex's calls on attempts. Starting one has two paths: its pages answer with the intent, its client expects the attempt. */

import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { Reply, RequestContext } from '../../engine/route.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { ForeignIdParams, Text } from '../../kernel/schema.ts'
import { customer } from '../../resources/customers/customer/index.ts'
import {
  confirmIntent,
  type PaymentIntent,
  paymentIntent,
  submitCode,
} from '../../resources/payments/payment-intent/index.ts'
import { attemptInput } from './attempt-input.ts'
import { attemptsOf } from './attempts.ts'
import { AttemptBody, type AttemptInput, attemptBodyFields, idempotencyField, owedMoney } from './fields.ts'
import { findAttempt, findIntent, orqexCharges } from './look-up.ts'
import { listQueryOf, orqexPageMappings, orqexPageQuery, refusePlace } from './paging.ts'

const path = '/v1/payment/intents/:id'
const AttemptParams = Type.Object({ id: Text(255), attempt: Text(255) })

const refuseAttempt = {
  notActive: defineRefusal<{ id: string }>(
    'unexpected_state',
    'attempt_not_active',
    'Only the attempt that is under way can be gone on with; the intent names it.',
    ({ id }) => `The attempt ${id} is not the active attempt of its payment.`,
  ),
  noneActive: defineRefusal<{ id: string }>(
    'unexpected_state',
    'attempt_not_active',
    '',
    ({ id }) => `The payment ${id} has no attempt that waits for the payer.`,
  ),
}

async function start(
  id: string,
  body: AttemptInput,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<Reply | Refusal> {
  const intent = await findIntent(id, engine, request)
  if (isRefusal(intent)) return intent
  const owner = intent.customer === null ? null : await engine.row(customer, intent.customer, request)
  const payer = {
    name: owner?.name ?? null,
    email: owner?.email ?? null,
    country: owner?.address?.country?.toUpperCase() ?? null,
  }
  const started = await attemptInput(body, owedMoney(intent), payer, engine, request)
  if (isRefusal(started)) return started
  const input = { intent: intent.id, ...started, off_session: false, return_url: null, client_secret: null }
  return await engine.run(confirmIntent, input, request)
}

const starting = (
  at: string,
  operationId: string,
  answer: 'paymentIntent' | 'attempt',
  given: string | { readonly message: string },
) =>
  defineForeignRoute({
    method: 'POST',
    path: `${path}/${at}`,
    operationId,
    summary: 'Start an attempt to pay an intent',
    source: 'vendor',
    access: 'secret',
    resource: 'payment_intents',
    params: ForeignIdParams,
    body: AttemptBody,
    fields: { ...attemptBodyFields(''), ...idempotencyField },
    answers: [answer],
    handle: async ({ params, body, engine, as }) =>
      await start(params.id, body, engine, as(answer, { status: 201, given })),
  })

const CodeBody = Type.Object({
  otp: Type.Optional(
    Type.String({ pattern: '^[0-9A-Za-z]{1,12}$', expected: 'a code of at most twelve letters and digits' }),
  ),
  confirmation_data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
const codeFields = {
  otp: mapped('code'),
  'confirmation_data.otp': mapped('code'),
  'confirmation_data.*': ignored('Methods of ours ask the payer for a code and for nothing else.'),
  ...idempotencyField,
}
type Code = { readonly otp?: string; readonly confirmation_data?: Readonly<Record<string, unknown>> }

/** Goes on with what the payer did: a code is handed on; where none is asked for, the processor is asked how it stands. */
async function goOn(
  intent: PaymentIntent,
  body: Code,
  engine: ForeignEngine,
  show: { readonly request: RequestContext; answer(row: PaymentIntent): Promise<Reply> },
): Promise<Reply | Refusal> {
  const { attempt } = intent
  if (attempt === null) return refuseAttempt.noneActive({ id: intent.id })
  const within = body.confirmation_data?.otp
  const code = body.otp ?? (typeof within === 'string' && /^[0-9A-Za-z]{1,12}$/.test(within) ? within : undefined)
  if (attempt.asked?.action?.kind === 'one_time_code') {
    if (code === undefined) return refuse.parameterMissing({ param: 'code' })
    return await engine.run(submitCode, { intent: intent.id, code, client_secret: null }, show.request)
  }
  await engine.probe(intent.id, attempt.charge, show.request)
  const after = await engine.row(paymentIntent, intent.id, show.request)
  return await show.answer(after ?? intent)
}

const confirm = defineForeignRoute({
  method: 'POST',
  path: `${path}/attempts/:attempt/confirm`,
  operationId: 'PaymentAttempts.Confirm',
  summary: 'Go on with the active attempt',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: AttemptParams,
  body: CodeBody,
  fields: codeFields,
  answers: ['attempt'],
  handle: async ({ params, body, engine, request, as }) => {
    const found = await findAttempt(params, engine, request)
    if (isRefusal(found)) return found
    const { intent, tried } = found
    if (intent.attempt?.charge !== tried.id) return refuseAttempt.notActive({ id: params.attempt })
    const given = { message: 'Payment attempt confirmed.', attempt: tried.id }
    const show = as('attempt', { given })
    return await goOn(intent, body, engine, {
      request: show,
      answer: (row) => engine.answer('attempt', row, show, given),
    })
  },
})

const authorize = defineForeignRoute({
  method: 'POST',
  path: `${path}/authorize`,
  operationId: 'PaymentIntents.Authorize',
  summary: 'Go on with the attempt that waits for the payer',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: ForeignIdParams,
  body: CodeBody,
  fields: codeFields,
  answers: ['paymentIntent'],
  handle: async ({ params, body, engine, as }) => {
    const given = 'Payment authorized.'
    const show = as('paymentIntent', { given })
    const intent = await findIntent(params.id, engine, show)
    if (isRefusal(intent)) return intent
    return await goOn(intent, body, engine, {
      request: show,
      answer: (row) => engine.answer('paymentIntent', row, show, given),
    })
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path: `${path}/attempts`,
  operationId: 'PaymentAttempts.List',
  summary: 'List the attempts of an intent, newest first',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: ForeignIdParams,
  query: Type.Object(orqexPageQuery),
  fields: orqexPageMappings,
  answers: ['attempts'],
  handle: async ({ params, query, engine, request, base }) => {
    const intent = await findIntent(params.id, engine, request)
    if (isRefusal(intent)) return intent
    const asked = listQueryOf(query, `${base}${path.replace(':id', params.id)}/attempts`)
    if (isRefusal(asked)) return asked
    const tried = asked.place === null ? [] : attemptsOf(intent, await orqexCharges(intent, engine, request))
    const known = (id: string) => Promise.resolve(tried.find((one) => one.id === id) ?? null)
    return (await refusePlace(asked, known)) ?? (await engine.answer('attempts', intent, request, asked))
  },
})

/** A read of one attempt, by whichever answer. */
const reading = (at: string, operationId: string, summary: string, answer: 'attempt' | 'inspection') =>
  defineForeignRoute({
    method: 'GET',
    path: `${path}/attempts/:attempt${at}`,
    operationId,
    summary,
    source: 'vendor',
    access: 'secret',
    resource: 'payment_intents',
    params: AttemptParams,
    fields: {},
    answers: [answer],
    handle: async ({ params, engine, request }) => {
      const found = await findAttempt(params, engine, request)
      if (isRefusal(found)) return found
      return await engine.answer(answer, found.intent, request, { attempt: found.tried.id })
    },
  })

export const attemptRoutes: readonly AnyForeignRoute[] = [
  starting('attempt', 'PaymentIntents.Attempt', 'paymentIntent', 'Payment attempt started.'),
  starting('attempts', 'PaymentAttempts.Create', 'attempt', { message: 'Payment attempt started.' }),
  confirm,
  authorize,
  list,
  reading('', 'PaymentAttempts.Retrieve', 'Retrieve an attempt', 'attempt'),
  reading('/inspect', 'PaymentAttempts.Inspect', 'What the processor holds of an attempt', 'inspection'),
]
