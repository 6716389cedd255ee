/**
 * Brazil's boleto (Febraban): a barcode of 44 digits and the line of 47 that people type, which is the same digits in
 * another order with three check digits more.
 */
import { dayMs, type Millis } from '../kernel/time.ts'

/** Modulo 10 with weights 2, 1 from the right, digits of products added: the check of each typed field. */
const modulo10 = (digits: string): string => {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    sum += product > 9 ? product - 9 : product
  }
  return String((10 - (sum % 10)) % 10)
}

/** Modulo 11 with weights 2 to 9 from the right; 0, 10 and 11 are written as 1: the check of the barcode. */
const modulo11 = (digits: string): string => {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) sum += Number(digit) * (2 + (at % 8))
  const check = 11 - (sum % 11)
  return check === 0 || check > 9 ? '1' : String(check)
}

/** Day 1000 of the count that began anew when the first one, from 1997-10-07, had reached 9999 on 2025-02-21. */
const factorEpoch = Date.UTC(2025, 1, 22)
const factorOf = (dueDay: Millis): string =>
  String(1000 + Math.max(0, Math.floor((dueDay - factorEpoch) / dayMs))).padStart(4, '0')

export type Boleto = { readonly barcode: string; readonly line: string }

/** A boleto of a bank (three digits), centavos, a due day (its UTC start) and 25 digits of the bank's own. */
export function boleto(facts: { bank: string; amount: number; dueDay: Millis; free: string }): Boleto {
  const value = String(facts.amount).padStart(10, '0')
  const rest = factorOf(facts.dueDay) + value
  const check = modulo11(`${facts.bank}9${rest}${facts.free}`)
  const first = `${facts.bank}9${facts.free.slice(0, 5)}`
  const [second, third] = [facts.free.slice(5, 15), facts.free.slice(15)]
  return {
    barcode: `${facts.bank}9${check}${rest}${facts.free}`,
    line: [first + modulo10(first), second + modulo10(second), third + modulo10(third), check, rest].join(''),
  }
}

/** The barcode of a typed line, or null where a check digit is wrong. Dots and spaces are let through. */
export function barcodeOfLine(typed: string): string | null {
  const line = typed.replace(/[\s.]/g, '')
  if (!/^\d{47}$/.test(line)) return null
  const fields = [line.slice(0, 10), line.slice(10, 21), line.slice(21, 32)]
  if (fields.some((field) => modulo10(field.slice(0, -1)) !== field.slice(-1))) return null
  const free = line.slice(4, 9) + line.slice(10, 20) + line.slice(21, 31)
  const [start, check, rest] = [line.slice(0, 4), line.slice(32, 33), line.slice(33)]
  return modulo11(start + rest + free) === check ? start + check + rest + free : null
}

/** The line as it is printed: `23793.38128 60000.000003 00000.000400 1 84340000019900`. */
export const printedLine = (line: string): string =>
  `${line.slice(0, 5)}.${line.slice(5, 10)} ${line.slice(10, 15)}.${line.slice(15, 21)} ` +
  `${line.slice(21, 26)}.${line.slice(26, 32)} ${line.slice(32, 33)} ${line.slice(33)}`
