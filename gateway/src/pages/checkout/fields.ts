/** What the hosted page's forms send: the same fields as a payer's browser may send by the API. */
import { type Static, Type } from 'typebox'
import type { MethodCatalogue } from '../../contracts/method.ts'
import { type BrowserFields, wholeFields } from '../../engine/browser.ts'
import { Flag, Text } from '../../kernel/schema.ts'
import { browserMethodFields, methodFieldsOf } from '../../resources/customers/payment-method/index.ts'
import { type Validator, validatorOf } from '../../surfaces/http/decode.ts'

/** Options that a payer types: the code of a bank's app. */
const typedOptions = ({ all }: MethodCatalogue) =>
  Object.fromEntries(
    all
      .filter(({ requires_options }) => requires_options.length > 0)
      .map(({ code, requires_options, options: { properties } }) => [
        code,
        Type.Optional(
          Type.Object(
            Object.fromEntries(
              requires_options.flatMap((name) => (properties[name] ? [[name, properties[name]]] : [])),
            ),
            { additionalProperties: false },
          ),
        ),
      ]),
  )

const formWith = (methods: MethodCatalogue) =>
  Type.Object(
    {
      ...methodFieldsOf(methods),
      payment_method_options: Type.Optional(
        Type.Object(
          {
            card: Type.Optional(Type.Object({ cvc: Type.Optional(Text(4)) }, { additionalProperties: false })),
            ...typedOptions(methods),
          },
          { additionalProperties: false },
        ),
      ),
      code: Type.Optional(Type.String({ minLength: 1, maxLength: 12, pattern: '^[0-9A-Za-z]+$' })),
      save: Type.Optional(Flag()),
      /** What the page showed; what the payment asks for by now may be something else. */
      asked: Type.Optional(Type.String({ pattern: '^\\d{1,16} [a-z]{3}( [a-z_]{1,20} [a-z_]{1,20})?$' })),
    },
    { additionalProperties: false },
  )
export type PostedFields = Static<ReturnType<typeof formWith>>

/** How a form of the hosted page is read: its schema, and what of it a payer's browser may send. */
export type CheckoutForm = {
  readonly valid: Validator
  readonly fields: BrowserFields
}

/** The form over the methods that are configured: the same fields as a payer's browser may send by the API. */
export const checkoutFormOf = (methods: MethodCatalogue): CheckoutForm => ({
  valid: validatorOf(formWith(methods)),
  fields: {
    ...browserMethodFields(methods),
    ...wholeFields('payment_method_options', 'code', 'save', 'asked'),
  },
})
