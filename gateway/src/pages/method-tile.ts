/** Tiles of payment methods: stand-ins that no brand owns. */
import type { Method } from '../contracts/method.ts'
import { type Html, html } from '../kernel/html.ts'

/** A method's letters in a colour of its own, as an image (SVG). */
export function methodTile({ label, code }: Pick<Method, 'label' | 'code'>): Html {
  const letters = (
    /^[^a-z]*?([A-Za-z0-9])[^A-Z0-9]*([A-Z0-9])?/.exec(label)?.slice(1).join('') || label.slice(0, 2)
  ).toUpperCase()
  const hue = [...code].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32" width="48" height="32" role="img" aria-label="${label}"><rect width="48" height="32" rx="6" fill="hsl(${hue} 55% 38%)"/><text x="24" y="21" font-family="system-ui,sans-serif" font-size="14" font-weight="700" fill="#fff" text-anchor="middle">${letters}</text></svg>`
}
