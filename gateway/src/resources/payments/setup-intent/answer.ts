/** What the API shows of a setup intent and of its attempts. */
import { Type } from 'typebox'
import { blankForBrowsers, field } from '../../../kernel/answer-schema.ts'
import {
  attemptErrorSchema,
  cardChecksSchema,
  cardFactFields,
  cardMandateSchema,
  fingerprintField,
  methodKind,
  nextActionSchema,
} from '../../customers/payment-method/index.ts'
import { threeDSecureFields } from '../charge/index.ts'
import { setupCancellations, setupStatuses } from './model.ts'

const usages = ['off_session', 'on_session'] as const
const typeList = (description: string) => field.orNull(field.list(field.text('The name of a method.'), description))

const cardOptions = () =>
  field.part(
    {
      mandate_options: field.orNull(
        cardMandateSchema({ currency: field.currency('The currency of the payments to come.') }),
      ),
      network: field.orNull(field.text('Of several networks of the card, the one to be used.')),
      request_three_d_secure: field.word(
        ['automatic', 'any', 'challenge'],
        'Whether the payer is authenticated: where the issuer wants it, always, or always with a challenge.',
      ),
      setup_credential_usage: field.maybe(
        field.word(['installment', 'recurring', 'unscheduled'], 'What the card is saved for.'),
      ),
    },
    'What is wished of a card.',
  )

export const setupIntentSchema = () =>
  Type.Object(
    {
      id: field.id('seti', 'The id of the setup intent.'),
      object: field.object('setup_intent'),
      allowed_payment_method_types: typeList('Of these methods, those are offered that can be saved.'),
      application: field.nothing('Always null: there are no platforms yet.'),
      automatic_payment_methods: field.orNull(
        field.part(
          {
            allow_redirects: field.maybe(
              field.word(['always', 'never'], 'Whether methods are offered that send the payer to another page.'),
            ),
            enabled: field.flag('Whether every method is offered that can be saved.'),
          },
          'Whether methods are offered as they can be saved; null where the merchant named them.',
        ),
      ),
      cancellation_reason: field.orNull(field.keptWord(setupCancellations, 'Why it was cancelled.')),
      client_secret: field.text(
        'What a browser proves itself with, beside a publishable key. To be kept out of logs and links.',
      ),
      created: field.time('When it was made.'),
      customer: blankForBrowsers(field.orNull(field.ref('customer', 'Whom the method is saved for.'))),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      description: field.orNull(field.text('What it is for.')),
      excluded_payment_method_types: typeList('Methods that are not offered.'),
      flow_directions: field.nothing('Always null: methods are saved for payments to the merchant.'),
      last_setup_error: field.orNull(attemptErrorSchema('Why the last attempt failed; null after a success.')),
      latest_attempt: blankForBrowsers(field.orNull(field.ref('setup_attempt', 'The newest attempt.'))),
      livemode: field.flag('Whether a real method is saved.'),
      managed_payments: field.nothing("Always null: nobody else sells in the merchant's name."),
      mandate: field.orNull(field.ref('mandate', "The payer's leave to be charged again and again.")),
      // The merchant's own notes are not for the payer.
      metadata: blankForBrowsers(field.metadata()),
      next_action: field.orNull(nextActionSchema()),
      on_behalf_of: field.nothing('Always null: there are no connected accounts yet.'),
      payment_method: field.orNull(field.ref('payment_method', 'What is saved.')),
      payment_method_configuration_details: field.orNull(
        field.part(
          {
            id: field.text('The configuration that was named.'),
            parent: field.nothing('Always null: configurations have none.'),
          },
          'The configuration of methods that the request named.',
        ),
      ),
      payment_method_options: field.open(
        { card: cardOptions() },
        'What is wished of single methods.',
        'What is wished of a method of this name.',
      ),
      payment_method_types: field.list(field.text('The name of a method.'), 'What can be saved with it.'),
      single_use_mandate: field.orNull(field.ref('mandate', "The payer's leave to be charged once.")),
      status: field.word(
        setupStatuses,
        'How it stands: what it waits for (`requires_…`), whether the issuer is being asked (`processing`), or how it ended.',
      ),
      usage: field.word(usages, 'Whether later payments are made with the payer (`on_session`) or without.'),
    },
    { additionalProperties: false },
  )

const triedCard = () =>
  field.part(
    {
      ...cardFactFields(),
      checks: field.orNull(cardChecksSchema()),
      fingerprint: fingerprintField(),
      network: field.orNull(field.text('The network that carried it.')),
      three_d_secure: field.orNull(field.part(threeDSecureFields(), 'How the payer was authenticated.')),
      wallet: field.nothing('Always null: cards of wallets are not told apart.'),
    },
    'The card as it was tried.',
  )

export const setupAttemptSchema = () =>
  Type.Object(
    {
      id: field.id('setatt', 'The id of the attempt.'),
      object: field.object('setup_attempt'),
      application: field.nothing('Always null: there are no platforms yet.'),
      created: field.time('When it was begun.'),
      customer: field.orNull(field.ref('customer', 'Whom the method was to be saved for.')),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      flow_directions: field.nothing('Always null: methods are saved for payments to the merchant.'),
      livemode: field.flag('Whether a real method was tried.'),
      on_behalf_of: field.nothing('Always null: there are no connected accounts yet.'),
      payment_method: field.ref('payment_method', 'What was tried.'),
      payment_method_details: field.open(
        { type: methodKind(), card: field.maybe(triedCard()) },
        'The method as it was tried.',
        'What is told of a method of this name.',
      ),
      setup_error: field.orNull(attemptErrorSchema('Why it failed.')),
      setup_intent: field.ref('setup_intent', 'The setup intent that it belongs to.'),
      status: field.word(['processing', 'requires_action', 'succeeded', 'failed', 'abandoned'], 'How it stands.'),
      usage: field.word(usages, 'Whether later payments are made with the payer or without.'),
    },
    { additionalProperties: false },
  )
