/** What the hosted page's forms send: the same fields as a payer's browser may send by the API. */
import { type Static, Type } from 'typebox'
import { validatorOf } from '../../app/http/decode.ts'
import { methodCatalogue } from '../../app/methods.ts'
import type { MethodCatalogue } from '../../contracts/method.ts'
import { type BrowserFields, wholly } from '../../engine/browser.ts'
import { Flag, Text } from '../../kernel/schema.ts'
import { browserMethodFields, methodFieldsOf } from '../../resources/customers/payment-method/index.ts'

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

const Form = Type.Object(
  {
    ...methodFieldsOf(methodCatalogue),
    payment_method_options: Type.Optional(
      Type.Object(
        {
          card: Type.Optional(Type.Object({ cvc: Type.Optional(Text(4)) }, { additionalProperties: false })),
          ...typedOptions(methodCatalogue),
        },
        { additionalProperties: false },
      ),
    ),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 12, pattern: '^[0-9A-Za-z]+$' })),
    save: Type.Optional(Flag()),
    /** What the page showed; what the payment asks for by now may be something else. */
    asked: Type.Optional(Type.String({ pattern: '^\\d{1,16} [a-z]{3}$' })),
  },
  { additionalProperties: false },
)
/** The same fields as a payer's browser may send by the API. */
export const payersFields: BrowserFields = {
  ...browserMethodFields(methodCatalogue),
  ...wholly('payment_method_options', 'code', 'save', 'asked'),
}
export type Sent = Static<typeof Form>
export const validForm = validatorOf(Form)
