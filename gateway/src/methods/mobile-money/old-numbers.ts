/**
 * Numbers of the plans that Ivory Coast (until 2021-01-31) and Benin (until 2024-11-30) had before their ten digits. Documents and
 * address books are full of them, and operators still know whose they are: what could have been a mobile number is taken as it is.
 */
type Plan = {
  readonly country: string
  readonly prefix: string
  /** Eight digits of a mobile number. */
  readonly mobile: RegExp
}
const plans: readonly Plan[] = [
  { country: 'CI', prefix: '225', mobile: /^[04-9]\d{7}$/ },
  { country: 'BJ', prefix: '229', mobile: /^[4569]\d{7}$/ },
]

/** The number in E.164 with its old digits, and whose it is; null where it was none. `country` for a number without its prefix. */
export function oldNumber(text: string, country: string | undefined): { phone: string; country: string } | null {
  const digits = text.replace(/[^\d+]/g, '').replace(/^(\+|00)/, '')
  for (const plan of plans) {
    const abroad = digits.startsWith(plan.prefix) && digits.length === plan.prefix.length + 8
    const national = abroad ? digits.slice(plan.prefix.length) : country === plan.country ? digits : ''
    if (plan.mobile.test(national)) return { phone: `+${plan.prefix}${national}`, country: plan.country }
  }
  return null
}
