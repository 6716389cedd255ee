/** better-auth with its Stripe plugin, on its own adapter in memory. */
import { atGateway, check, driverClient, eventually, imported, needed, report, same } from '../checks.ts'

type User = { email: string; stripeCustomerId?: string }
type Auth = { handler(request: Request): Promise<Response> }
const { betterAuth } = await imported<{ betterAuth: (options: object) => Auth }>('better-auth')
const { memoryAdapter } = await imported<{ memoryAdapter: (rows: object) => object }>('better-auth/adapters/memory')
const { stripe: plugin } = await imported<{ stripe: (options: object) => object }>('@better-auth/stripe')

const stripe = driverClient(atGateway)
const webhookSecret = 'whsec_integrations'
const rows = {
  user: [] as User[],
  session: [],
  account: [],
  verification: [],
  subscription: [],
  customer: [],
}
const heard: string[] = []
const origin = 'http://localhost:3000'
const auth = betterAuth({
  baseURL: origin,
  secret: 'x'.repeat(40),
  database: memoryAdapter(rows),
  emailAndPassword: { enabled: true },
  user: { changeEmail: { enabled: true, updateEmailWithoutVerification: true } },
  // The plugin gives a customer that is there only to somebody whose address was verified.
  databaseHooks: {
    user: {
      create: {
        before: async (user: User) => ({ data: { ...user, emailVerified: user.email.startsWith('known-') } }),
      },
    },
  },
  logger: { level: 'error' },
  plugins: [
    plugin({
      stripeClient: stripe,
      stripeWebhookSecret: webhookSecret,
      createCustomerOnSignUp: true,
      onEvent: async ({ type }: { type: string }) => heard.push(type),
      subscription: { enabled: true, plans: [{ name: 'pro', priceId: 'price_pro' }] },
    }),
  ],
})
let cookie = ''
const post = async (path: string, body: object): Promise<Response> => {
  const headers = { 'content-type': 'application/json', origin, ...(cookie === '' ? {} : { cookie }) }
  return await auth.handler(
    new Request(`${origin}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  )
}
const userOf = (email: string): User =>
  needed(
    rows.user.find((one) => one.email === email),
    'sign-up',
  )
const customerOf = async (email: string) => {
  const found = await stripe.customers.retrieve(needed(userOf(email).stripeCustomerId, 'a customer'))
  return found.deleted ? null : found
}

const email = `better-auth-${process.pid}-${Date.now()}@example.com`
await check('sign-up makes a customer', async () => {
  const answer = await post('/sign-up/email', { email, password: 'password1234', name: 'B' })
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  same(answer.status, 200)
  same((await customerOf(email))?.email, email)
})
await check('a customer is found as the plugin searches', () =>
  eventually(async () => {
    const query = `email:"${email}" AND -metadata["customerType"]:"organization"`
    return (await stripe.customers.search({ query, limit: 1 })).data.length === 1
  }),
)
await check('a second sign-up takes the customer that is there', async () => {
  const known = `known-${email}`
  const customer = await stripe.customers.create({ email: known })
  await post('/sign-up/email', { email: known, password: 'password1234', name: 'B' })
  same(userOf(known).stripeCustomerId, customer.id)
})
await check('a webhook', async () => {
  const [event] = (await stripe.events.list({ type: 'customer.created', limit: 1 })).data
  const payload = JSON.stringify(needed(event, 'a customer'))
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret })
  const headers = { 'stripe-signature': signature, 'content-type': 'application/json' }
  const answer = await auth.handler(
    new Request(`${origin}/api/auth/stripe/webhook`, { method: 'POST', headers, body: payload }),
  )
  same(answer.status, 200)
  same(heard.includes('customer.created'), true)
})
await check('another e-mail address is told to the gateway', async () => {
  const newEmail = `new-${email}`
  same((await post('/change-email', { newEmail })).status, 200)
  await eventually(async () => (await customerOf(newEmail))?.email === newEmail)
})
await check(
  'an upgrade opens a checkout',
  async () => {
    const answer = await post('/subscription/upgrade', { plan: 'pro', successUrl: '/yes', cancelUrl: '/no' })
    const { url } = (await answer.json()) as { url?: string }
    same(URL.canParse(url ?? ''), true)
  },
  'subscriptions and checkout sessions',
)
report()
