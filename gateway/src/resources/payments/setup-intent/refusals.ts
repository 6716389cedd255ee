import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals of setup intents, in the order in which commands check them. */
export const refuseSetup = {
  secretWrong: defineRefusal<{ id: string }>(
    'not_found',
    'resource_missing',
    '',
    ({ id }) => `No such setup_intent: '${id}'. With a publishable key, client_secret must be the setup intent's own.`,
    () => ({ param: 'client_secret' }),
  ),
  unexpectedState: defineRefusal<{ verb: string; status: string; allowed: readonly string[]; id: string }>(
    'unexpected_state',
    'setup_intent_unexpected_state',
    "The setup intent's status does not allow this. The message says which status it has and which ones do.",
    ({ verb, status, allowed }) =>
      `This SetupIntent could not be ${verb} because it has a status of ${status}. ` +
      `Only a SetupIntent with one of the following statuses may be ${verb}: ${allowed.join(', ')}.`,
    ({ id }) => ({ shows: { setup_intent: id } }),
  ),
  customerSet: defineRefusal<{ id: string }>(
    'unexpected_state',
    'setup_intent_unexpected_state',
    '',
    () =>
      'This SetupIntent has a customer, which cannot be exchanged or taken away. Cancel it, and make one for the other customer.',
    ({ id }) => ({ param: 'customer', shows: { setup_intent: id } }),
  ),
  attemptsSpent: defineRefusal<{ id: string }>(
    'unexpected_state',
    'setup_intent_attempts_spent',
    'The setup was tried as often as one may be, so it was canceled. Make a new one if its payer is to try again, and look at who tries: it may be somebody who tests stolen cards.',
    () => 'This setup was tried too often, and is canceled now. Make a new one to try again.',
    ({ id }) => ({ shows: { setup_intent: id } }),
  ),
  methodMissing: defineRefusal<{ id: string | null }>(
    'invalid_request',
    'setup_intent_payment_method_missing',
    'There is nothing to save yet. Send payment_method or payment_method_data.',
    () => 'You cannot confirm this SetupIntent because it is missing a payment method.',
    ({ id }) => ({ param: 'payment_method', ...(id === null ? {} : { shows: { setup_intent: id } }) }),
  ),
  typeNotAllowed: defineRefusal<{ type: string; allowed: readonly string[] }>(
    'invalid_request',
    'payment_method_type_not_allowed',
    '',
    ({ type, allowed }) => `This SetupIntent cannot save '${type}'. Allowed: ${allowed.join(', ')}.`,
    () => ({ param: 'payment_method' }),
  ),
  networkMissing: defineRefusal<{ network: string; available: readonly string[] }>(
    'invalid_request',
    'card_network_unavailable',
    '',
    ({ network, available }) => `This card cannot be saved for ${network}. It has: ${available.join(', ')}.`,
    () => ({ param: 'payment_method_options[card][network]' }),
  ),
  optionMissing: defineRefusal<{ type: string; option: string; id: string | null }>(
    'invalid_request',
    'parameter_missing',
    '',
    ({ type, option }) =>
      `Missing required param: payment_method_options[${type}][${option}]. ${type} is saved with it.`,
    ({ type, option, id }) => ({
      param: `payment_method_options[${type}][${option}]`,
      ...(id === null ? {} : { shows: { setup_intent: id } }),
    }),
  ),
  mandateMissing: defineRefusal<{ type: string }>(
    'invalid_request',
    'setup_intent_mandate_invalid',
    "A bank debit needs its payer's leave: send mandate_data with how and when the payer agreed.",
    ({ type }) => `Saving ${type} needs mandate_data.`,
    () => ({ param: 'mandate_data' }),
  ),
  challengeUnknown: defineRefusal<{ id: string }>(
    'not_found',
    'challenge_unknown',
    'This challenge does not belong to the payment, or has ended.',
    () => 'This authentication does not belong to the setup, or it has ended already.',
    ({ id }) => ({ param: 'challenge', shows: { setup_intent: id } }),
  ),
  challengePending: defineRefusal<{ id: string }>(
    'unexpected_state',
    'setup_intent_action_required',
    'The payer has to finish the authentication first; see next_action.',
    () => 'This SetupIntent waits for the payer to authenticate; see next_action.',
    ({ id }) => ({ shows: { setup_intent: id } }),
  ),
  parameterWithoutConfirm: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_without_confirm',
    'This parameter only has a meaning together with confirm=true.',
    ({ param }) => `The parameter ${param} may only be sent together with confirm=true.`,
    ({ param }) => ({ param }),
  ),
}
