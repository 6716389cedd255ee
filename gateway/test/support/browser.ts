/** A real browser: the Chromium of an npm package on Linux x64, elsewhere an installed Chrome. */
import { type Browser, chromium } from 'playwright-core'

export async function openBrowser(): Promise<Browser> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await chromium.launch({
      executablePath: await packaged.executablePath(),
      args: [
        ...packaged.args,
        '--no-sandbox',
        '--disable-gpu',
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
