/** The forms of the hosted page: one for each method that a payer may choose, with the fields that it needs. No script. */
import type { Method } from '../../contracts/method.ts'
import { holdsCardNumber } from '../../kernel/card-number.ts'
import { type Html, html } from '../../kernel/html.ts'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { type FormField, formFieldsOf, inData, savedCodeField } from '../form-fields.ts'
import type { Speech } from '../language.ts'
import { choiceName, methodName } from '../words.ts'

/** What a form brought, by field name: shown again where something was wrong. */
export type Typed = ReadonlyMap<string, string>

/** What is wrong with a field, told below it and to whoever hears the page; the first of a form has the focus. */
function inputOf(speech: Speech, field: FormField, id: string, typed: Typed, wrong: string | null): Html {
  const was = typed.get(field.name) ?? ''
  const value = field.secret || holdsCardNumber(was) ? '' : was
  const error = `${id}-error`
  const told = wrong === null ? null : html` aria-invalid="true" aria-describedby="${error}" autofocus`
  const shared = html`id="${id}" name="${field.name}"${field.optional ? null : html` required`}${told}`
  const input =
    field.choices === undefined
      ? html`<input ${shared} ${field.like} value="${value}">`
      : html`<select ${shared}>${field.choices.map(
          (choice) =>
            html`<option value="${choice}"${choice === value ? html` selected` : null}>${choiceName(speech, choice)}</option>`,
        )}</select>`
  const below = wrong === null ? null : html`<small class="error" id="${error}" role="alert">${wrong}</small>`
  const { fields, optional } = speech.text
  return html`<p${field.narrow ? html` class="narrow"` : null}><label for="${id}">${fields[field.label]}${
    field.optional ? html` <span class="soft">(${optional})</span>` : null
  }</label>${input}${below}</p>`
}

/** What a payer may choose, and what was wrong with the last choice. */
export type Choice = {
  readonly methods: readonly Method[]
  /** Saved cards of the payer who is known. */
  readonly saved: readonly PaymentMethod[]
  /** The payer may have a new card saved. */
  readonly maySave: boolean
  /** The payment has a method already, and waits for the payer's word. */
  readonly chosen: boolean
  /** The amount that the page shows, in words. */
  readonly amount: string
  /** The terms that the page shows, as the form says them again. */
  readonly asked: string
  /** `field` where it is about one that the form shows, by its name. */
  readonly problem: { readonly at: string; readonly text: string; readonly field: string | null } | null
  readonly typed: Typed
}

/** What is wrong with the whole form stands before it, and has the focus. */
const alert = (text: string): Html => html`<p class="error" role="alert" tabindex="-1" autofocus>${text}</p>`

type Group = { readonly at: string; readonly title: Html | string; readonly fields: Html | null }

const group = (
  { text }: Speech,
  { at, title, fields }: Group,
  { amount, asked, problem }: Choice,
  open: boolean,
): Html =>
  html`<details name="method" class="card"${open ? html` open` : null}><summary>${title}</summary><form method="post" class="fields">${
    problem?.at === at && problem.field === null ? alert(problem.text) : null
  }${fields}${hidden('asked', asked)}<p><button>${text.checkout.pay(amount)}</button></p></form></details>`

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

const saveBox = ({ text }: Speech): Html =>
  html`<p><label><input type="checkbox" name="save" value="true"> ${text.checkout.saveCard}</label></p>`

/** The problem at its field, or at the form where the form does not have that field. */
function placed({ problem, methods, saved }: Choice): Choice['problem'] {
  if (problem === null) return null
  const method = methods.find(({ code }) => code === problem.at)
  const names = method === undefined ? [savedCodeField.name] : formFieldsOf(method).map(({ name }) => name)
  const known = method !== undefined || saved.some(({ id }) => id === problem.at)
  // What is wrong with a card is named as the card names it: `number`.
  const field = names.find((name) => name === problem.field || name === inData('card', problem.field ?? ''))
  return { ...problem, field: known ? (field ?? null) : null }
}

/** All forms, one open at a time; the first where nothing was chosen yet. */
export function formsOf(speech: Speech, choice: Choice): Html {
  const { chosen, methods, saved, typed } = choice
  const { checkout } = speech.text
  const problem = placed(choice)
  const wrongAt = (at: string, name: string) => (problem?.at === at && problem.field === name ? problem.text : null)
  const groups: readonly Group[] = [
    ...(chosen ? [{ at: '', title: checkout.asAgreed, fields: null }] : []),
    ...saved.map(({ id, card }) => {
      const code = inputOf(speech, savedCodeField, `cvc-${id}`, new Map(), wrongAt(id, savedCodeField.name))
      return {
        at: id,
        title: checkout.savedCard((card?.brand ?? '').toUpperCase(), card?.last4 ?? ''),
        fields: html`${hidden('payment_method', id)}${code}`,
      }
    }),
    ...methods.map((method) => {
      const inputs = formFieldsOf(method).map((field) => {
        const id = `${method.code}-${field.name.replace(/\W+/g, '-')}`
        return inputOf(speech, field, id, typed, wrongAt(method.code, field.name))
      })
      const save = method.code === 'card' && choice.maySave ? saveBox(speech) : null
      return {
        at: method.code,
        title: methodName(speech, method),
        fields: html`${hidden(inData('type'), method.code)}${inputs}${save}`,
      }
    }),
  ]
  if (groups.length === 0) return html`<div class="card"><p>${checkout.nothingOffered}</p></div>`
  const open = groups.some(({ at }) => at === problem?.at) ? problem?.at : groups[0]?.at
  const lost = problem !== null && !groups.some(({ at }) => at === problem.at)
  return html`${lost ? html`<div class="card">${alert(problem.text)}</div>` : null}${groups.map((one) =>
    group(speech, one, { ...choice, problem }, one.at === open),
  )}`
}

/** The form for a code that a payer was sent or dialled for. */
export function codeForm({ text }: Speech, digitCount: number, dialCode: string | null, problem: string | null): Html {
  const { checkout, goOn } = text
  const wrong = problem === null ? null : html` aria-invalid="true" aria-describedby="code-error" autofocus`
  return html`<form method="post" class="card">
   <p>${dialCode === null ? checkout.codeSent : checkout.dialForCode(html`<code>${dialCode}</code>`)}</p>
   <p><label for="code">${checkout.codeDigits(digitCount)}</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${wrong}></p>
   ${problem === null ? null : html`<p class="error" id="code-error" role="alert">${problem}</p>`}
   <button class="wide">${goOn}</button></form>`
}
