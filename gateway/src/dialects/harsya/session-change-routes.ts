/** The calls that change a session: confirm, cancel, capture. */

import { Type } from 'typebox'
import { type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { ForeignIdParams, OneOf } from '../../kernel/schema.ts'
import { cancelIntent, captureIntent, confirmIntent } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { createSession, incomplete } from './create-session.ts'
import { AmountFields, ConfirmFields, confirmMappings } from './fields.ts'
import { chooseMethod } from './method.ts'
import { findSession, harsyaAmount, publicKey } from './request-values.ts'
import { isHarsyaSession, sessionInputOf } from './values.ts'

const post = (verb: string, summary: string, fields: FieldTable, answers: readonly string[] = ['session']) =>
  ({
    method: 'POST',
    path: `/v2/payments/:id/${verb}`,
    operationId: `Payments.${verb.charAt(0).toUpperCase()}${verb.slice(1)}`,
    summary,
    source: 'vendor',
    access: 'token',
    resource: 'payment_intents',
    params: ForeignIdParams,
    fields: { ...fields, 'header x-request-id': mapped('idempotency key') },
    answers,
  }) as const

const confirm = defineForeignRoute({
  ...post('confirm', 'Confirm a session with its final payment method', confirmMappings),
  body: ConfirmFields,
  handle: async ({ params, body, engine, auth, request, as }) => {
    const row = await findSession(params.id, { engine, request })
    if (isRefusal(row)) return row
    const sent = sessionInputOf(row)
    const multiple = row.usage === 'multiple'
    const setting = {
      engine,
      auth,
      request,
      billing: null,
      expires: row.expires_at,
      multiple,
      open: multiple && row.amount === 0,
      strictly: sent.expirationMode === 'STRICT',
    }
    const method =
      body.paymentMethod === undefined
        ? null
        : await chooseMethod(body.paymentMethod, body.paymentMethodOptions, setting)
    if (method !== null && isRefusal(method)) return method
    if (method !== null && method.choice === null) return incomplete(body)
    const encrypted = method?.type === 'CARD' && sent.mode === 'API' && !sent.autoConfirm
    const key = encrypted ? await publicKey(auth, request) : null
    if (key !== null && isRefusal(key)) return key
    return await engine.run(
      confirmIntent,
      {
        intent: row.id,
        at: ['needs_method', 'needs_confirmation'],
        method: method?.choice ?? null,
        ...(method === null ? {} : { payment_method_types: method.types, payment_method_options: method.options }),
        ...(method?.capture === 'manual' ? { capture_method: 'manual' as const } : {}),
        ...(method === null || !isHarsyaSession(row)
          ? {}
          : { foreign: { dialect: conventions.name, data: { ...sent, method: method.type } } }),
        cvc_given: method?.cvcGiven ?? false,
        off_session: false,
        return_url: row.return_url,
        client_secret: null,
      },
      key === null ? request : as('session', { given: key }),
    )
  },
})

const reasons = {
  REQUESTED_BY_CUSTOMER: 'requested_by_customer',
  DUPLICATED: 'duplicate',
  VOID_SESSION: 'abandoned',
} as const

const cancel = defineForeignRoute({
  ...post('cancel', 'Cancel a session that nobody was asked to pay yet', {
    cancellationReason: mapped('cancellation_reason'),
  }),
  body: Type.Object({ cancellationReason: OneOf(['REQUESTED_BY_CUSTOMER', 'DUPLICATED', 'VOID_SESSION'] as const) }),
  handle: async ({ params, body, engine, request }) => {
    const row = await findSession(params.id, { engine, request })
    if (isRefusal(row)) return row
    const cancellation_reason = reasons[body.cancellationReason]
    return await engine.run(
      cancelIntent,
      { intent: row.id, cancellation_reason, at: ['needs_method', 'needs_confirmation'] },
      request,
    )
  },
})

const capture = defineForeignRoute({
  ...post(
    'capture',
    'Capture a held amount, or a part of it',
    {
      releaseRemainingAmount: mapped('final_capture'),
      'amount.value': mapped('amount_to_capture'),
      'amount.currency': ignored("It must be the session's own."),
    },
    ['capture'],
  ),
  body: Type.Object({ releaseRemainingAmount: Type.Boolean(), amount: Type.Optional(AmountFields) }),
  handle: async ({ params, body, exact, engine, request, as }) => {
    const row = await findSession(params.id, { engine, request })
    if (isRefusal(row)) return row
    const money = body.amount === undefined ? null : harsyaAmount({ exact }, body.amount, 'amount')
    if (money !== null && isRefusal(money)) return money
    if (money !== null && money.currency !== row.currency)
      return refuse.parameterInvalid({
        param: 'amount[currency]',
        why: `the session is in ${row.currency.toUpperCase()}.`,
      })
    return await engine.run(
      captureIntent,
      {
        intent: row.id,
        final_capture: body.releaseRemainingAmount,
        ...(money === null ? {} : { amount_to_capture: money.amount }),
      },
      as('capture', { given: body.releaseRemainingAmount }),
    )
  },
})

export const sessionChangeRoutes: readonly AnyForeignRoute[] = [createSession, confirm, cancel, capture]
