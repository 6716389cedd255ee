/** The words of the command line, read. What is none of them is refused with what it should be; Commander names the option. */
import { InvalidArgumentError } from 'commander'
import { rateLimitMax } from '../../engine/rate-limits.ts'

export const parseWhole =
  (what: string, min = 0, max = 999_999_999) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d{1,9}$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be ${what}, from ${min} to ${max}.`)
    return value
  }

/** Millionths of a share: `2.9` is 29,000. */
export const percent = (text: string): number => {
  if (!/^\d{1,2}(\.\d{1,4})?$/.test(text)) throw new InvalidArgumentError('It must be a percentage such as 2.9.')
  return Math.round(Number(text) * 10_000)
}

export const parseOneOf =
  <W extends string>(...allowed: readonly W[]) =>
  (text: string): W => {
    const found = allowed.find((word) => word === text)
    if (found === undefined) throw new InvalidArgumentError(`It must be one of ${allowed.join(', ')}.`)
    return found
  }

/** Requests a second. */
export const requests = parseWhole('a whole number of requests a second', 1, rateLimitMax)

/** Commander takes a null for an option without a value, so none stays a word until it is stored. */
export const parseRequests = (text: string): number | 'none' => {
  if (text === 'none') return text
  if (!/^[1-9]\d*$/.test(text) || Number(text) > rateLimitMax)
    throw new InvalidArgumentError(
      `It must be a whole number of requests a second, from 1 to ${rateLimitMax}, or none.`,
    )
  return Number(text)
}

/** A text that says something, for people. */
export const words =
  (max: number) =>
  (text: string): string => {
    const said = text.trim()
    if (said === '' || said.length > max) throw new InvalidArgumentError(`It must be a text of 1 to ${max} characters.`)
    return said
  }

export const webAddress = (text: string): string => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('It must be an address such as http://localhost:3000/hook.')
  return text
}

/** An id by its prefix; whether there is such an object is asked later. */
export const parseId =
  (prefix: string) =>
  (text: string): string => {
    if (!text.startsWith(`${prefix}_`) || !/^\w{3,255}$/.test(text))
      throw new InvalidArgumentError(`It must be an id that begins with ${prefix}_.`)
    return text
  }
