import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdsForAll } from '../../test/support/seed.ts'
import { barcodeOfLine, boleto, printedLine } from './boleto.ts'
import { buildFields, buildQr, crc16, isQrFault, parseFields, parseQr, type QrField } from './emv-qr.ts'
import { paynow, pix, promptpay, qris, readCode } from './national-qr.ts'
import { pngOf, svgDataUrl, svgOf } from './qr-image.ts'
import { suffixProblem, vaChannelNames, vaChannels, vaNumber } from './virtual-account.ts'

const folder = join(import.meta.dirname, '../../../../shared/specs/vectors')
const absent = existsSync(folder) ? {} : { skip: '../shared/specs/vectors is absent beside the checkout' }
const readVectors = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T

test('the CRC is CRC-16/CCITT-FALSE: its check value is 29B1', () => {
  assert.equal(crc16('123456789'), '29B1')
  assert.equal(crc16(''), 'FFFF')
})

test('every published code parses and rebuilds to the same text; every corrupted one is refused', absent, () => {
  const { vectors } = readVectors<{ vectors: { name: string; payload: string; crcValid: boolean }[] }>('emv-qr.json')
  assert.ok(vectors.length >= 19)
  for (const { name, payload, crcValid } of vectors) {
    const fields = parseQr(payload)
    if (!crcValid) {
      assert.ok(isQrFault(fields) && fields.fault === 'crc', name)
      continue
    }
    assert.ok(!isQrFault(fields), name)
    assert.equal(buildQr(fields), payload, name)
    for (const [tag, value] of fields) {
      if (Number(tag) < 26 || Number(tag) > 51) continue
      const inner = parseFields(value)
      assert.ok(!isQrFault(inner) && buildFields(inner) === value, `${name}, template ${tag}`)
    }
  }
})

test('PromptPay codes are the published ones', absent, () => {
  const { cases } = readVectors<{ cases: { name: string; id: string; options: string; payload: string }[] }>(
    'promptpay-cases.json',
  )
  for (const { name, id, options, payload } of cases) {
    const amount = /amount:\s*([\d.]+)/.exec(options)?.[1]
    // The published library writes two decimals.
    assert.equal(promptpay(id, amount === undefined ? null : Number(amount).toFixed(2)), payload, name)
  }
})

test('a broken text is refused with the place where it breaks', () => {
  for (const [text, fault] of [
    ['', 'empty'],
    ['0002', 'crc_missing'],
    ['000201', 'crc_missing'],
    [`0A0201${'6304'}`, 'crc_missing'],
  ] as const) {
    const parsed = parseQr(text)
    assert.ok(isQrFault(parsed) && parsed.fault === fault, text)
  }
  const sealed = (body: string) => `${body}6304${crc16(`${body}6304`)}`
  for (const [body, fault, at] of [
    ['0A0201', 'tag', 0],
    ['00X201', 'length', 2],
    ['000201019912', 'length', 8],
    ['0000', 'length', 2],
  ] as const) {
    const parsed = parseQr(sealed(body))
    assert.ok(isQrFault(parsed), body)
    assert.deepEqual([parsed.fault, parsed.at], [fault, at], body)
  }
})

const merchant = {
  name: 'Warung Contoh Yang Namanya Panjang',
  city: 'Jakarta Selatan Sekali',
  postal_code: '12190',
  category: '5812',
}

test('codes of each scheme read back as what they were made of', () => {
  const made = {
    qris: qris({
      merchant,
      acquirer: 'ID.CO.FLORIN.WWW',
      merchantPan: '936009990000000017',
      merchantId: 'TEST00000000017',
      nmid: 'ID1000000000017',
      size: 'UMI',
      amount: '15000',
      reference: '123456',
      terminal: 'A01',
    }),
    promptpay: promptpay('0801234567', '4.22'),
    paynow: paynow({ uen: '201912345K', amount: '888.88', lastDay: '20261231', merchant, reference: 'R1' }),
    pix: pix({ target: { url: 'pix.example.com/qr/v2/1' }, amount: '10.00', merchant, reference: null }),
  }
  for (const [scheme, text] of Object.entries(made)) {
    const code = readCode(text)
    assert.ok(!('fault' in code), text)
    assert.equal(code.scheme, scheme)
    assert.equal(code.dynamic, true)
  }
  const read = readCode(made.qris)
  assert.ok(!('fault' in read))
  assert.deepEqual(
    [read.amount, read.currency, read.name, read.city],
    ['15000', 'idr', 'Warung Contoh Yang Namany', 'Jakarta Selatan'],
  )
  const open = readCode(promptpay('0801234567', null))
  assert.ok(!('fault' in open) && open.amount === null && !open.dynamic)
})

const field = fc.tuple(
  fc.integer({ min: 0, max: 62 }).map((tag) => String(tag).padStart(2, '0')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => Array.from(text).length <= 99),
)

test('round trip: any fields build to a code that parses to them; any changed character is noticed', async () => {
  await holdsForAll(
    'a code parses to what it was built of',
    fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (fields: QrField[]) => {
      const parsed = parseQr(buildQr(fields))
      assert.deepEqual(parsed, fields)
    }),
    300,
  )
  await holdsForAll(
    'a code with one changed digit is refused',
    fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const text = promptpay('0801234567', '123.45')
      const place = at % text.length
      const was = text.charCodeAt(place)
      const changed = text.slice(0, place) + String.fromCharCode(48 + ((was - 48 + by) % 10)) + text.slice(place + 1)
      assert.ok(changed === text || isQrFault(parseQr(changed)))
    }),
    300,
  )
})

test('a boleto has 47 digits whose checks hold, and its line gives its barcode', async () => {
  await holdsForAll(
    'a line gives back its barcode, and one wrong digit is noticed',
    fc.property(
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.integer({ min: 0, max: 3000 }),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 25, maxLength: 25 }),
      fc.integer({ min: 0, max: 46 }),
      fc.integer({ min: 1, max: 9 }),
      (amount, days, free, place, by) => {
        const { barcode, line } = boleto({
          bank: '237',
          amount,
          dueDay: Date.UTC(2026, 0, 1) + days * 86_400_000,
          free: free.join(''),
        })
        assert.match(barcode, /^2379\d{40}$/)
        assert.match(line, /^\d{47}$/)
        assert.equal(barcodeOfLine(line), barcode)
        assert.equal(barcodeOfLine(printedLine(line)), barcode)
        const wrong = line.slice(0, place) + ((Number(line[place]) + by) % 10) + line.slice(place + 1)
        // The barcode's check is modulo 11 written in one digit, so one changed digit may pass it; the three fields' may not.
        if (place < 32) assert.equal(barcodeOfLine(wrong), null)
      },
    ),
    200,
  )
  // The day count began anew with 1000 on 2025-02-22 (Febraban).
  assert.equal(
    boleto({ bank: '237', amount: 1, dueDay: Date.UTC(2025, 1, 22), free: '0'.repeat(25) }).line.slice(33, 37),
    '1000',
  )
  // A printed boleto of 2018, of public documentation.
  assert.equal(
    barcodeOfLine('23793.38128 60007.827136 95000.063305 9 75520000370000'),
    '23799755200003700003381260007827139500006330',
  )
  assert.equal(barcodeOfLine('not a line'), null)
})

test('virtual accounts have the length of their channel and refuse suffixes that it does not have', () => {
  for (const channel of vaChannelNames) {
    const { prefix, suffixDigits } = vaChannels[channel]
    assert.equal(vaNumber(channel, '7').length, prefix.length + suffixDigits)
    assert.equal(suffixProblem(channel, '1'.repeat(suffixDigits)), null)
    assert.ok(suffixProblem(channel, '1'.repeat(suffixDigits + 1)))
    assert.ok(suffixProblem(channel, '12a'))
    assert.ok(suffixProblem(channel, ''))
  }
})

test('codes are drawn as SVG and PNG', async () => {
  const text = promptpay('0801234567', '4.22')
  assert.match(svgOf(text), /^<svg [^>]+>.*<\/svg>$/s)
  assert.match(svgDataUrl(text), /^data:image\/svg\+xml;base64,/)
  const png = await pngOf(text)
  assert.deepEqual([...png.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47])
})
