/** What merchants of WooshPay send: the headers of their key, and the request of the published page. */

/** HTTP Basic: the key as the user, no password. */
export const basic = (key: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  accept: 'application/json',
})

const address = {
  line1: 'XX mansion',
  line2: 'XX Town',
  city: 'city',
  state: 'California',
  country: 'US',
  postal_code: '55555',
}

/** Ten cents. */
export const wooshpayDocumented = {
  amount: 10,
  currency: 'USD',
  confirm: true,
  payment_method_data: {
    type: 'card',
    card: { exp_month: '12', exp_year: '2026', number: '4111111111111111', cvc: '123' },
    billing_details: { address, name: 'Tom' },
  },
  description: 'product description',
  quantity: 2,
  metadata: { key1: 'value1' },
  merchant_user_id: '123456',
  merchant_order_id: 'Order112344343',
  shipping: { address: { ...address, postal_code: 'xxx xxx' }, name: 'tom', phone: 'xxxx' },
  return_url: 'https://your.website',
}

/** The same by another card, or by another method. */
export const paying = (more: Readonly<Record<string, unknown>>) => ({ ...wooshpayDocumented, ...more })
export const byCard = (number: string, more: Readonly<Record<string, unknown>> = {}) =>
  paying({
    payment_method_data: { type: 'card', card: { ...wooshpayDocumented.payment_method_data.card, number } },
    ...more,
  })
