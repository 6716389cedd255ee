/** Values in WooshPay's requests: ids, amounts from their digits, and lists. */
import { type Static, type TObject, Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import { defineAnswer, type ForeignEngine } from '../../engine/dialect.ts'
import { refusePage, refuseUnknownCursor } from '../../engine/page.ts'
import type { Page, Reply, RequestContext, Where } from '../../engine/route.ts'
import type { ForeignIds } from '../../kernel/foreign-id.ts'
import type { Minor } from '../../kernel/money.ts'
import type { Noun } from '../../kernel/noun.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { IdText } from '../../kernel/schema.ts'
import { isUnitsProblem, minorOfCoins } from '../../kernel/units.ts'
import { type MethodChoice, methodChoice, paymentMethod } from '../../resources/customers/payment-method/index.ts'
import { idsOf, wooshpayClientSecret } from './ids.ts'
import { type MethodDataField, methodDataInput } from './methods.ts'

/** Who calls, and what may be asked for. */
export type WooshpayCall = { readonly engine: ForeignEngine; readonly request: RequestContext }

/** Payers come back to the shop with ids of ours, so those name their objects too. */
const ourShape = /^[a-z]+_[0-9A-Za-z]{24}$/
/** Also of events, whose rows have another key than their id. */
const ownIds: ForeignIds = { of: (id) => id, beginningOf: (id) => id }

type WithId = Noun<{ readonly id: string }>

/** The row that an id names; what is not there is refused about `param`. */
export async function rowNamed<Row>(
  noun: Noun<Row>,
  id: string,
  { engine, request }: WooshpayCall,
  param = 'id',
): Promise<Row | Refusal> {
  const row = await engine.find(noun, ourShape.test(id) ? ownIds : idsOf(noun), id, request)
  return row ?? refuse.resourceMissing({ noun: noun.name, id, param })
}

/** The same where only our id is wanted; null and absent stay what they are. */
export async function idNamed<Sent extends string | null | undefined>(
  noun: WithId,
  id: Sent,
  asked: WooshpayCall,
  param: string,
): Promise<Sent | string | Refusal> {
  if (id === null || id === undefined) return id
  const row = await rowNamed(noun, id, asked, param)
  return isRefusal(row) ? row : row.id
}

/** The method that a request names or brings; null where it has none. Test names are taken as they are. */
export async function methodNamed(
  body: { readonly payment_method?: string; readonly payment_method_data?: Static<typeof MethodDataField> },
  asked: WooshpayCall,
): Promise<MethodChoice | null | Refusal> {
  const { engine, request } = asked
  const { payment_method: name, payment_method_data: data } = body
  if (data !== undefined) return await methodChoice({ payment_method_data: methodDataInput(data) }, engine, request)
  if (name === undefined) return null
  if (/^(pm_card_|tok_)/.test(name)) return await methodChoice({ payment_method: name }, engine, request)
  const id = await idNamed(paymentMethod, name, asked, 'payment_method')
  return isRefusal(id) ? id : { existing: id }
}

/** Our secret for whoever showed theirs; with a secret key it need not be shown. */
export function secretShown(
  row: { readonly id: string; readonly client_secret: string },
  noun: 'payment_intent' | 'setup_intent',
  given: string | undefined,
  audience: string,
): string | null {
  if (given === undefined && audience === 'secret') return null
  return given === wooshpayClientSecret(noun, row) || given === row.client_secret ? row.client_secret : ''
}

/** An amount is read from its digits: `10.000000000000000001` is no whole number, whatever a double makes of it. */
export function amountSent(text: string, currency: string, param: string): Minor | Refusal {
  const amount = minorOfCoins(text, currency.toLowerCase())
  // Whether there is such a currency is the command's question.
  if (isUnitsProblem(amount) && amount.problem === 'currency_unknown') return amountSent(text, 'usd', param)
  return isUnitsProblem(amount) || amount < 1
    ? refuse.parameterInvalidInteger({ param, got: text.slice(0, 60) })
    : amount
}

/** Milliseconds, as they are shown. */
const EpochMillis = Type.Integer({ minimum: 0, maximum: 99_999_999_999_999 })
const Bounds = Type.Object(
  {
    gt: Type.Optional(EpochMillis),
    gte: Type.Optional(EpochMillis),
    lt: Type.Optional(EpochMillis),
    lte: Type.Optional(EpochMillis),
  },
  { additionalProperties: false },
)
export const wooshpayPageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  starting_after: Type.Optional(IdText('The last id of the page before.')),
  ending_before: Type.Optional(IdText('The first id of the page after.')),
  created: Type.Optional(Type.Union([Bounds, EpochMillis])),
}
type PageQuery = Static<TObject<typeof wooshpayPageQuery>>

/** Bounds in milliseconds on times that are shown in whole seconds. */
export function createdIn(created: PageQuery['created']): Page['created'] {
  if (created === undefined) return {}
  const { gt, gte, lt, lte } = typeof created === 'number' ? { gte: created, lte: created } : { ...created }
  return {
    ...(gt === undefined ? {} : { gt: Math.floor(gt / 1000) }),
    ...(gte === undefined ? {} : { gte: Math.ceil(gte / 1000) }),
    ...(lt === undefined ? {} : { lt: Math.ceil(lt / 1000) }),
    ...(lte === undefined ? {} : { lte: Math.floor(lte / 1000) }),
  }
}

/** A place in a list that is not there is a wrong parameter, and no object that was asked for. */
async function cursorNamed(noun: WithId, id: string | undefined, asked: WooshpayCall, param: string) {
  const found = await idNamed(noun, id, asked, param)
  return id !== undefined && isRefusal(found) && found.kind === 'not_found'
    ? refuseUnknownCursor({ noun: noun.name, id, param })
    : found
}

async function pageSent(noun: WithId, query: PageQuery, asked: WooshpayCall): Promise<Page | Refusal> {
  const after = await cursorNamed(noun, query.starting_after, asked, 'starting_after')
  if (isRefusal(after)) return after
  const before = await cursorNamed(noun, query.ending_before, asked, 'ending_before')
  if (isRefusal(before)) return before
  const page = {
    limit: query.limit ?? 10,
    starting_after: after ?? null,
    ending_before: before ?? null,
    created: createdIn(query.created),
  }
  return refusePage(page) ?? page
}

type Listed = { readonly url: string; readonly has_more: boolean; readonly data: readonly unknown[] }

export const list = defineAnswer<Listed>({
  noun: 'list',
  fields: {
    object: ignored('Always list.'),
    url: mapped('url'),
    has_more: mapped('has_more'),
    'data[].*': mapped('data'),
  },
  render: ({ url, has_more, data }) => ({ object: 'list', url, has_more, data }),
})

/** A page of a noun, each of its rows as `answer` shows it. */
export async function pageAnswer(
  noun: WithId,
  answer: string,
  { where, query, url }: { where: Where; query: PageQuery; url: string },
  asked: WooshpayCall,
): Promise<Reply | Refusal> {
  const page = await pageSent(noun, query, asked)
  if (isRefusal(page)) return page
  const { engine, request } = asked
  const { rows, more } = await engine.rows(noun, where, page, request)
  const data: unknown[] = []
  for (const row of rows) data.push(await engine.render(answer, row, request))
  return await engine.answer('list', { url, has_more: more, data }, request)
}

/** One object by its id. */
export async function shownById(
  noun: WithId,
  answer: string,
  id: string,
  { engine, request }: WooshpayCall,
): Promise<Reply | Refusal> {
  const row = await rowNamed(noun, id, { engine, request })
  return isRefusal(row) ? row : await engine.answer(answer, row, request)
}
