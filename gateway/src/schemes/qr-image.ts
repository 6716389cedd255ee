/** Images of codes: SVG at once, PNG when it is asked for. */
import QRCode from 'qrcode'
import { html } from '../kernel/html.ts'

/** Modules of white around a code: ISO/IEC 18004 asks for four. */
const quietModules = 4

/** The code as an SVG document. */
export function svgOf(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const side = modules.size + 2 * quietModules
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + quietModules} ${row + quietModules}h1v1h-1z`
    }
  }
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="256" height="256" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`.toString()
}

/** The code as an address that holds its own image. */
export const svgDataUrl = (text: string): string => `data:image/svg+xml;base64,${btoa(svgOf(text))}`

/** The code as a PNG image. */
export const pngOf = async (text: string): Promise<Uint8Array> =>
  await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: quietModules, width: 512 })
