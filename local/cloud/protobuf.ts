/** One field of a protobuf message: its number and its payload (bytes for wire type 2, the varint for wire type 0). */
export interface Field {
  readonly number: number
  readonly bytes: Buffer
  readonly varint: number
}

/** Reads the fields of a message; wire types 0 and 2 only, which is all that the open-API messages use. */
export function readFields(message: Buffer): Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = message[at]
      if (byte === undefined) throw new RangeError('truncated protobuf message')
      at += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  while (at < message.length) {
    const tag = varint()
    const value = varint()
    const kind = tag & 7
    if (kind !== 0 && kind !== 2) throw new RangeError(`unexpected wire type ${kind}`)
    fields.push({
      number: tag >>> 3,
      bytes: kind === 2 ? message.subarray(at, at + value) : Buffer.alloc(0),
      varint: kind === 0 ? value : 0,
    })
    if (kind === 2) at += value
  }
  return fields
}

function varintBytes(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

export function bytesField(number: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([...varintBytes(number * 8 + 2), ...varintBytes(value.length)]), value])
}

/** A negative number is written as a 64-bit two's complement, as int32 fields are. */
export function intField(number: number, value: number): Buffer {
  if (value >= 0) return Buffer.from([...varintBytes(number * 8), ...varintBytes(value)])
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = varintBytes(number * 8)
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return Buffer.from([...bytes, Number(rest)])
}
