/** The start of a setup attempt, shared by create (with `confirm`) and confirm, and its continuation after a challenge. */
import type { BroughtAuthentication, CardRequestOptions, StoredRequestOf } from '../../../contracts/connector.ts'
import { type DecidedEvent, event } from '../../../engine/aggregate.ts'
import type { CommandContext } from '../../../engine/command.ts'
import { callConnector, type Effect, type EffectOf } from '../../../engine/effect.ts'
import type { JsonObject } from '../../../kernel/json.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { refuseAttaching, refuseForeignMethod } from '../../customers/customer/index.ts'
import type { CustomerAcceptance } from '../../customers/mandate/index.ts'
import {
  createdMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  methodParam,
  methodTypeOf,
  type PaymentMethod,
} from '../../customers/payment-method/index.ts'
import { allowsType, namedTypes, oneTimeOptions } from '../payment-intent/index.ts'
import { setupAttempt, setupIntent } from './aggregate.ts'
import type { SetupCurrentAttempt, SetupIntent, SetupTerms } from './model.ts'
import { refuseSetup } from './refusals.ts'
import type { SetupTermsInput } from './terms.ts'

/** A method that is chosen for a setup: the one that exists by now, or the one that comes with the request. */
export type ChosenMethod = { readonly choice: MethodChoice; readonly row: PaymentMethod | null }

/** Refuses a method that this setup cannot save; null where it can. */
export function refuseChosen(
  terms: Pick<
    SetupTerms,
    | 'customer'
    | 'payment_method_types'
    | 'allowed_payment_method_types'
    | 'excluded_payment_method_types'
    | 'card_wishes'
  >,
  { choice, row }: ChosenMethod,
  { methods }: Pick<CommandContext, 'methods'>,
): Refusal | null {
  const type = methodTypeOf(choice, row)
  if (!allowsType(terms, type)) {
    const named = namedTypes(terms) ?? methods.all.filter(({ savable }) => savable).map(({ code }) => code)
    return refuseSetup.typeNotAllowed({ type, allowed: named.filter((one) => allowsType(terms, one)) })
  }
  const network = terms.card_wishes?.network
  const card = row === null ? (createdMethod(choice)?.card ?? null) : row.card
  if (card !== null && network !== undefined && !card.networks.includes(network))
    return refuseSetup.networkMissing({ network, available: card.networks })
  return (
    refuseAttaching(row, type, row?.customer ?? '', methods, methodParam(choice)) ??
    refuseForeignMethod(row, terms.customer)
  )
}

type SetupSubject = Pick<
  SetupIntent,
  'id' | 'attempts' | 'customer' | 'usage' | 'request_three_d_secure' | 'card_wishes'
>

/** What only the request that confirms knows: an authentication that was carried out elsewhere, and what a payer typed. */
export type SetupConfirmOptions = {
  readonly three_d_secure?: BroughtAuthentication
  readonly once?: Readonly<Record<string, JsonObject>>
}

export const setupConfirmOptionsOf = ({
  payment_method_options: options,
}: Pick<SetupTermsInput, 'payment_method_options'>): SetupConfirmOptions => {
  const brought = options?.card?.three_d_secure
  return { ...(brought === undefined ? {} : { three_d_secure: brought }), once: oneTimeOptions(options) }
}

/** Refuses a try without what its method is confirmed with, and a debit without its holder's leave. */
export function refuseUnreadySetup(
  intent: string | null,
  type: string,
  given: { readonly acceptance: CustomerAcceptance | null; readonly wishes?: SetupConfirmOptions },
  { methods }: Pick<CommandContext, 'methods'>,
): Refusal | null {
  const method = methods.of(type)
  const option = method?.requires_options.find((name) => given.wishes?.once?.[type]?.[name] === undefined)
  if (option !== undefined) return refuseSetup.optionMissing({ type, option, id: intent })
  // Debits are drawn from an account that is not the merchant's: no scheme does that without its holder's leave.
  return given.acceptance === null && method?.family === 'bank_debit' ? refuseSetup.mandateMissing({ type }) : null
}

export function startSetupAttempt(
  intent: SetupSubject,
  chosen: ChosenMethod,
  options: {
    changes: Partial<SetupTerms>
    acceptance: CustomerAcceptance | null
    return_url: string | null
    wishes?: SetupConfirmOptions
    /** The id of the account that it goes through. */
    account: string
  },
  context: CommandContext,
): { events: readonly DecidedEvent[]; effect: Effect } {
  const { choice, row } = chosen
  const created = createdMethod(choice)
  const payment_method = methodId(choice)
  const attempt: SetupCurrentAttempt = {
    id: context.newId('setatt'),
    payment_method,
    connector_account: options.account,
    call: context.newId('call'),
    challenge: null,
    acceptance: options.acceptance,
  }
  const { livemode } = context.environment
  const card = row === null ? (created?.card ?? null) : row.card
  const details = row === null ? (created?.method?.details ?? {}) : (row.details ?? {})
  return {
    events: [
      ...(created === null ? [] : [methodCreated(created, livemode)]),
      event(setupIntent, intent.id, {
        type: 'attempt_started',
        attempt,
        attempts: (intent.attempts ?? 0) + 1,
        changes: options.changes,
        return_url: options.return_url,
      }),
      event(setupAttempt, attempt.id, {
        type: 'started',
        livemode,
        terms: {
          setup_intent: intent.id,
          customer: intent.customer,
          payment_method,
          usage: intent.usage,
          card,
          method: card === null ? { type: methodTypeOf(choice, row), details } : null,
        },
      }),
    ],
    effect: verifyEffect(
      intent,
      attempt,
      methodTypeOf(choice, row),
      attempt.call ?? '',
      card === null ? undefined : options.wishes?.three_d_secure,
    ),
  }
}

/** The try that is left behind; nothing where there is none. Another one may begin in the same commit. */
export const abandonedSetupAttempt = ({ id, attempt }: Pick<SetupIntent, 'id' | 'attempt'>): readonly DecidedEvent[] =>
  attempt === null
    ? []
    : [event(setupAttempt, attempt.id, { type: 'abandoned' }), event(setupIntent, id, { type: 'attempt_ended' })]

/** The try goes on after its challenge, with a call of its own. */
export function continueSetupAttempt(
  intent: SetupIntent,
  attempt: SetupCurrentAttempt,
  context: CommandContext,
): { event: DecidedEvent; effect: Effect } {
  const call = context.newId('call')
  return {
    event: event(setupIntent, intent.id, { type: 'attempt_continued', call }),
    // Only a card's issuer challenges.
    effect: verifyEffect(intent, attempt, 'card', call),
  }
}

function verifyEffect(
  intent: Pick<SetupIntent, 'id' | 'request_three_d_secure' | 'card_wishes'>,
  attempt: SetupCurrentAttempt,
  method: string,
  call: string,
  brought?: BroughtAuthentication,
): EffectOf<'verify'> {
  const { challenge } = attempt
  const { moto, network, setup_credential_usage } = intent.card_wishes ?? {}
  const wishes: CardRequestOptions = {
    ...(moto === undefined ? {} : { moto }),
    ...(network === undefined ? {} : { network }),
    ...(setup_credential_usage === undefined ? {} : { setup_credential_usage }),
    ...(brought === undefined ? {} : { three_d_secure: brought }),
  }
  const request: StoredRequestOf<'verify'> = {
    subject: intent.id,
    purpose: 'set_up',
    // Its payer is there: that is what setting up is for.
    off_session: false,
    request_three_d_secure: intent.request_three_d_secure,
    authentication:
      challenge?.result == null
        ? null
        : { challenge: challenge.id, result: challenge.result, step: challenge.step ?? 'challenge' },
    ...(Object.keys(wishes).length === 0 ? {} : { wishes }),
  }
  return callConnector('verify', request, {
    id: call,
    recorder: setupIntent,
    root: intent.id,
    paymentMethod: attempt.payment_method,
    connectorAccount: attempt.connector_account,
    uses: { method },
  })
}
