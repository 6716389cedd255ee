/**
 * What a browser may send. A publishable key is in everybody's hands, so the calls that take one have two audiences: the
 * merchant, who sets the terms, and the payer, who pays by them. Each such call lists what a payer may say, by name, and
 * whatever else comes with a publishable key is refused by name. What a payer may say of stored terms is for the
 * commands to decide, who see them locked (`CommandContext.audience`).
 */
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'

/** By name: whole (`true`), one of some words, or by its own parts. */
export type BrowserFields = { readonly [name: string]: true | readonly string[] | BrowserFields }

const refuseField = {
  secret: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_requires_secret_key',
    "The parameter is one of the merchant's terms: with a publishable key only what a payer may say is taken. Set it from your server, with a secret key.",
    ({ param }) => `${param} is the merchant's to set, and cannot be sent from a browser. Set it from your server.`,
    ({ param }) => ({ param }),
  ),
  value: defineRefusal<{ param: string; allowed: readonly string[] }>(
    'invalid_request',
    'parameter_requires_secret_key',
    '',
    ({ param, allowed }) =>
      `From a browser ${param} may only be ${allowed.join(' or ')}. Set anything else from your server.`,
    ({ param }) => ({ param }),
  ),
}

/** Refuses the first thing in a body that its browser list does not have. */
export function refuseBrowserField(
  sent: Readonly<Record<string, unknown>>,
  allowed: BrowserFields,
  path = '',
): Refusal | null {
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined) continue
    const param = path === '' ? name : `${path}[${name}]`
    const rule = Object.hasOwn(allowed, name) ? allowed[name] : undefined
    if (rule === true) continue
    if (rule === undefined) return refuseField.secret({ param })
    if (isWords(rule)) {
      if (typeof value !== 'string' || !rule.includes(value)) return refuseField.value({ param, allowed: rule })
      continue
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuseField.secret({ param })
    const refusal = refuseBrowserField(value as Readonly<Record<string, unknown>>, rule, param)
    if (refusal !== null) return refusal
  }
  return null
}

const isWords = (rule: readonly string[] | BrowserFields): rule is readonly string[] => Array.isArray(rule)

/** A list of fields that are taken whole. */
export const wholeFields = (...names: readonly string[]): BrowserFields =>
  Object.fromEntries(names.map((name) => [name, true as const]))
