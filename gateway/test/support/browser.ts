/** A real browser: the Chromium of an npm package on Linux x64, elsewhere an installed Chrome. */
import { type Browser, chromium } from 'playwright-core'

export async function openBrowser(): Promise<Browser> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await chromium.launch({
      executablePath: await packaged.executablePath(),
      // Not the package's own list: it is for a function that renders one page and runs everything in one process.
      args: [
        '--no-sandbox',
        '--no-zygote',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
      headless: true,
    })
  }
  return await chromium.launch({ channel: 'chrome', headless: true })
}
