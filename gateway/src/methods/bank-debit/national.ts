/** Debits of Britain, Australia, Canada and New Zealand: account numbers with the country's own kind of bank number. */
import { Type } from 'typebox'
import type { AcceptedMethod, Method, MethodDetails, MethodFacts, MethodInput } from '../../contracts/method.ts'
import { anyAmount, type Family, type MethodEntry, methodsOf, refuseMethodData } from '../../contracts/method-family.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { acssMandate, paytoMandate, referencePrefix, targetDate, verificationMethod } from './options.ts'

/** A field of digits: how it is written, what is taken, and whether it is the number that stays sealed. */
type Digits = { readonly pattern: RegExp; readonly why: string; readonly sealed?: true }

const schemes = lookup<Readonly<Record<string, Digits>>>({
  bacs_debit: {
    sort_code: { pattern: /^\d{6}$/, why: 'a sort code has six digits.' },
    account_number: { pattern: /^\d{8}$/, why: 'a British account number has eight digits.', sealed: true },
  },
  au_becs_debit: {
    bsb_number: { pattern: /^\d{6}$/, why: 'a BSB number has six digits.' },
    account_number: {
      pattern: /^\d{5,9}$/,
      why: 'an Australian account number has five to nine digits.',
      sealed: true,
    },
  },
  acss_debit: {
    institution_number: { pattern: /^\d{3}$/, why: 'the number of a Canadian institution has three digits.' },
    transit_number: { pattern: /^\d{5}$/, why: 'a transit number has five digits.' },
    account_number: {
      pattern: /^\d{5,12}$/,
      why: 'a Canadian account number has five to twelve digits.',
      sealed: true,
    },
  },
  nz_bank_account: {
    bank_code: { pattern: /^\d{2}$/, why: 'the code of a bank has two digits.' },
    branch_code: { pattern: /^\d{4}$/, why: 'the code of a branch has four digits.' },
    account_number: { pattern: /^\d{7}$/, why: 'a New Zealand account number has seven digits.', sealed: true },
    suffix: { pattern: /^\d{2,4}$/, why: 'a suffix has two to four digits.' },
  },
})

/** Digits as they are meant: people write spaces and dashes between them. */
const digitsOf = (value: unknown): string | null => (typeof value === 'string' ? value.replace(/[\s-]/g, '') : null)

function accept({ data, param, billing }: MethodInput, { code, label }: MethodFacts): AcceptedMethod | Refusal {
  const details: Record<string, string | null> = {}
  let secret: string | null = null
  for (const [name, { pattern, why, sealed }] of Object.entries(schemes[code] ?? {})) {
    const at = param(code, name)
    const digits = digitsOf(data[name])
    if (digits === null) return refuseMethodData.detailMissing({ param: at, method: label })
    if (!pattern.test(digits)) return refuseMethodData.detailInvalid({ param: at, why })
    if (sealed) {
      secret = digits
      details.last4 = digits.slice(-4)
    } else details[name] = digits
  }
  if (code === 'nz_bank_account')
    details.account_holder_name = typeof data.account_holder_name === 'string' ? data.account_holder_name : billing.name
  return { details, secret }
}

/** PayTo takes an account or an alias of it; the payer agrees in the bank's app. */
function acceptPayto({ data, param }: MethodInput, { label }: MethodFacts): AcceptedMethod | Refusal {
  const pay_id = typeof data.pay_id === 'string' ? data.pay_id : null
  const bsb_number = digitsOf(data.bsb_number)
  const account = digitsOf(data.account_number)
  if (pay_id !== null) return { details: { bsb_number: null, last4: null, pay_id }, secret: null }
  if (bsb_number === null || account === null) {
    const missing =
      bsb_number === null && account !== null
        ? 'bsb_number'
        : account === null && bsb_number !== null
          ? 'account_number'
          : 'pay_id'
    return refuseMethodData.detailMissing({ param: param('payto', missing), method: label })
  }
  const { bsb_number: bsb, account_number } = schemes.au_becs_debit ?? {}
  if (!bsb?.pattern.test(bsb_number))
    return refuseMethodData.detailInvalid({ param: param('payto', 'bsb_number'), why: bsb?.why ?? '' })
  if (!account_number?.pattern.test(account))
    return refuseMethodData.detailInvalid({ param: param('payto', 'account_number'), why: account_number?.why ?? '' })
  return { details: { bsb_number, last4: account.slice(-4), pay_id: null }, secret: account }
}

/** What is shown of the account in each scheme. */
function shownAccount(details: MethodDetails, code: string): Record<string, unknown> {
  const { fingerprint = null, last4 = null } = details
  switch (code) {
    case 'bacs_debit':
      return { fingerprint, last4, sort_code: details.sort_code ?? null }
    case 'au_becs_debit':
      return { bsb_number: details.bsb_number ?? null, fingerprint, last4 }
    case 'acss_debit':
      return {
        bank_name: details.institution_number === '000' ? 'STRIPE TEST BANK' : null,
        fingerprint,
        institution_number: details.institution_number ?? null,
        last4,
        transit_number: details.transit_number ?? null,
      }
    case 'payto':
      return { bsb_number: details.bsb_number ?? null, last4, pay_id: details.pay_id ?? null }
    default:
      return {
        account_holder_name: details.account_holder_name ?? null,
        bank_code: details.bank_code ?? '',
        bank_name: '',
        branch_code: details.branch_code ?? '',
        last4: last4 ?? '',
        suffix: details.suffix ?? null,
      }
  }
}

const charged: NonNullable<Family['charged']> = (details, _, { code }, mandate) => ({
  ...shownAccount(details, code),
  ...(details.target_date === undefined ? {} : { expected_debit_date: details.target_date }),
  // British debits show that there is none.
  ...(mandate === null && code !== 'bacs_debit' ? {} : { mandate }),
})

const debit = { settles_late: true, savable: true, expires_after_ms: null, requires: ['name', 'email'] } as const
const number = (description?: string) => Type.Optional(Text(20, description))
const sealed = number('Kept sealed; only the last four digits are shown.')

const entries: readonly MethodEntry[] = [
  {
    ...debit,
    code: 'bacs_debit',
    label: 'Bacs Direct Debit',
    countries: ['GB'],
    currencies: anyAmount('gbp'),
    fields: { account_number: sealed, sort_code: number() },
    options: { ...referencePrefix, ...targetDate },
  },
  {
    ...debit,
    code: 'au_becs_debit',
    label: 'BECS Direct Debit',
    countries: ['AU'],
    currencies: anyAmount('aud'),
    fields: { account_number: sealed, bsb_number: number() },
    options: targetDate,
  },
  {
    ...debit,
    code: 'acss_debit',
    label: 'Pre-authorised debit (ACSS)',
    countries: ['CA'],
    currencies: anyAmount('cad', 'usd'),
    fields: { account_number: sealed, institution_number: number(), transit_number: number() },
    options: { ...acssMandate, ...verificationMethod, ...targetDate },
    hidden_options: ['currency'],
  },
  {
    ...debit,
    code: 'nz_bank_account',
    label: 'New Zealand bank account',
    countries: ['NZ'],
    currencies: anyAmount('nzd'),
    fields: {
      account_holder_name: Type.Optional(Text(100)),
      account_number: sealed,
      bank_code: number(),
      branch_code: number(),
      reference: Type.Optional(Text(128)),
      suffix: number(),
    },
    options: targetDate,
  },
]

export const nationalDebits: readonly Method[] = [
  ...methodsOf(
    {
      family: 'bank_debit',
      next_action: 'wait',
      accept,
      charged,
      describe: (details, { code }) => shownAccount(details, code),
    },
    entries,
  ),
  ...methodsOf(
    {
      family: 'bank_debit',
      next_action: 'wait',
      accept: acceptPayto,
      charged,
      describe: (details, { code }) => shownAccount(details, code),
    },
    [
      {
        ...debit,
        code: 'payto',
        label: 'PayTo',
        countries: ['AU'],
        currencies: anyAmount('aud'),
        fields: { account_number: sealed, bsb_number: number(), pay_id: Type.Optional(Text(140)) },
        options: paytoMandate,
      },
    ],
  ),
]
