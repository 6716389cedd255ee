/** Secrets that a test plants, to search for them afterwards: each is nowhere else, and is said to be of what. */

/** Planted texts, and what each of them is. */
export const planted = new Map<string, string>()
let count = 0
export const plant = (what: string, secret: string): string => {
  planted.set(secret, what)
  return secret
}
export const word = (what: string): string => plant(what, `plant${String(++count).padStart(3, '0')}Xq7vKsecret`)
export const plantedDigits = (what: string, length: number): string =>
  plant(what, `7${String(++count).padStart(3, '0')}${'918273645091827'.slice(0, length - 4)}`)
const luhn = (start: string): string => {
  const sum = [...`${start}0`]
    .reverse()
    .reduce(
      (total, digit, at) =>
        total + (at % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)),
      0,
    )
  return start + ((10 - (sum % 10)) % 10)
}
export const pan = (what: string): string => plant(what, luhn(`453957876362${String(100 + ++count)}`))
/** A card of nobody's. */
export const plantedCard = (what: string) => ({
  number: pan(`the number of ${what}`),
  exp_month: 12,
  exp_year: 2040,
  cvc: '739',
})

/** Of its own for each request. */
export const idempotency = () => ({ 'idempotency-key': `plant-key-${++count}` })
