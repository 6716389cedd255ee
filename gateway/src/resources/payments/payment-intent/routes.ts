import { type TObject, Type } from 'typebox'
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { type BrowserFields, wholeFields } from '../../../engine/browser.ts'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { IdParams, IdText, NotYet, OneOf, pageFields, Text } from '../../../kernel/schema.ts'
import { acceptanceOf } from '../../customers/mandate/index.ts'
import { methodChoice, notOfferedReasons } from '../../customers/payment-method/index.ts'
import { withToken } from '../confirmation-token/index.ts'
import { paymentIntent } from './aggregate.ts'
import { keepCvc } from './attempt/keep-cvc.ts'
import { cancelIntent } from './commands/cancel.ts'
import { captureIntent } from './commands/capture.ts'
import { confirmIntent } from './commands/confirm.ts'
import { createIntent } from './commands/create.ts'
import { incrementAuthorization } from './commands/increment-authorization.ts'
import { submitCode } from './commands/submit-code.ts'
import { updateIntent } from './commands/update.ts'
import { cancellationReasons, owedAmount, type PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'
import { confirmOptionsOf, refuseOnce, refuseUnconfirmed } from './terms/confirm-options.ts'
import { type Bodies, bodiesOf, browserConfirm, captureBody, incrementBody, object } from './terms/fields.ts'
import { refuseAmount, refuseChangedAmount } from './terms/native-amounts.ts'
import { presentmentOf } from './terms/presentment.ts'

const tag = 'Payment intents'

/** With a publishable key only the intent whose secret is shown can be seen. */
export const intentSecretOf = (audience: string, client_secret: string | undefined): string | null =>
  audience === 'publishable' ? (client_secret ?? '') : (client_secret ?? null)

const post = <Body extends TObject>(
  verb: string,
  summary: string,
  body: Body,
  handle: Parameters<typeof defineRoute<typeof IdParams, TObject, Body>>[0]['handle'],
  /** What may come with a publishable key; absent: the call takes none. */
  browser?: BrowserFields,
): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: verb === 'update' ? '/v1/payment_intents/:id' : `/v1/payment_intents/:id/${verb}`,
    tag,
    operationId: `PaymentIntents.${verb.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(browser === undefined ? { access: 'secret' } : { access: 'client', browser }),
    params: IdParams,
    body,
    answers: { noun: 'payment_intent' },
    handle,
  })

const lower = (currency: string | undefined): { currency?: string } =>
  currency === undefined ? {} : { currency: currency.toLowerCase() }

/** The calls on payment intents, over the methods that are configured. */
export function paymentIntentRoutes(methods: MethodCatalogue): readonly AnyRoute[] {
  const bodies = bodiesOf(methods)
  return [...beginning(bodies), ...going(bodies, browserConfirm(methods)), ...holding, ...looking]
}

const beginning = (bodies: Bodies): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/payment_intents',
    tag,
    operationId: 'PaymentIntents.Create',
    summary: 'Create a payment intent, and with confirm=true pay it',
    access: 'secret',
    body: bodies.create,
    answers: { noun: 'payment_intent' },
    handle: async ({ body: sent, engine, request }) => {
      const refusal = refuseAmount(sent.amount, sent.currency.toLowerCase()) ?? refuseUnconfirmed(sent)
      if (refusal !== null) return refusal
      const body = await withToken(sent, 'payment_intent', engine, request)
      if (isRefusal(body)) return body
      const url = body.webhook_url
      const forbidden = url === undefined ? null : await engine.webhooks.refuseUrl(url, 'webhook_url', request)
      if (forbidden !== null) return forbidden
      const method = await methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      const owes = { amount: body.amount, currency: body.currency.toLowerCase() }
      const presentment = await presentmentOf(body, owes, engine)
      if (isRefusal(presentment)) return presentment
      const {
        confirm,
        off_session,
        error_on_requires_action,
        return_url = null,
        confirmation_method = 'automatic',
        amount,
        currency,
        presentment_currency: _,
        mandate_data,
        mandate: __,
        radar_options: ___,
        ...rest
      } = body
      const keptCvc = await keepCvc(body, method, null, engine, request)
      if (isRefusal(keptCvc)) return keptCvc
      return await engine.run(
        createIntent,
        {
          ...rest,
          amount,
          currency: currency.toLowerCase(),
          method,
          confirm: confirm ?? false,
          off_session: isOffSession(off_session) || error_on_requires_action === true,
          return_url,
          confirmation_method,
          presentment,
          cvc_given: keptCvc,
          acceptance: mandate_data ? acceptanceOf(mandate_data, engine.now(request)) : null,
          confirmOptions: confirmOptionsOf(body),
        },
        request,
      )
    },
  }),
]

const going = (bodies: Bodies, browser: BrowserFields): readonly AnyRoute[] => [
  post('update', 'Change a payment intent', bodies.update, async ({ params, body, engine, request }) => {
    const early = refuseOnce(body)
    if (early !== null) return early
    const small = await refuseChangedAmount(params.id, body, engine, request)
    if (small !== null) return small
    const method = await methodChoice(body, engine, request)
    if (isRefusal(method)) return method
    return await engine.run(updateIntent, { ...body, ...lower(body.currency), intent: params.id, method }, request)
  }),
  post(
    'confirm',
    'Confirm a payment intent: try to pay it',
    bodies.confirm,
    async ({ params, body: sent, engine, request }) => {
      const body = await withToken(sent, 'payment_intent', engine, request)
      if (isRefusal(body)) return body
      const method = await methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      const {
        off_session,
        error_on_requires_action,
        return_url,
        client_secret,
        presentment_currency,
        mandate_data,
        mandate: _,
        radar_options: __,
        ...rest
      } = body
      const keptCvc = await keepCvc(body, method, params.id, engine, request)
      if (isRefusal(keptCvc)) return keptCvc
      const intent = presentment_currency === undefined ? null : await engine.row(paymentIntent, params.id, request)
      const presentment = intent === null ? null : await presentmentOf({ presentment_currency }, owed(intent), engine)
      if (isRefusal(presentment)) return presentment
      return await engine.run(
        confirmIntent,
        {
          ...rest,
          intent: params.id,
          method,
          off_session: isOffSession(off_session) || error_on_requires_action === true,
          return_url: return_url ?? null,
          client_secret: intentSecretOf(request.audience, client_secret),
          presentment,
          cvc_given: keptCvc,
          acceptance: mandate_data ? acceptanceOf(mandate_data, engine.now(request)) : null,
          confirmOptions: confirmOptionsOf(body),
        },
        request,
      )
    },
    browser,
  ),
  post(
    'submit_code',
    'Go on with the one-time code that the payer got',
    object({
      code: Type.String({ minLength: 1, maxLength: 12, pattern: '^[0-9A-Za-z]+$' }),
      client_secret: Type.Optional(Text(255, 'With a publishable key: the secret of the intent.')),
    }),
    async ({ params, body, engine, request }) =>
      await engine.run(
        submitCode,
        { intent: params.id, code: body.code, client_secret: intentSecretOf(request.audience, body.client_secret) },
        request,
      ),
    wholeFields('code', 'client_secret', 'expand'),
  ),
]

const holding: readonly AnyRoute[] = [
  post(
    'capture',
    'Capture an authorised payment, or a part of it',
    captureBody,
    async ({ params, body, engine, request }) =>
      await engine.run(captureIntent, { ...body, intent: params.id }, request),
  ),
  post(
    'increment_authorization',
    'Raise an authorised amount',
    incrementBody,
    async ({ params, body, engine, request }) =>
      await engine.run(incrementAuthorization, { ...body, intent: params.id }, request),
  ),
  post(
    'cancel',
    'Cancel a payment intent',
    object({ cancellation_reason: Type.Optional(OneOf(cancellationReasons)) }),
    async ({ params, body, engine, request }) =>
      await engine.run(
        cancelIntent,
        { intent: params.id, cancellation_reason: body.cancellation_reason ?? null },
        request,
      ),
  ),
]

const looking: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    tag,
    operationId: 'PaymentIntents.Retrieve',
    summary: 'Retrieve a payment intent',
    description: 'With a publishable key, send its client_secret; the answer then shows what a browser needs.',
    access: 'client',
    params: IdParams,
    query: Type.Object({ client_secret: Type.Optional(Text(255)) }, { additionalProperties: false }),
    answers: { noun: 'payment_intent' },
    handle: async ({ params, query, engine, request }) => {
      const secret = intentSecretOf(request.audience, query.client_secret)
      if (secret !== null) {
        const row = await engine.row(paymentIntent, params.id, request)
        if (row !== null && row.client_secret !== secret) return refuseIntent.secretWrong({ id: params.id })
      }
      return await engine.show(paymentIntent, params.id, request)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/payment_intents',
    tag,
    operationId: 'PaymentIntents.List',
    summary: 'List payment intents, newest first',
    access: 'secret',
    query: object({
      ...pageFields,
      customer: Type.Optional(IdText('Only of this customer.')),
      customer_account: NotYet(notOfferedReasons.accounts),
    }),
    answers: { noun: 'payment_intent', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(paymentIntent, { customer: query.customer }, pageOf(query), '/v1/payment_intents', request),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/payment_intents/search',
    tag,
    operationId: 'PaymentIntents.Search',
    summary: 'Search payment intents',
    description:
      "Clauses such as `status:'succeeded' AND amount>1000`, on amount, created, currency, customer, status and metadata['key']; `-` negates one, `customer:null` finds what has none. Case counts for nothing.",
    access: 'secret',
    query: object({ query: Text(1000), limit: pageFields.limit, page: Type.Optional(Text(255)) }),
    answers: { noun: 'payment_intent', as: 'search' },
    handle: async ({ query, engine, request }) =>
      await engine.search(
        paymentIntent,
        query.query,
        query.limit ?? 10,
        query.page ?? null,
        '/v1/payment_intents/search',
        request,
      ),
  }),
]

/** What is still to be paid. */
const owed = (intent: PaymentIntent) => ({ amount: owedAmount(intent), currency: intent.currency })

const isOffSession = (value: boolean | 'one_off' | 'recurring' | undefined): boolean =>
  value !== undefined && value !== false
