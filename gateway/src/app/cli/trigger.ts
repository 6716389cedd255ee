/**
 * `florin trigger EVENT --override …`: makes an event happen, by calls that any merchant could make. Objects are real, with
 * the user's own data in them; the event is whatever the engine then says.
 */
import type { Command } from 'commander'
import { lookup } from '../../kernel/lookup.ts'
import { reasonOf } from '../../kernel/reason.ts'
import { callServer, type ServerOptions, withServer } from './server.ts'
import { CommandFailed, type CommandResult, type Shell, WrongInput } from './shell.ts'

/** A call of a scenario. `{name}` in a path or a value is the id that the step of that name answered with. */
type Step = {
  readonly resource: string
  readonly path: string
  readonly form: Readonly<Record<string, string>>
  /** Error statuses that the scenario is about: a decline. */
  readonly accept?: readonly number[]
  /** Under which its answer's id is remembered. */
  readonly name?: string
}

const intent = (form: Readonly<Record<string, string>>, accept: readonly number[] = []): Step => ({
  resource: 'payment_intent',
  path: '/v1/payment_intents',
  form: { amount: '2000', currency: 'usd', ...form },
  accept,
  name: 'intent',
})
const confirmed = (card: string, more: Readonly<Record<string, string>> = {}, accept: readonly number[] = []): Step =>
  intent({ confirm: 'true', payment_method: `pm_card_${card}`, ...more }, accept)
const held = confirmed('visa', { capture_method: 'manual' })
const onIntent = (verb: string, form: Readonly<Record<string, string>> = {}): Step => ({
  resource: verb,
  path: `/v1/payment_intents/{intent}/${verb}`,
  form,
})
const qris = intent({ confirm: 'true', currency: 'idr', amount: '1500000', 'payment_method_data[type]': 'qris' })
const debit = intent({
  confirm: 'true',
  currency: 'eur',
  'payment_method_data[type]': 'sepa_debit',
  'payment_method_data[sepa_debit][iban]': 'DE89370400440532013000',
  'payment_method_data[billing_details][name]': 'Ada Lovelace',
  'payment_method_data[billing_details][email]': 'ada@example.com',
})
const payer = (outcome: string): Step => ({
  resource: 'payer',
  path: '/v1/test_helpers/payment_intents/{intent}/simulate',
  form: { outcome },
})
const refund: Step = { resource: 'refund', path: '/v1/refunds', form: { payment_intent: '{intent}' }, name: 'refund' }
const later = (seconds: number): Step => ({
  resource: 'clock',
  path: '/v1/test_helpers/clock',
  form: { advance: String(seconds) },
})
const day = 86_400

/** What makes each event happen. Those that need time move the sandbox's clock, and say so. */
const scenarios: Readonly<Record<string, readonly Step[]>> = lookup({
  'payment_intent.created': [intent({})],
  'payment_intent.succeeded': [confirmed('visa')],
  'payment_intent.payment_failed': [confirmed('visa_chargeDeclined', {}, [402])],
  'payment_intent.requires_action': [confirmed('authenticationRequired')],
  'payment_intent.amount_capturable_updated': [held],
  'payment_intent.processing': [debit],
  'payment_intent.partially_funded': [{ ...qris, form: { ...qris.form, usage: 'multiple' } }, payer('succeed')],
  'payment_intent.canceled': [intent({}), onIntent('cancel')],
  'charge.succeeded': [confirmed('visa')],
  'charge.pending': [debit],
  'charge.failed': [confirmed('visa_chargeDeclined', {}, [402])],
  'charge.captured': [held, onIntent('capture')],
  'charge.updated': [held, onIntent('cancel')],
  'charge.expired': [held, later(8 * day)],
  'charge.refunded': [confirmed('visa'), refund],
  'refund.created': [confirmed('visa'), refund],
  'refund.updated': [confirmed('visa'), refund],
  'refund.failed': [confirmed('refundFail'), refund, later(2 * day)],
  'charge.refund.updated': [confirmed('visa'), refund],
  'balance.available': [confirmed('visa'), later(3 * day)],
})

type TriggerOptions = ServerOptions & { readonly override: readonly string[] }

export const addTrigger = (program: Command, { does }: Shell): void => {
  withServer(program.command('trigger'))
    .description('make an event happen, with real objects of the sandbox')
    .argument('<event>', `one of ${Object.keys(scenarios).join(', ')}`)
    .option(
      '--override <resource:param=value>',
      'your own data, for example payment_intent:amount=5000 or payment_intent:metadata[order]=9; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .action(does((_, event: string, options: TriggerOptions) => trigger(event, options)))
}

async function trigger(event: string, options: TriggerOptions): Promise<CommandResult> {
  const steps = scenarios[event]
  if (steps === undefined)
    throw new WrongInput(`${event} cannot be triggered; there are ${Object.keys(scenarios).join(', ')}`)
  const overrides = options.override.map((text) => parseOverride(text, steps))
  const ids = new Map<string, string>()
  const calls: { readonly path: string; readonly told: string; readonly id: string }[] = []
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? '')
  for (const step of steps) {
    const form = new URLSearchParams()
    for (const [param, value] of Object.entries(step.form)) form.set(param, filled(value))
    for (const { resource, param, value } of overrides) if (resource === step.resource) form.set(param, value)
    const answer = await callServer(options, 'POST', filled(step.path), form, step.accept).catch((error: unknown) => {
      const made = calls.map(({ id }) => id).join(', ')
      throw made === '' ? error : new CommandFailed(`${reasonOf(error)} (made before: ${made})`)
    })
    const shown = (answer.error as { payment_intent?: Record<string, unknown> } | undefined)?.payment_intent ?? answer
    if (step.name !== undefined) ids.set(step.name, String(shown.id))
    calls.push({ path: filled(step.path), told: describe(step, shown), id: String(shown.id) })
  }
  const made = await eventOf(event, [...ids.values()], options)
  return {
    lines: [...calls.map(({ path, told }) => `${path}  ${told}`), `${event}  ${made}`],
    json: { event: made, type: event, calls: calls.map(({ path, id }) => ({ path, id })) },
  }
}

const describe = (step: Step, answer: Record<string, unknown>): string =>
  step.resource === 'clock'
    ? `the sandbox's clock moved ahead by ${step.form.advance} s; {"reset": true} there takes it back`
    : `${String(answer.id)} ${String(answer.status ?? '')}`

function parseOverride(text: string, steps: readonly Step[]): { resource: string; param: string; value: string } {
  const match = /^(\w+):([^=]+)=(.*)$/s.exec(text)
  const resources = [...new Set(steps.map(({ resource }) => resource))]
  if (match === null) throw new WrongInput(`'${text}' is no override; write payment_intent:amount=5000`)
  const [, resource = '', param = '', value = ''] = match
  if (!resources.includes(resource))
    throw new WrongInput(`this event has no ${resource}; there are ${resources.join(', ')}`)
  return { resource, param, value }
}

/** The event that was made: of the objects of the scenario, or of the charge that belongs to them. */
async function eventOf(type: string, ids: readonly string[], options: ServerOptions): Promise<string> {
  const query = new URLSearchParams({ type, limit: '20' })
  const list = await callServer(options, 'GET', `/v1/events?${query}`)
  const events = list.data as { id: string; data: { object: { id?: string; payment_intent?: string } } }[]
  // The balance has no id: its newest event is the one.
  const made = events.find(
    ({ data: { object } }) =>
      object.id === undefined || ids.includes(object.id) || ids.includes(object.payment_intent ?? ''),
  )
  if (made === undefined) throw new CommandFailed(`the calls were made, but ${type} did not follow`)
  return made.id
}
