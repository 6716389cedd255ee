/** How an attempt is begun: the method with its phone, and another currency where the payer pays in one. */
import type { ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import { defineRefusal, isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { type MethodChoice, methodChoice } from '../../resources/customers/payment-method/index.ts'
import { presentmentOf, type Quote } from '../../resources/payments/payment-intent/index.ts'
import { requiresPhone, startable } from './catalogue.ts'
import type { AttemptInput } from './fields.ts'
import { nativeMethodCode } from './method-codes.ts'

const refuseMethod = {
  unknown: defineRefusal<{ code: string }>(
    'invalid_request',
    'method_code_unknown',
    "No method that an attempt can be started with has this code. Ask for the intent's countries and methods; cards are entered on the hosted page of a checkout.",
    ({ code }) => `No payment method '${code.slice(0, 60)}' is configured for attempts.`,
    () => ({ param: 'payment_method_data[type]' }),
  ),
}

export type Payer = {
  readonly name: string | null
  readonly email: string | null
  readonly country: string | null
}

/** Fields of a method's own object have the names of the request: `payment_method_data[momo_mtn][phone]` is the phone's number. */
const ofRequest = (refusal: Refusal, code: string): Refusal => {
  const own = `payment_method_data[${code}]`
  if (refusal.param === `${own}[phone]`) return { ...refusal, param: 'payment_method_data[billing_details][phone]' }
  if (refusal.param === `${own}[country]`)
    return { ...refusal, param: 'payment_method_data[billing_details][address][country]' }
  return refusal
}

export async function attemptInput(
  input: AttemptInput,
  { amount, currency }: { readonly amount: number; readonly currency: string },
  payer: Payer,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<{ method: MethodChoice; presentment: Quote | null } | Refusal> {
  const { phone } = input
  const code = nativeMethodCode(input.method_code)
  const method = engine.methods.of(code)
  if (method === null || !startable(method)) return refuseMethod.unknown({ code: input.method_code })
  const said = input.country?.toUpperCase()
  // Where the payer lives says nothing about where the wallet is.
  const fits = payer.country !== null && (method.countries === null || method.countries.includes(payer.country))
  const country = said ?? (fits ? (payer.country ?? undefined) : undefined)
  const wallet = phone?.country?.toUpperCase() ?? said
  const choice = await methodChoice(
    {
      payment_method_data: {
        type: code,
        ...(requiresPhone(method)
          ? {
              [code]: {
                ...(phone === undefined ? {} : { phone: phone.number }),
                ...(wallet === undefined ? {} : { country: wallet }),
              },
            }
          : {}),
        billing_details: {
          ...(payer.name === null ? {} : { name: payer.name }),
          ...(payer.email === null ? {} : { email: payer.email }),
          ...(country === undefined ? {} : { address: { country } }),
        },
      },
    },
    engine,
    request,
  )
  if (isRefusal(choice)) return ofRequest(choice, code)
  if (choice === null) return refuseMethod.unknown({ code: input.method_code })
  const presentmentInput = input.currency === undefined ? {} : { presentment_currency: input.currency }
  const presentment = await presentmentOf(presentmentInput, { amount, currency }, engine)
  return isRefusal(presentment) ? presentment : { method: choice, presentment }
}
