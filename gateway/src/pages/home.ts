/** The page at `/`: what a newcomer needs, a button that makes a test payment, and its books. */
import type { FastifyInstance } from 'fastify'
import { demoKeys } from '../engine/access.ts'
import { type Html, html, linkTo } from '../kernel/html.ts'
import { sendPage } from './layout.ts'

/** One command that makes a payment. */
export const demoCurl = (publicUrl: string): string =>
  `curl ${publicUrl}/v1/payment_intents -u ${demoKeys.secret}: -d amount=2000 -d currency=eur -d confirm=true -d payment_method=pm_card_visa`

const script = `
const key = ${JSON.stringify(demoKeys.secret)}
const call = async (path, body) => (await fetch(path, { method: body ? 'POST' : 'GET', headers: { authorization: 'Bearer ' + key }, body: body && new URLSearchParams(body) })).json()
const money = (amount, currency) => { const format = new Intl.NumberFormat('en', { style: 'currency', currency }); return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits) }
const cell = (row, text, number) => { const td = row.insertCell(); td.textContent = text; if (number) td.className = 'number' }
const show = (id) => { for (const part of document.getElementById('out').children) part.hidden = part.id !== id; document.getElementById('out').hidden = false }
document.getElementById('pay').addEventListener('click', async (event) => {
  event.target.disabled = true
  try {
    const intent = await call('/v1/payment_intents', { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', 'expand[]': 'latest_charge.balance_transaction' })
    if (intent.error) throw new Error(intent.error.message)
    const balance = await call('/v1/balance')
    const { amount, fee, net, currency } = intent.latest_charge.balance_transaction
    document.getElementById('id').textContent = intent.id
    document.getElementById('status').textContent = intent.status
    const table = document.getElementById('books')
    table.replaceChildren()
    for (const [what, value] of [['Charged to the card', amount], ['Processing fee', -fee], ['Yours', net]]) { const row = table.insertRow(); cell(row, what); cell(row, money(value, currency), true) }
    for (const part of ['pending', 'available']) for (const line of balance[part]) { const row = table.insertRow(); cell(row, 'Balance, ' + part); cell(row, money(line.amount, line.currency), true) }
    show('paid')
  } catch (error) { document.getElementById('fault').textContent = 'That did not work: ' + error.message; show('fault') }
  event.target.disabled = false
})
`

export function mountHome(
  app: FastifyInstance,
  options: { publicUrl: () => string; demoAllowed: () => boolean },
): void {
  app.get('/', (_, reply) => {
    const demo = options.demoAllowed()
    return sendPage(reply, 200, {
      title: 'Florin',
      body: html`<h1>Florin</h1><p class="soft">A payment gateway of your own. It is running.</p>${linkLine}${
        demo ? demoCards(options.publicUrl()) : noDemo
      }`,
      permissions: demo ? { script } : {},
    })
  })
}

const links = [
  ['/docs', 'API reference'],
  ['/docs/events', 'Events'],
  ['/docs/dialects', 'Foreign APIs'],
  ['/docs/errors', 'Errors'],
  ['/bank', "The payer's bank"],
  ['/openapi.json', 'OpenAPI'],
  ['/metrics', 'Metrics'],
] as const
const linkLine = html`<p>${links.map(
  ([to, text], at) => html`${at === 0 ? null : ' · '}<a href="${linkTo(to)}">${text}</a>`,
)}</p>`

const noDemo = html`<div class="card"><p>Make a key with <code>npx florin keys create</code>.</p></div>`

const demoCards = (publicUrl: string): Html =>
  html`<div class="card"><h2>Keys of this sandbox</h2><p><code>${demoKeys.secret}</code> <span class="soft">secret</span></p><p><code>${demoKeys.publishable}</code> <span class="soft">publishable</span></p></div>
    <div class="card"><h2>Pay from a shell</h2><pre>${demoCurl(publicUrl)}</pre></div>
    <p><button id="pay">Make a test payment of 20.00 EUR</button></p>
    <div class="card" id="out" hidden aria-live="polite">
      <div id="paid" hidden><h2>Paid</h2><p><code id="id"></code> <span class="soft" id="status"></span></p><table id="books"></table></div>
      <p id="fault" hidden></p>
    </div>`
