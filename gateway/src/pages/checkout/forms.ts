/** The forms of the hosted page: one for each method that a payer may choose, with the fields that it needs. No script. */
import type { TSchema } from 'typebox'
import type { Method } from '../../contracts/method.ts'
import { holdsCardNumber } from '../../kernel/card-number.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { escapeHtml } from '../../surfaces/http/pages.ts'
import { redact } from '../../surfaces/http/redact.ts'

type Field = {
  /** As the native API names it. */
  readonly name: string
  readonly label: string
  /** Attributes of the input. */
  readonly like: string
  readonly choices?: readonly string[]
  readonly optional?: true
  /** Never shown again, not even to whoever typed it. */
  readonly secret?: true
}

/** What a form brought, by field name: shown again where something was wrong. */
export type Typed = ReadonlyMap<string, string>

const inData = (...path: readonly string[]): string => `payment_method_data${path.map((part) => `[${part}]`).join('')}`

const digits = 'inputmode="numeric" autocomplete='
const cardFields: readonly Field[] = [
  {
    name: inData('card', 'number'),
    label: 'Card number',
    like: `${digits}"cc-number" maxlength="30" placeholder="1234 1234 1234 1234"`,
    secret: true,
  },
  {
    name: inData('card', 'exp_month'),
    label: 'Month',
    like: `${digits}"cc-exp-month" maxlength="2" size="4" placeholder="MM"`,
  },
  {
    name: inData('card', 'exp_year'),
    label: 'Year',
    like: `${digits}"cc-exp-year" maxlength="4" size="6" placeholder="YYYY"`,
  },
  {
    name: inData('card', 'cvc'),
    label: 'Security code',
    like: `${digits}"cc-csc" maxlength="4" size="6" placeholder="CVC"`,
    secret: true,
  },
  {
    name: inData('billing_details', 'name'),
    label: 'Name on the card',
    like: 'autocomplete="cc-name" maxlength="200"',
    optional: true,
  },
]

/** Fields of `billing_details` that a method may require. */
const payerFields: Readonly<Record<string, Pick<Field, 'label' | 'like'>>> = lookup({
  name: { label: 'Your name', like: 'autocomplete="name" maxlength="200"' },
  email: { label: 'E-mail', like: 'type="email" autocomplete="email" maxlength="320"' },
  phone: { label: 'Phone', like: 'type="tel" autocomplete="tel" maxlength="32"' },
  tax_id: { label: 'Tax number', like: 'maxlength="20"' },
  'address[country]': { label: 'Country', like: 'autocomplete="country" maxlength="2" size="4" placeholder="DE"' },
})
/** Fields of a method's own object that its payer knows; the others are the merchant's to choose. */
const ownFields: Readonly<Record<string, Pick<Field, 'label' | 'like' | 'optional' | 'secret'>>> = lookup({
  phone: { label: 'Phone', like: 'type="tel" autocomplete="tel" maxlength="32" placeholder="+229 01 61 23 45 67"' },
  channel: { label: 'Bank', like: '' },
  bank: { label: 'Bank', like: 'maxlength="50"', optional: true },
  iban: { label: 'IBAN', like: 'maxlength="42"', secret: true },
  account_number: { label: 'Account number', like: `${digits}"off" maxlength="17"`, secret: true },
  routing_number: { label: 'Routing number', like: `${digits}"off" maxlength="9"` },
  sort_code: { label: 'Sort code', like: `${digits}"off" maxlength="8"` },
  bsb_number: { label: 'BSB', like: `${digits}"off" maxlength="7"` },
  institution_number: { label: 'Institution number', like: `${digits}"off" maxlength="3"` },
  transit_number: { label: 'Transit number', like: `${digits}"off" maxlength="5"` },
  bank_code: { label: 'Bank', like: `${digits}"off" maxlength="2"` },
  branch_code: { label: 'Branch', like: `${digits}"off" maxlength="4"` },
  suffix: { label: 'Suffix', like: `${digits}"off" maxlength="4"` },
  account_holder_type: { label: 'Account holder', like: '' },
  tax_id: { label: 'CPF or CNPJ', like: 'maxlength="20"' },
})

export function formFieldsOf(method: Method): readonly Field[] {
  if (method.code === 'card') return cardFields
  const own = Object.entries(method.fields.properties as Record<string, TSchema & { enum?: readonly string[] }>)
    .filter(([name]) => ownFields[name] !== undefined && !method.merchant_fields?.includes(name))
    .map(([name, schema]): Field => {
      const { optional, ...known } = ownFields[name] ?? { label: name, like: '' }
      return {
        name: inData(method.code, name),
        ...known,
        ...(schema.enum === undefined ? {} : { choices: schema.enum }),
        // FPX has no page on which the payer could choose.
        ...(optional && method.code !== 'fpx' ? { optional } : {}),
      }
    })
  const payer = method.requires
    .filter((detail) => !own.some(({ name }) => name.endsWith(`[${detail}]`)))
    .map((detail): Field => {
      const path = detail.replace(']', '').split('[')
      const choices = detail === 'address[country]' ? method.countries : null
      const known = payerFields[detail] ?? { label: detail, like: '' }
      return { name: inData('billing_details', ...path), ...known, ...(choices === null ? {} : { choices }) }
    })
  const typed = method.requires_options.map(
    (option): Field => ({
      name: `payment_method_options[${method.code}][${option}]`,
      label: 'Code of your bank app',
      like: `${digits}"one-time-code" maxlength="6"`,
      secret: true,
    }),
  )
  return [...payer, ...own, ...typed]
}

/** What is wrong with a field, told below it and to whoever hears the page; the first of a form has the focus. */
function inputOf(field: Field, id: string, typed: Typed, wrong: string | null): string {
  const was = typed.get(field.name) ?? ''
  const value = field.secret || holdsCardNumber(was) ? '' : was
  const error = `${id}-error`
  const told = wrong === null ? '' : ` aria-invalid="true" aria-describedby="${escapeHtml(error)}" autofocus`
  const shared = `id="${escapeHtml(id)}" name="${escapeHtml(field.name)}"${field.optional ? '' : ' required'}${told}`
  const input =
    field.choices === undefined
      ? `<input ${shared} ${field.like} value="${escapeHtml(value)}">`
      : `<select ${shared}>${field.choices
          .map((choice) => {
            const text = choice.replaceAll('_', ' ')
            return `<option value="${escapeHtml(choice)}"${choice === value ? ' selected' : ''}>${escapeHtml(text.length > 4 ? text : text.toUpperCase())}</option>`
          })
          .join('')}</select>`
  const below =
    wrong === null ? '' : `<small class="error" id="${escapeHtml(error)}" role="alert">${escapeHtml(wrong)}</small>`
  return `<p${field.like.includes('size=') ? ' class="narrow"' : ''}><label for="${escapeHtml(id)}">${escapeHtml(field.label)}${field.optional ? ' <span class="soft">(optional)</span>' : ''}</label>${input}${below}</p>`
}

/** What a payer may choose, and what was wrong with the last choice. */
export type Choice = {
  readonly methods: readonly Method[]
  /** Saved cards of the payer who is known. */
  readonly saved: readonly PaymentMethod[]
  /** The payer may have a new card saved. */
  readonly maySave: boolean
  /** The payment has a method already, and waits for the payer's word. */
  readonly chosen: string | null
  readonly pay: string
  /** The amount and the currency that the page shows, as the form says them again. */
  readonly asked: string
  /** `field` where it is about one that the form shows, by its name. */
  readonly problem: { readonly at: string; readonly text: string; readonly field: string | null } | null
  readonly typed: Typed
}

/** What is wrong with the whole form stands before it, and has the focus. */
const alert = (text: string): string => `<p class="error" role="alert" tabindex="-1" autofocus>${escapeHtml(text)}</p>`

const group = (at: string, title: string, fields: string, { pay, asked, problem }: Choice, open: boolean): string =>
  `<details name="method" class="card"${open ? ' open' : ''}><summary>${title}</summary><form method="post" class="fields">` +
  `${problem?.at === at && problem.field === null ? alert(problem.text) : ''}` +
  `${fields}${hidden('asked', asked)}<p><button>${escapeHtml(pay)}</button></p></form></details>`

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`

const save = '<p><label><input type="checkbox" name="save" value="true"> Save this card for the next time</label></p>'

const savedTitle = ({ card }: PaymentMethod): string =>
  `${escapeHtml((card?.brand ?? '').toUpperCase())} <span class="soft">ending in</span> ${escapeHtml(card?.last4 ?? '')}`

const savedCode = 'payment_method_options[card][cvc]'

const cvcAgain = (id: string, wrong: string | null): string =>
  inputOf(
    {
      name: savedCode,
      label: 'Security code',
      like: `${digits}"cc-csc" maxlength="4" size="6"`,
      secret: true,
    },
    `cvc-${id}`,
    new Map(),
    wrong,
  )

/** The problem at its field, or at the form where the form does not have that field. */
function placed({ problem, methods, saved }: Choice): Choice['problem'] {
  if (problem === null) return null
  const method = methods.find(({ code }) => code === problem.at)
  const names = method === undefined ? [savedCode] : formFieldsOf(method).map(({ name }) => name)
  const known = method !== undefined || saved.some(({ id }) => id === problem.at)
  // What is wrong with a card is named as the card names it: `number`.
  const field = names.find((name) => name === problem.field || name === inData('card', problem.field ?? ''))
  return { ...problem, field: known ? (field ?? null) : null }
}

/** All forms, one open at a time; the first where nothing was chosen yet. */
export function formsOf(choice: Choice): string {
  const { chosen, methods, saved } = choice
  const problem = placed(choice)
  const wrongAt = (at: string, name: string) => (problem?.at === at && problem.field === name ? problem.text : null)
  const forms = [
    ...(chosen === null ? [] : [{ at: '', title: escapeHtml(chosen), fields: '' }]),
    ...saved.map((one) => ({
      at: one.id,
      title: savedTitle(one),
      fields: hidden('payment_method', one.id) + cvcAgain(one.id, wrongAt(one.id, savedCode)),
    })),
    ...methods.map((method) => ({
      at: method.code,
      title: escapeHtml(method.label),
      fields:
        hidden(inData('type'), method.code) +
        formFieldsOf(method)
          .map((field) =>
            inputOf(
              field,
              `${method.code}-${field.name.replace(/\W+/g, '-')}`,
              choice.typed,
              wrongAt(method.code, field.name),
            ),
          )
          .join('') +
        (method.code === 'card' && choice.maySave ? save : ''),
    })),
  ]
  if (forms.length === 0) return '<div class="card"><p>There is no way to pay this amount here.</p></div>'
  const open = forms.some(({ at }) => at === problem?.at) ? problem?.at : forms[0]?.at
  const lost = problem !== null && !forms.some(({ at }) => at === problem.at)
  return (
    `${lost ? `<div class="card">${alert(problem.text)}</div>` : ''}` +
    forms.map(({ at, title, fields }) => group(at, title, fields, { ...choice, problem }, at === open)).join('')
  )
}

/** A refusal in a payer's words: they know no parameter. */
export function payerWords(refusal: Refusal, method: Method | null): string {
  if (refusal.decline_code === 'live_mode_test_card') return 'Your card was declined: it is a test card.'
  if (refusal.payerMessage !== undefined) return refusal.payerMessage
  if (refusal.kind === 'declined') return refusal.message
  const field = method === null ? undefined : formFieldsOf(method).find(({ name }) => name === refusal.param)
  if (field !== undefined)
    return refusal.code === 'parameter_missing' || refusal.code === 'parameter_invalid_empty'
      ? `Please fill in: ${field.label}.`
      : `Please check: ${field.label}.`
  if (refusal.code === 'payment_intent_amount_mismatch')
    return 'The shop has changed what there is to pay. Nothing was paid; please look at the amount again.'
  return refusal.kind === 'unavailable' || refusal.kind === 'internal'
    ? 'This did not work. Nothing was paid. Please try again in a moment.'
    : redact(refusal.message)
}

export const codeForm = (digitCount: number, dialCode: string | null, problem: string | null): string =>
  `<form method="post" class="card">
   <p>${dialCode === null ? 'A code was sent to your phone.' : `Dial <code>${escapeHtml(dialCode)}</code> to get a code.`}</p>
   <p><label for="code">The ${digitCount} digits</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${problem === null ? '' : ' aria-invalid="true" aria-describedby="code-error" autofocus'}></p>
   ${problem === null ? '' : `<p class="error" id="code-error" role="alert">${escapeHtml(problem)}</p>`}
   <button class="wide">Go on</button></form>`
