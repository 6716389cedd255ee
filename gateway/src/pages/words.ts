/** What payers are told in their language: names of ways to pay, and refusals. They know no parameter and no code. */
import type { Method } from '../contracts/method.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { PaymentIntent } from '../resources/payments/payment-intent/index.ts'
import { formFieldsOf, savedCodeField } from './form-fields.ts'
import type { Speech } from './language.ts'
import type { ByInstrument } from './messages/en.ts'

/** A text by a name that comes from elsewhere; a table answers to nothing but its own entries. */
const entry = <Text>(texts: Readonly<Record<string, Text>>, name: string): Text | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined

/** A brand is called the same everywhere. */
export const methodName = ({ text }: Speech, { code, label }: Pick<Method, 'code' | 'label'>): string =>
  entry(text.methods, code) ?? label

/** `bca` → `BCA`, `mtn_cm` → `mtn cm`: names of banks have no language, the others are words. */
export function choiceName({ text }: Speech, choice: string): string {
  const name = choice.replaceAll('_', ' ')
  return entry(text.choices, choice) ?? (name.length > 4 ? name : name.toUpperCase())
}

/** A line of a slip besides its number: `bank_name`. */
export const slipName = ({ text }: Speech, fact: string): string => entry(text.slip, fact) ?? fact.replaceAll('_', ' ')

/** A decline, as it is said of a card or of any other way to pay. */
export function declineWords({ text }: Speech, declineCode: string | null | undefined, isCard: boolean): string {
  const words: ByInstrument = entry<ByInstrument>(text.declines, declineCode ?? '') ?? text.declines.generic_decline
  return isCard ? words.card : words.other
}

type PaymentError = NonNullable<PaymentIntent['last_payment_error']>

/** What is said of a refusal, or of a payment's last error. */
type Fault = Pick<Refusal, 'code'> & { readonly decline_code?: string | null }

/** Why it failed, where the codes say so. */
const knownWords = (speech: Speech, { code, decline_code }: Fault, isCard: boolean): string | undefined =>
  entry<string>(speech.text.refusals, code) ??
  (typeof decline_code === 'string' ? declineWords(speech, decline_code, isCard) : undefined)

/** Why the last attempt failed, in a payer's words. */
export const lastErrorWords = (speech: Speech, error: PaymentError): string => {
  const isCard = error.payment_method?.card != null
  return knownWords(speech, error, isCard) ?? declineWords(speech, null, isCard)
}

/** A refusal in a payer's words; `method` is the one whose form was sent. */
export function payerWords(speech: Speech, refusal: Refusal, method: Method | null): string {
  const { text } = speech
  const isCard = method?.code === 'card'
  if (refusal.kind === 'rate_limited' && refusal.retryAfterSeconds !== undefined)
    return text.tooManyTries(speech.seconds(refusal.retryAfterSeconds))
  const known = knownWords(speech, refusal, isCard)
  if (known !== undefined) return known
  // What only the shop can mend is told to the shop; its payer is told what it means.
  if (refusal.payerMessage !== undefined) return text.shopCannot
  if (refusal.kind === 'declined') return declineWords(speech, null, isCard)
  if (refusal.kind === 'unavailable' || refusal.kind === 'internal') return text.didNotWork
  const fields = method === null ? [] : [...formFieldsOf(method), ...(isCard ? [savedCodeField] : [])]
  const field = fields.find(({ name }) => name === refusal.param)
  if (field === undefined) return text.checkInput
  const label = text.fields[field.label]
  return refusal.code === 'parameter_missing' || refusal.code === 'parameter_invalid_empty'
    ? text.fillIn(label)
    : text.checkField(label)
}
