/**
 * What pages say to payers, in English: the source of keys and types. Another language is a file beside this one that is a
 * `Messages`, and a line in index.ts; a key that is missing there does not compile. A text with something in it is a function, so that
 * each language has its own order of words. Money and dates come formatted (language.ts).
 */
import type { VisitEnd } from '../../contracts/dialect.ts'
import type { Html, HtmlChild } from '../../kernel/html.ts'
import { html } from '../../kernel/html.ts'

/** A sentence about a card, and the same about any other way to pay. */
export type ByInstrument = { readonly card: string; readonly other: string }

const declined: ByInstrument = { card: 'Your card was declined.', other: 'The payment was declined.' }

export const en = {
  payment: 'Payment',
  amount: 'Amount',
  table: 'Table',
  optional: 'optional',
  goOn: 'Go on',
  noRealMoney: 'test, no real money moves',
  simulatedBank: 'Simulated bank · no real money moves',

  /** A page that cannot be opened. */
  gone: {
    title: 'Nothing to pay here',
    noSuch: 'This payment does not exist, or its address is not complete. You can close this page.',
    ended: 'This payment has ended, or does not exist. You can close this page.',
    toShop: 'This payment does not exist, or its address is not complete. Please go back to the shop.',
  },
  busy: {
    title: 'One moment',
    text: 'This did not work, and nothing was paid. Please try again in a moment.',
  },
  sentOn: { title: 'One moment', text: 'You are on your way back.' },
  byHand: {
    title: 'Back to the shop',
    text: 'The shop confirms this payment itself, so it cannot be paid on this page. Nothing was paid here.',
  },
  notOpen: 'Not open yet',
  ends: {
    succeeded: { title: 'Thank you', text: 'Your payment has arrived.' },
    failed: { title: 'Not paid', text: 'Nothing was paid.' },
    pending: { title: 'Still open', text: 'The shop hears of it as soon as the payment is decided.' },
    expired: { title: 'Too late', text: 'The time to pay is over. Nothing was paid.' },
  } satisfies Readonly<Record<VisitEnd, { readonly title: string; readonly text: string }>>,
  closePage: 'You can close this page and go back to the shop.',

  /** The page on which a payer chooses. */
  checkout: {
    pay: (amount: string): string => `Pay ${amount}`,
    notPaidYet: (title: string): string => `Not paid yet: ${title}`,
    asAgreed: 'Pay as agreed with the shop',
    nothingOffered: 'There is no way to pay this amount here.',
    saveCard: 'Save this card for the next time',
    savedCard: (brand: string, last4: string): Html => html`${brand} <span class="soft">ending in</span> ${last4}`,
    otherWay: 'Pay in another way',
    backToShop: 'Back to the shop',
    codeSent: 'A code was sent to your phone.',
    dialForCode: (code: HtmlChild): Html => html`Dial ${code} to get a code.`,
    codeDigits: (count: number): string => `The ${count} digits`,
  },

  /** The page of a payment that waits for its payer. */
  waiting: {
    payTo: 'Pay to this number',
    payBy: (when: string): string => `Pay by ${when}`,
    scan: "Scan it with your bank's app.",
    codeImage: 'QR code of the payment',
    codeText: 'The code as text',
    prompt: (phone: HtmlChild, code: HtmlChild): Html =>
      code === null
        ? html`A prompt was sent to ${phone}. Approve it there.`
        : html`A prompt was sent to ${phone}. Approve it there, or dial ${code}.`,
    dialAndTell: (code: HtmlChild, count: number): Html =>
      html`Dial ${code} and give the shop the ${count} digits that you get.`,
  },

  /** Labels of a form's fields, by what they ask for. */
  fields: {
    account_holder_type: 'Account holder',
    account_number: 'Account number',
    bank: 'Bank',
    bank_code: 'Bank',
    bank_app_code: 'Code of your bank app',
    branch_code: 'Branch',
    bsb_number: 'BSB',
    card_number: 'Card number',
    channel: 'Bank',
    country: 'Country',
    cpf_or_cnpj: 'CPF or CNPJ',
    cvc: 'Security code',
    email: 'E-mail',
    exp_month: 'Month',
    exp_year: 'Year',
    iban: 'IBAN',
    institution_number: 'Institution number',
    name: 'Your name',
    name_on_card: 'Name on the card',
    phone: 'Phone',
    routing_number: 'Routing number',
    sort_code: 'Sort code',
    suffix: 'Suffix',
    tax_id: 'Tax number',
    transit_number: 'Transit number',
  },
  /** Values of a field that are words. */
  choices: { company: 'company', individual: 'individual' },
  /** Ways to pay whose name is no brand's. */
  methods: {
    bank_transfer_id: 'Indonesian bank transfer',
    card: 'Card',
    crypto: 'Stablecoins',
    customer_balance: 'Bank transfer',
    kr_card: 'Korean cards',
    mobile_money: 'Mobile money',
    nz_bank_account: 'New Zealand bank account',
    pay_by_bank: 'Pay by bank',
    us_bank_account: 'US bank account',
    virtual_account: 'Virtual account',
  },
  /** Lines of a slip besides its number. */
  slip: {
    account_holder_name: 'account holder name',
    account_name: 'account name',
    bank_code: 'bank code',
    bank_name: 'bank name',
    barcode: 'barcode',
    bic: 'BIC',
    channel: 'channel',
    confirmation_number: 'confirmation number',
    country: 'country',
    entity: 'entity',
    reference: 'reference',
    routing_number: 'routing number',
    sort_code: 'sort code',
  },

  fillIn: (label: string): string => `Please fill in: ${label}.`,
  checkField: (label: string): string => `Please check: ${label}.`,
  didNotWork: 'This did not work. Nothing was paid. Please try again in a moment.',
  checkInput: 'This did not work. Nothing was paid. Please check what you entered, or choose another way to pay.',
  shopCannot: 'This shop cannot take this payment at the moment. Nothing was paid.',
  tooManyTries: (wait: string): string =>
    `Too many attempts were declined. Nothing was tried this time; wait ${wait} before the next attempt.`,

  /** Refusals by their code; what is not here is told in general words. */
  refusals: {
    card_testing_suspected:
      'Too many attempts were declined, so another one was not tried. It may be tried again later.',
    hosted_method_not_offered: 'This way to pay is not offered here. Please choose another.',
    hosted_payer_not_allowed: 'The shop takes this payment from another country or phone only.',
    incorrect_number: 'Your card number is incorrect.',
    invalid_cvc: "Your card's security code is invalid.",
    invalid_expiry_month: "Your card's expiration month is invalid.",
    invalid_expiry_year: "Your card's expiration year is invalid.",
    invalid_number: 'The card number is not a valid credit card number.',
    operation_in_progress: 'Your payment is being processed. Please wait a moment and look at this page again.',
    payment_amount_mismatch:
      'Less was paid than was asked, and the rest cannot be paid this way. The shop sees what came.',
    payment_intent_amount_mismatch:
      'The shop has changed what there is to pay. Nothing was paid; please look at the amount again.',
    payment_intent_authentication_failure: 'Your payment was not confirmed. Nothing was paid; please try again.',
    payment_intent_payment_attempt_expired: 'The time to pay this way is over. Nothing was paid; please try again.',
    payment_intent_terms_changed:
      'The shop has changed this payment. Nothing was paid; please look at it again before you pay.',
    saved_card_not_shown: 'This card is not among the saved ones. Choose another way to pay.',
  },
  /** Declines by their code; one that is not here is `generic_decline`. */
  declines: {
    account_closed: { card: declined.card, other: 'The bank account has been closed.' },
    authentication_required: {
      card: 'Your card was declined. This transaction requires authentication.',
      other: 'The payment was declined: it was not confirmed.',
    },
    card_velocity_exceeded: {
      card: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
      other: 'The payment was declined: there were too many, or they exceed a limit.',
    },
    charge_exceeds_source_limit: {
      card: declined.card,
      other: 'The payment exceeds what this account may pay in a week.',
    },
    charge_exceeds_weekly_limit: { card: declined.card, other: 'The account has paid as often as it may in a week.' },
    debit_not_authorized: { card: declined.card, other: 'The account holder did not authorise the debit.' },
    expired_card: { card: 'Your card has expired.', other: 'The payment was declined: what you pay with has expired.' },
    generic_decline: declined,
    incorrect_cvc: { card: "Your card's security code is incorrect.", other: declined.other },
    insufficient_funds: {
      card: 'Your card has insufficient funds.',
      other: 'The payment was declined: there is not enough money in the account.',
    },
    invalid_account: {
      card: 'The card, or the account that it is connected to, is invalid.',
      other: 'The payment was declined: the account is invalid.',
    },
    invalid_code: { card: declined.card, other: 'The code is wrong or too old.' },
    invalid_currency: { card: declined.card, other: 'The account does not take this currency.' },
    live_mode_test_card: { card: 'Your card was declined: it is a test card.', other: declined.other },
    no_account: { card: declined.card, other: 'The bank account could not be found.' },
    number_taken: {
      card: declined.card,
      other: 'The number with this suffix is in use. Choose another suffix, or leave it out.',
    },
    processing_error: {
      card: 'An error occurred while processing your card. Try again in a little bit.',
      other: 'An error occurred while processing the payment. Try again in a little bit.',
    },
  },
}

/** Every language has all of it. */
export type Messages = typeof en
