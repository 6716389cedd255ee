import { type MetadataInput, mergeMetadata } from '../../kernel/metadata.ts'
import type { SetupTerms } from './model.ts'

/** What a request may set. `undefined` leaves a field as it is, `null` unsets it. */
export type SetupTermsInput = {
  readonly customer?: string | null
  readonly description?: string | null
  readonly metadata?: MetadataInput
  readonly payment_method_types?: readonly string[]
  readonly automatic_payment_methods?: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' }
  readonly payment_method_options?: {
    readonly card?: { readonly request_three_d_secure?: SetupTerms['request_three_d_secure'] | null }
  } | null
  readonly usage?: SetupTerms['usage']
}

/** The changes that a request asks for, over what there is. Fields that the request leaves out are left out here. */
export function changedSetup(input: SetupTermsInput, before: Pick<SetupTerms, 'metadata'>): Partial<SetupTerms> {
  const secure = input.payment_method_options?.card?.request_three_d_secure
  const automatic = input.automatic_payment_methods
  return {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.metadata === undefined ? {} : { metadata: mergeMetadata(before.metadata, input.metadata) }),
    // An emptied list unsets it: whatever can be saved is offered again.
    ...(input.payment_method_types === undefined
      ? {}
      : { payment_method_types: input.payment_method_types.length === 0 ? null : input.payment_method_types }),
    ...(automatic === undefined
      ? {}
      : {
          automatic_payment_methods: {
            enabled: automatic.enabled,
            allow_redirects: automatic.allow_redirects ?? ('always' as const),
          },
        }),
    ...(secure === undefined ? {} : { request_three_d_secure: secure ?? ('automatic' as const) }),
    ...(input.usage === undefined ? {} : { usage: input.usage }),
  }
}
