/** Parameters of the published API that are not offered yet, each with the reason that its refusal gives. */
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { NotYet } from '../../../kernel/schema.ts'

export const notOfferedReasons = {
  connect: 'there are no connected accounts yet, so nothing can be paid or charged to another account',
  tax: 'there are no tax calculations yet',
  accounts: 'customers are those of /v1/customers; there are no customer accounts of the newer API',
  terminal: 'there are no card readers yet',
}

/** The objects of published methods that this gateway does not have, in `payment_method_data` and its options. */
export const notOfferedFields = (methods: MethodCatalogue) =>
  Object.fromEntries([...methods.notOffered].map(([code, why]) => [code, NotYet(why)]))
