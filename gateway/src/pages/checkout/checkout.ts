/**
 * The hosted page: a payer chooses one of a payment's methods, pays, does what the method asks for (on the payer's pages), and
 * goes back to the shop. A plain page: forms, no script. Foreign APIs send their payers here (`checkoutUrl`), and say where each
 * of theirs comes back to (`comesBack`).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { visitEnds } from '../../contracts/dialect.ts'
import type { MethodCatalogue } from '../../contracts/method.ts'
import type { Access } from '../../engine/access.ts'
import { refuseBrowserField } from '../../engine/browser.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { Dialects } from '../../engine/dialect.ts'
import type { Engine, Reply, RequestContext } from '../../engine/route.ts'
import { html, isolated, linkTo } from '../../kernel/html.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { methodChoice } from '../../resources/customers/payment-method/index.ts'
import {
  checkoutUrl,
  confirmIntent,
  confirmOptionsOf,
  keepCvc,
  owedAmount,
  type PaymentIntent,
  payableTypes,
  submitCode,
} from '../../resources/payments/payment-intent/index.ts'
import { parseForm, textOf } from '../../surfaces/http/body.ts'
import { type CardNumberRule, refuseCardNumbers } from '../../surfaces/http/card-numbers.ts'
import { payerNetwork } from '../../surfaces/http/payer-address.ts'
import type { Speech } from '../language.ts'
import { sendPage, sendRedirectPage } from '../layout.ts'
import { endPage, gonePage } from '../notices.ts'
import { mayBeId, queryField, speechOf } from '../request.ts'
import { lastErrorWords, payerWords } from '../words.ts'
import { type CheckoutForm, checkoutFormOf, type PostedFields } from './fields.ts'
import { type Choice, codeForm, formsOf, type Typed } from './forms.ts'
import { filledFields, hostedMethods, hostsCards, refuseChoice, shopBrandOf, styleOf } from './hosting.ts'
import { appsOf, leaveCheckout, returnLinkOf, returnsToShop } from './return.ts'
import type { SavedCards } from './saved-cards.ts'
import { askedOf, termsShown } from './shown-terms.ts'

export type CheckoutOptions = {
  readonly access: Access
  readonly intentOf: (env: string, id: string) => Promise<PaymentIntent | null>
  readonly methods: MethodCatalogue
  readonly dialects: Dialects
  readonly engine: Engine
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly publicUrl: () => string
  readonly savedCards: SavedCards
  readonly cardNumbers: CardNumberRule
  /** Refuses where an environment has no processor that a payment could go to. */
  readonly unserved: (environment: EnvironmentSettings) => Refusal | null
}
type Place = { readonly env: string; readonly intent: string }
type Visit = {
  readonly environment: EnvironmentSettings
  readonly intent: PaymentIntent
  readonly session: string
  readonly speech: Speech
}

const gone = (reply: FastifyReply, speech: Speech) => sendPage(reply, 404, gonePage(speech, 'noSuch'), speech)

/** Only the merchant's server confirms such a payment: there is nothing that a payer could do here. */
function byHand(reply: FastifyReply, speech: Speech) {
  const { payment, byHand: words } = speech.text
  return sendPage(reply, 409, { title: payment, body: html`<h1>${words.title}</h1><p>${words.text}</p>` }, speech)
}

const isUnconfirmed = ({ status }: PaymentIntent): boolean =>
  status === 'requires_payment_method' || status === 'requires_confirmation'

export function mountCheckout(app: FastifyInstance, options: CheckoutOptions): void {
  const form: CheckoutForm = checkoutFormOf(options.methods)
  const find = async (request: FastifyRequest, secretField: string): Promise<Visit | null> => {
    const { env, intent: id } = request.params as Place
    if (!mayBeId(env) || !mayBeId(id)) return null
    const [environment, intent] = [await options.access.environment(env), await options.intentOf(env, id)]
    if (environment === null || intent === null) return null
    if (intent.client_secret !== queryField(request.url, secretField)) return null
    return { environment, intent, session: queryField(request.url, 'customer_session'), speech: speechOf(request) }
  }

  app.get('/checkout/:env/:intent', async (request, reply) => {
    const visit = await find(request, 'client_secret')
    if (visit === null) return gone(reply, speechOf(request))
    const again = queryField(request.url, 'again') !== '' && visit.intent.confirmation_method !== 'manual'
    return again && visit.intent.status === 'requires_action'
      ? await ask(reply, options, visit, null, new Map())
      : await goOn(request, reply, options, visit)
  })

  app.post('/checkout/:env/:intent', async (request, reply) => {
    const visit = await find(request, 'client_secret')
    if (visit === null) return gone(reply, speechOf(request))
    const text = Buffer.isBuffer(request.body) ? textOf(request.body) : ''
    const parsed = isRefusal(text) ? text : parseForm(text)
    if (isRefusal(parsed)) return await ask(reply, options, visit, parsed, new Map())
    const filled = withoutEmpty(parsed) as PostedFields
    const sent = form.valid(filled)
    const misplaced =
      refuseCardNumbers(options.cardNumbers, { body: parsed, query: null }, {}) ??
      (isRefusal(sent) ? sent : refuseBrowserField(sent.value, form.fields))
    const refusal = misplaced ?? (isRefusal(sent) ? sent : await pay(options, visit, sent.value, request))
    const intent = await options.intentOf(visit.environment.id, visit.intent.id)
    if (intent === null) return gone(reply, speechOf(request))
    const after = { ...visit, intent }
    // A decline ends the visit where there is a shop to go back to; it sends its payer again if it likes.
    if (
      refusal === null ||
      (refusal.kind === 'declined' && refusal.shows !== undefined && returnsToShop(options, intent))
    )
      return refusal === null
        ? await goOn(request, reply, options, after)
        : leaveCheckout(request, reply, options, after)
    return await ask(reply, options, after, refusal, typedIn(parsed), atOf(filled))
  })

  // Where banks, wallets and challenges send the payer back to.
  app.get('/checkout/:env/:intent/back', async (request, reply) => {
    const visit = await find(request, 'payment_intent_client_secret')
    return visit === null ? gone(reply, speechOf(request)) : leaveCheckout(request, reply, options, visit)
  })

  app.get('/checkout/:env/:intent/done', (request, reply) => {
    const status = queryField(request.url, 'status')
    const end = visitEnds.find((one) => one === status) ?? 'pending'
    const speech = speechOf(request)
    return sendPage(reply, 200, endPage(speech, end, speech.text.closePage), speech)
  })
}

/** Pays with what the form says; null where the payment goes on. */
async function pay(
  options: CheckoutOptions,
  { environment, intent, session }: Visit,
  form: PostedFields,
  http: FastifyRequest,
): Promise<Refusal | null> {
  const { engine } = options
  const request: RequestContext = {
    environment,
    requestId: http.id,
    audience: 'publishable',
    payer: payerNetwork(http),
    actor: { type: 'payer', key: null, address: http.ip, call: 'POST /checkout/:env/:intent' },
    idempotency: null,
    expand: [],
    bytes: Buffer.isBuffer(http.body) ? http.body.length : 0,
  }
  const { client_secret } = intent
  if (form.code !== undefined)
    return told(await engine.run(submitCode, { intent: intent.id, code: form.code, client_secret }, request))
  const saved = form.payment_method ?? null
  if (saved !== null && !(await options.savedCards.of(environment, intent, session)).some(({ id }) => id === saved))
    return options.savedCards.refuse()
  const method = await methodChoice(form, engine, request)
  if (isRefusal(method)) return method
  const chosen = saved === null ? (form.payment_method_data?.type ?? null) : 'card'
  const misplaced = refuseChoice(options.dialects, intent, chosen === null ? null : options.methods.of(chosen), method)
  if (misplaced !== null) return misplaced
  const keptCvc = await keepCvc(form, method, intent.id, engine, request)
  if (isRefusal(keptCvc)) return keptCvc
  const save = form.save === true && (await options.savedCards.maySave(environment, intent, session))
  const answer = await engine.run(
    confirmIntent,
    {
      intent: intent.id,
      method: save && method !== null ? options.savedCards.shownAgain(method) : method,
      off_session: false,
      return_url: returnLinkOf(options, intent),
      client_secret,
      cvc_given: keptCvc,
      ...termsShown(form.asked),
      confirmOptions: confirmOptionsOf(form),
      ...(save && intent.setup_future_usage === null ? { setup_future_usage: 'on_session' as const } : {}),
    },
    request,
  )
  return told(answer)
}

const told = ({ refusal }: Reply): Refusal | null => refusal ?? null

/** What comes next for the payer: to choose, to act, or to go back. */
async function goOn(request: FastifyRequest, reply: FastifyReply, options: CheckoutOptions, visit: Visit) {
  const { intent, speech } = visit
  const { id, env, client_secret, attempt } = intent
  if (intent.confirmation_method === 'manual' && isUnconfirmed(intent)) return byHand(reply, speech)
  if (isUnconfirmed(intent)) return await ask(reply, options, visit, null, new Map())
  if (intent.status !== 'requires_action' || attempt === null) return leaveCheckout(request, reply, options, visit)
  if (attempt.challenge?.result === null)
    return reply.redirect(speech.link(`/3ds/${env}/${id}/${attempt.challenge.id}?client_secret=${client_secret}`), 303)
  const action = attempt.asked?.action ?? null
  if (action === null) return leaveCheckout(request, reply, options, visit)
  if (action.kind === 'one_time_code') return await ask(reply, options, visit, null, new Map())
  return sendRedirectPage(
    request,
    reply,
    action.kind === 'redirect' && !action.url.startsWith('/')
      ? action.url
      : speech.link(`/pay/${env}/${id}/${attempt.charge}?client_secret=${client_secret}`),
    speech,
  )
}

/** Nobody types a card's number into a page that can bring it nowhere. */
function closed(reply: FastifyReply, speech: Speech, refusal: Refusal) {
  const { payment, notOpen } = speech.text
  const body = html`<h1>${notOpen}</h1><p>${payerWords(speech, refusal, null)}</p>`
  return sendPage(reply, 403, { title: payment, body }, speech)
}

async function ask(
  reply: FastifyReply,
  options: CheckoutOptions,
  visit: Visit,
  refusal: Refusal | null,
  typed: Typed,
  at = '',
) {
  const { environment, intent, session, speech } = visit
  const shut = options.unserved(environment)
  if (shut !== null) return closed(reply, speech, shut)
  const { methods, dialects } = options
  const now = options.nowIn(environment)
  const amount = speech.money(owedAmount(intent), intent.currency)
  // A saved one is a card.
  const sent = at === '' ? null : (methods.of(at) ?? methods.of('card'))
  const text = refusal === null ? null : payerWords(speech, refusal, sent)
  const action = intent.status === 'requires_action' ? (intent.attempt?.asked?.action ?? null) : null
  const payable = payableTypes(intent, { methods, now }).flatMap((type) => methods.of(type) ?? [])
  const offered = hostedMethods(dialects, intent, payable)
  const cards = hostsCards(dialects, intent, methods.of('card'))
  const choice: Choice = {
    methods: offered,
    saved: cards ? await options.savedCards.of(environment, intent, session) : [],
    maySave: cards && (await options.savedCards.maySave(environment, intent, session)),
    chosen: intent.status === 'requires_confirmation',
    amount,
    asked: askedOf(intent),
    problem: text === null ? null : { at, text, field: refusal?.param ?? null },
    typed: filledFields(dialects, intent, offered, typed),
  }
  const last = refusal === null && intent.status === 'requires_payment_method' ? intent.last_payment_error : null
  if (refusal?.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
  const { checkout, noRealMoney } = speech.text
  const title = checkout.pay(amount)
  const asksCode = action?.kind === 'one_time_code' && at === ''
  return sendPage(
    reply,
    refusal === null ? 200 : refusal.kind === 'rate_limited' ? 429 : 402,
    {
      title: refusal === null ? title : checkout.notPaidYet(title),
      body: html`<p class="soft">${isolated(shopBrandOf(dialects, intent, environment))}${environment.livemode ? null : ` · ${noRealMoney}`}</p>
     <h1 class="amount">${amount}</h1>
     ${last === null ? null : html`<p class="error" role="alert">${lastErrorWords(speech, last)}</p>`}
     ${
       asksCode
         ? html`${codeForm(speech, action.digits, action.dial_code, text)}<p><a href="${linkTo(speech.link(`${checkoutUrl(intent, '')}&again=1`))}">${checkout.otherWay}</a></p>`
         : formsOf(speech, choice)
     }`,
      permissions: { forms: appsOf(options, intent), style: styleOf(dialects, intent) },
    },
    speech,
  )
}

/** The form that was sent: a saved card's, a method's, or neither. */
const atOf = (form: PostedFields): string => form.payment_method ?? form.payment_method_data?.type ?? ''

/** A form sends what is left open as an empty text. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== '')
      .map(([name, field]) => [name, withoutEmpty(field)]),
  )
}

/** Texts by their names in the form. */
function typedIn(form: unknown, path = ''): Map<string, string> {
  const typed = new Map<string, string>()
  for (const [name, field] of Object.entries(form as object)) {
    const here = path === '' ? name : `${path}[${name}]`
    if (typeof field === 'string') typed.set(here, field)
    else if (typeof field === 'object' && field !== null)
      for (const [inner, text] of typedIn(field, here)) typed.set(inner, text)
  }
  return typed
}
