/** The lists of method types that a payment may name: exactly these, of these what fits, or anything but these. */
import type { MethodCatalogue } from '../../../../contracts/method.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import type { IntentTerms } from '../events.ts'
import { refuseIntent } from '../refusals.ts'
import { refuseOption } from './option-refusals.ts'

type Lists = Pick<
  IntentTerms,
  'payment_method_types' | 'allowed_payment_method_types' | 'excluded_payment_method_types'
>
export type TypeListsInput = {
  readonly payment_method_types?: readonly string[]
  readonly allowed_payment_method_types?: readonly string[]
  readonly excluded_payment_method_types?: readonly string[] | null
  readonly automatic_payment_methods?: { readonly enabled: boolean }
}

/**
 * Refuses types that nobody has, and two lists that would contradict each other. Published types that this gateway does not
 * offer may be excluded, and may stand among allowed ones as long as one of those is offered.
 */
export function refuseTypeLists(input: TypeListsInput, methods: MethodCatalogue): Refusal | null {
  const exactly = some(input.payment_method_types) ?? undefined
  const allowed = some(input.allowed_payment_method_types) ?? undefined
  const excluded = some(input.excluded_payment_method_types) ?? undefined
  const unknown =
    firstUnknown('payment_method_types', exactly, (type) => methods.of(type) !== null) ??
    firstUnknown('allowed_payment_method_types', allowed, (type) => isPublished(type, methods)) ??
    firstUnknown('excluded_payment_method_types', excluded, (type) => isPublished(type, methods))
  if (unknown !== null) return unknown
  if (allowed !== undefined && !allowed.some((type) => methods.of(type) !== null))
    return refuseIntent.methodTypeUnknown({ type: allowed.join(', '), param: 'allowed_payment_method_types' })
  if (exactly !== undefined && input.automatic_payment_methods?.enabled === true)
    return refuseIntent.automaticAndTypes()
  if (exactly !== undefined && allowed !== undefined)
    return refuseOption.twoTypeLists({ param: 'allowed_payment_method_types' })
  if (exactly !== undefined && excluded !== undefined)
    return refuseOption.twoTypeLists({ param: 'excluded_payment_method_types' })
  return null
}

const isPublished = (type: string, methods: MethodCatalogue): boolean =>
  methods.of(type) !== null || methods.notOffered.has(type)

function firstUnknown(list: string, types: readonly string[] | undefined, known: (type: string) => boolean) {
  const at = types?.findIndex((type) => !known(type)) ?? -1
  return at < 0 ? null : refuseIntent.methodTypeUnknown({ type: types?.[at] ?? '', param: `${list}[${at}]` })
}

/** The lists after a request: the one that it sends takes the place of the ones that would contradict it. */
export function changedTypeLists(input: TypeListsInput, before: Lists): Partial<Lists> {
  const { payment_method_types, allowed_payment_method_types, excluded_payment_method_types } = input
  if (payment_method_types !== undefined)
    return {
      // An emptied list unsets it: whatever fits the payment is offered again.
      payment_method_types: some(payment_method_types),
      ...(before.allowed_payment_method_types === null ? {} : { allowed_payment_method_types: null }),
      ...(before.excluded_payment_method_types === null ? {} : { excluded_payment_method_types: null }),
    }
  const wished = allowed_payment_method_types !== undefined || excluded_payment_method_types !== undefined
  return {
    ...(wished && before.payment_method_types !== null ? { payment_method_types: null } : {}),
    ...(allowed_payment_method_types === undefined
      ? {}
      : { allowed_payment_method_types: some(allowed_payment_method_types) }),
    ...(excluded_payment_method_types === undefined
      ? {}
      : { excluded_payment_method_types: some(excluded_payment_method_types) }),
  }
}

/** An emptied list says nothing. */
const some = (types: readonly string[] | null | undefined): readonly string[] | null => (types?.length ? types : null)

/** The types that a payment is held to by name; null where it is held to none. */
export const namedTypes = ({ payment_method_types, allowed_payment_method_types }: Lists): readonly string[] | null =>
  payment_method_types ?? allowed_payment_method_types

/** Whether the lists let a type through. */
export const allowsType = (lists: Lists, type: string): boolean =>
  (namedTypes(lists)?.includes(type) ?? true) && !(lists.excluded_payment_method_types?.includes(type) ?? false)
