import type { Method } from '../../../../contracts/method.ts'
import type { MethodOptions } from '../model.ts'

/** A method's options as they are shown: with what is there by default, without what only the scheme is told. */
export function shownOptions(method: Method | null, options: MethodOptions, besides: readonly string[] = []) {
  const hidden = (method?.hidden_options ?? []).filter((name) => !besides.includes(name))
  const sent = Object.entries(options).filter(([name, value]) => !hidden.includes(name) && value !== null)
  return { ...method?.option_defaults, ...Object.fromEntries(sent) }
}
