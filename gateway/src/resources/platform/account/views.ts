import type { EnvironmentSettings } from '../../../engine/command.ts'
import { view } from '../../../engine/view.ts'
import { accountSchema } from './answer.ts'

/** The wire's account: the one whose key was used. */
export const renderAccount = (environment: EnvironmentSettings) => ({
  id: environment.account,
  object: 'account' as const,
  business_profile: null,
  capabilities: { card_payments: 'active' as const },
  charges_enabled: true,
  country: environment.country,
  default_currency: environment.defaultCurrency,
  details_submitted: true,
  email: null,
  payouts_enabled: false,
  settings: null,
  type: 'standard' as const,
})

export const accountView = view({
  noun: 'account',
  about: 'The account that a key belongs to.',
  schema: accountSchema,
  render: renderAccount,
})
