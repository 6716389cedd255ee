/** Brazilian tax ids: CPF of a person, CNPJ of a company, each with two check digits. */
import { cnpj, cpf } from 'cpf-cnpj-validator'
import type { Refusal } from '../kernel/refusal.ts'
import type { MethodInput } from './method.ts'
import { refuseMethodData } from './method-family.ts'

/** What guides print for tests, and no person and no company has: zeros, whose check digits are right. */
const testTaxId = /^(0{11}|0{14})$/

/** Refuses a tax id in the billing details that no CPF and no CNPJ can be; a missing one is the method's question. */
export function refuseTaxId({ billing, param, livemode }: MethodInput): Refusal | null {
  const { tax_id } = billing
  if (tax_id !== null && !livemode && testTaxId.test(tax_id.replace(/[./-]/g, ''))) return null
  if (tax_id === null || cpf.isValid(tax_id) || cnpj.isValid(tax_id)) return null
  const why = 'it is neither a CPF (11 digits) nor a CNPJ (14 characters) with right check digits.'
  return refuseMethodData.detailInvalid({ param: param('billing_details', 'tax_id'), why })
}
