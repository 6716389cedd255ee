import { type MetadataInput, mergeMetadata } from '../../../kernel/metadata.ts'
import { changedTypeLists, type TypeListsInput } from '../payment-intent/index.ts'
import type { SetupTerms } from './model.ts'
import { changedSetupOptions, type SetupOptionsInput } from './options.ts'

/** What a request may set. `undefined` leaves a field as it is, `null` unsets it. */
export type SetupTermsInput = TypeListsInput & {
  readonly customer?: string | null
  readonly description?: string | null
  readonly metadata?: MetadataInput
  readonly automatic_payment_methods?: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' }
  readonly payment_method_configuration?: string
  readonly single_use?: SetupTerms['single_use']
  readonly payment_method_options?: SetupOptionsInput
  readonly usage?: SetupTerms['usage']
}

/** The changes that a request asks for, over what there is. Fields that the request leaves out are left out here. */
export function changedSetup(input: SetupTermsInput, before: SetupTerms): Partial<SetupTerms> {
  const automatic = input.automatic_payment_methods
  return {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.metadata === undefined ? {} : { metadata: mergeMetadata(before.metadata, input.metadata) }),
    ...changedTypeLists(input, before),
    ...changedSetupOptions(input.payment_method_options, before),
    ...(input.payment_method_configuration === undefined
      ? {}
      : { payment_method_configuration: input.payment_method_configuration }),
    ...(input.single_use === undefined ? {} : { single_use: input.single_use }),
    ...(automatic === undefined
      ? {}
      : {
          automatic_payment_methods: {
            enabled: automatic.enabled,
            allow_redirects: automatic.allow_redirects ?? ('always' as const),
          },
        }),
    ...(input.usage === undefined ? {} : { usage: input.usage }),
  }
}
