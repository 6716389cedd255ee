/**
 * Sentences of ours in the words of another API: what it calls a payment, its statuses, its ids, its fields. A refusal is
 * worded where it is decided, once, in the native words; a merchant of another API has never met those.
 *
 *   'This PaymentIntent could not be captured because it has a status of succeeded. Only …'
 *   → 'This payment session could not be captured because it has a status of PAID.'
 *
 * First a sentence of the API's own for the code, where ours would not do; else ours, with its words exchanged. What is left of
 * ours after that is a word that nobody thought of, so the sentence is exchanged for a plain one about the kind of the refusal: a
 * merchant reads less, and nothing that is wrong.
 */
import type { ForeignIds } from '../kernel/foreign-id.ts'
import { lookup } from '../kernel/lookup.ts'
import type { RefusalKind } from '../kernel/refusal.ts'

export type Vocabulary = {
  /** What it calls a payment, within a sentence: `payment session`. */
  readonly payment: string
  /** Its statuses of a payment, total over its phases (contracts/dialect.ts); null where it has ours. */
  readonly statuses: Readonly<Record<string, string>> | null
  /** Amounts of its requests: a sentence about smallest units says nothing where they are in major ones. */
  readonly units: 'major' | 'smallest'
  /** Its ids by the prefix of ours; an id without one is left out of a sentence. */
  readonly ids: Readonly<Record<string, ForeignIds>>
  /** Its codes of methods by ours, where they differ and ours is no plain word. */
  readonly methods: Readonly<Record<string, string>>
  /** Words of ours that are its own as well. */
  readonly own: readonly RegExp[]
  /** Whole sentences by code; `{payment}` and `{field}` are filled in. */
  readonly sentences: Readonly<Record<string, string>>
  /** How it writes a field: `customer.email`, `customer[email]`. */
  field(path: readonly string[]): string
}

/** What a sentence is about. */
export type Sentence = {
  readonly text: string
  readonly code: string
  readonly kind: RefusalKind
  /** The field that it is about, as ours and as theirs. */
  readonly field: { readonly ours: string; readonly theirs: string } | null
  /** Further fields of the call by our names; only those that no plain word could be are looked for. */
  readonly fields: ReadonlyMap<string, string>
}

const phaseOfStatus: Readonly<Record<string, string>> = lookup({
  requires_payment_method: 'needs_method',
  requires_confirmation: 'needs_confirmation',
  requires_action: 'needs_action',
  requires_capture: 'authorised',
  processing: 'processing',
  succeeded: 'paid',
  canceled: 'canceled',
})

/** Sentences for every API without ours of the same code. */
const usual: Readonly<Record<string, string>> = lookup({
  payment_intent_payment_method_missing: 'The {payment} has no payment method yet.',
  payment_intent_action_required: 'The payer has to finish the authentication of this {payment} first.',
  one_time_code_not_asked: 'This {payment} waits for no code.',
  operation_in_progress: 'Another request is being processed for this {payment}. Try again when it has ended.',
  outcome_already_recorded: 'The outcome of this {payment} is recorded already.',
  charge_already_refunded: 'All of this {payment} has already been refunded.',
  charge_not_captured: 'Nothing of this {payment} has been paid that could be refunded.',
  simulation_nothing_to_pay: 'The payer of this {payment} was not asked for anything yet.',
  payment_method_type_unknown: 'This payment method is not offered.',
  payment_method_type_not_allowed: 'This {payment} cannot be paid with this method.',
  secret_key_required: 'This call needs a secret key.',
  method_not_allowed: 'The method is not supported at this URL.',
})

const plain: Readonly<Record<RefusalKind, string>> = {
  invalid_request: 'A value of the request is missing or not valid.',
  unexpected_state: 'This cannot be done as things stand.',
  unauthenticated: 'The credentials are missing or not valid.',
  declined: 'The payment was declined.',
  forbidden: 'The credentials do not allow this.',
  not_found: 'There is nothing by this id.',
  in_progress: 'Another request is being worked on. Try again in a moment.',
  idempotency_mismatch: 'This key was used for another request before.',
  too_large: 'The request is larger than any valid one.',
  rate_limited: 'Too many requests. Try again a little later.',
  internal: 'An unexpected fault. Nothing was done.',
  unavailable: 'This cannot be done just now. Nothing was done; try again in a moment.',
}

/** Words of the native API, or internal to the gateway: users of another API have never met them. */
const nativeWords: readonly RegExp[] = [
  /\b(Payment|Setup)Intents?\b/,
  /\b(payment_intent|setup_intent|payment_method|webhook_endpoint|customer_session|next_action|client_secret)\w*/,
  /\brequires_(payment_method|confirmation|action|capture)\b/,
  /\b[a-z]{2,8}_[0-9A-Za-z]{24}\b/,
  /\bBearer\b/,
  /\bIdempotency-Key\b/,
  /\bStripe\b/,
  /\/docs\b|\/v1\/payment_method/,
  /\bconfirm=true\b|\bcapture_method\b|\bmandate_data\b|\bbank_account\b|\bpresentment_\w+/,
  /\^[^ ]*\$|must match pattern/,
]

/** A word that may stand for a field without being mistaken for one of a sentence. */
const isName = (name: string): boolean => /[_[]/.test(name)

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const replaceName = (text: string, from: string, to: string): string =>
  text.replaceAll(new RegExp(`(?<![\\w\\]])${escaped(from)}(?![\\w[])`, 'g'), () => to)

/** A sentence of ours as the API says it. */
export function translateRefusal(vocabulary: Vocabulary, said: Sentence): string {
  const { payment, sentences } = vocabulary
  const own = sentences[said.code] ?? usual[said.code]
  if (own !== undefined)
    return own.replaceAll('{payment}', payment).replaceAll('{field}', said.field?.theirs ?? 'a field')
  const text = withWords(vocabulary, withFields(said))
  return isForeign(vocabulary, text) ? text : plain[said.kind]
}

/** A sentence that is about no refusal: why a charge failed. */
export const translateText = (vocabulary: Vocabulary, text: string, otherwise: string): string => {
  const worded = withWords(vocabulary, text)
  return isForeign(vocabulary, worded) ? worded : otherwise
}

const isForeign = ({ own }: Vocabulary, text: string): boolean => {
  const rest = own.reduce((left, word) => left.replaceAll(new RegExp(word, 'g'), ''), text)
  return !nativeWords.some((word) => word.test(rest))
}

function withFields({ text, field, fields }: Sentence): string {
  // Names that are plain words too stand where a sentence names its field: after a colon, or between quotes.
  let worded =
    field === null
      ? text
      : text
          .replace(`param: ${field.ours}`, `field: ${field.theirs}`)
          .replace(` for ${field.ours}:`, ` for ${field.theirs}:`)
          .replaceAll(`'${field.ours}'`, `'${field.theirs}'`)
          .replace(/^Missing required param:/, 'Missing required field:')
  const named = [...(field === null ? [] : [[field.ours, field.theirs] as const]), ...fields]
  for (const [ours, theirs] of named.sort(([a], [b]) => b.length - a.length))
    if (isName(ours)) worded = replaceName(worded, ours, theirs)
  return worded
}

function withWords(vocabulary: Vocabulary, text: string): string {
  const { payment, statuses, units, ids, methods } = vocabulary
  let worded = text
    .replaceAll(/ (The reference at \/docs lists every call|All types are listed at \/docs\/\w+)\./g, '')
    .replaceAll('Invalid Idempotency-Key:', 'The idempotency key is not valid:')
    .replaceAll(/ with the key '[a-z]+\//g, " with the key '")
    .replaceAll(/ idempotency key '[a-z]+\//g, " idempotency key '")
    .replaceAll(/\bPaymentIntent\b|(?<=^No such )payment_intent\b/g, payment)
    .replaceAll(/\bPaymentMethod\b/g, 'payment method')
    .replaceAll(/(?<=^No such )setupintent\b/g, 'setup intent')
    .replace(/(?<=^No such )[a-z_]+/, (noun) => noun.replaceAll('_', ' '))
    .replaceAll(/\b[a-z][a-z_]+\b/g, (word) => (Object.hasOwn(methods, word) ? (methods[word] ?? word) : word))
    .replaceAll(/ ?\b([a-z]{2,8})_[0-9A-Za-z]{24}\b/g, (found, prefix: string) => {
      const known = Object.hasOwn(ids, prefix) ? ids[prefix] : undefined
      return known === undefined ? '' : `${found.startsWith(' ') ? ' ' : ''}${known.of(found.trim())}`
    })
    .replace(/: ''$/, '.')
  if (units === 'major')
    worded = worded
      .replaceAll(/ \(\d+ in the smallest unit\)/g, '')
      .replaceAll(/ Amounts are whole numbers of the currency's smallest unit\./g, '')
  if (statuses === null) return worded
  // The allowed statuses are listed in ours, several of which are one in theirs.
  worded = worded.replaceAll(/ Only an? .{1,40} with one of the following statuses may be [^.]*\./g, '')
  return worded.replaceAll(
    /(?<=\bstatus (?:of )?|\bit is )(requires_[a-z_]+|processing|succeeded|canceled)\b/g,
    (status) => {
      const phase = phaseOfStatus[status]
      return (phase === undefined ? undefined : statuses[phase]) ?? status
    },
  )
}
