/** 5:4, as WeChat shows a mini-program card. One bit a pixel keeps the uncompressed file near 5 KB. */
const WIDTH = 240
const HEIGHT = 192

/** Ground and mark by cover, as the theme has them; a name without an entry takes the brand's. */
const COLOURS: Readonly<Record<string, readonly [ground: number, mark: number]>> = {
  daka: [0xffe9e2, 0xf0553b],
  topic: [0xf3f0f8, 0x7a5ea8],
  goods: [0xeaf4f5, 0x1b8590],
  game: [0xf7f0ec, 0x9c6344],
  feedback: [0xf1f2f4, 0x6c7685],
  'member-day': [0xfff3dc, 0xb87503],
  flash: [0xffe9e2, 0xad3e78],
}

/**
 * A plain picture for a card whose cover nobody has uploaded yet: the brand's beat, four bars of which one is taller, on the
 * cover's own ground. A valid PNG without any library: palette, one bit a pixel, stored blocks instead of compression.
 */
export function drawCover(name: string): Uint8Array<ArrayBuffer> {
  const [ground, mark] = COLOURS[name] ?? [0xffe9e2, 0xf0553b]
  const header = [...word(WIDTH), ...word(HEIGHT), 1, 3, 0, 0, 0]
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', header),
    ...chunk('PLTE', [...rgb(ground), ...rgb(mark)]),
    ...chunk('IDAT', stored(pixels())),
    ...chunk('IEND', []),
  ])
}

function pixels(): number[] {
  const rows: number[] = []
  for (let y = 0; y < HEIGHT; y++) {
    // Every row begins with its filter; 0 is none (PNG 9.2).
    rows.push(0)
    for (let x = 0; x < WIDTH; x += 8) {
      let byte = 0
      for (let bit = 0; bit < 8; bit++) byte = byte * 2 + (isMark(x + bit, y) ? 1 : 0)
      rows.push(byte)
    }
  }
  return rows
}

/** Four bars around the middle line; the third is the beat. */
function isMark(x: number, y: number): boolean {
  const bar = Math.floor((x - 66) / 28)
  if (bar < 0 || bar > 3 || (x - 66) % 28 >= 16) return false
  const half = bar === 2 ? 52 : bar % 2 === 0 ? 22 : 34
  return Math.abs(y - HEIGHT / 2) <= half
}

/** zlib with stored blocks (RFC 1951 3.2.4), each at most 65,535 bytes. */
function stored(data: number[]): number[] {
  const blocks: number[] = [0x78, 0x01]
  for (let at = 0; at < data.length; at += 65_535) {
    const part = data.slice(at, at + 65_535)
    const last = at + 65_535 >= data.length ? 1 : 0
    blocks.push(last, part.length & 255, part.length >> 8, ~part.length & 255, (~part.length >> 8) & 255, ...part)
  }
  let a = 1
  let b = 0
  for (const byte of data) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return [...blocks, ...word(b * 65_536 + a)]
}

function chunk(type: string, data: number[]): number[] {
  const body = [...[...type].map((letter) => letter.charCodeAt(0)), ...data]
  return [...word(data.length), ...body, ...word(crc32(body))]
}

function crc32(bytes: number[]): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

function word(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}

function rgb(colour: number): number[] {
  return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
}
