import type { EnvironmentSettings } from '../../../engine/command.ts'

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
