import type { GridCell, GridSheet } from '../grid'
import { columnName } from './cells'

/**
 * Text of a file: UTF-8, UTF-16 with a mark, or else GB18030, which is what Excel in China writes into a .csv. Null when it is
 * no text at all (a picture, a PDF).
 */
export function decodeText(bytes: Uint8Array): string | null {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (mark) return new TextDecoder(mark).decode(bytes)
  if (bytes.subarray(0, 4096).includes(0)) return null
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this encoding; the next one, or no text.
    }
  }
  return null
}

/** Comma- or tab-separated values (RFC 4180: quotes, doubled quotes, line breaks inside quotes) as one sheet. */
export function readCsv(text: string, name: string): GridSheet {
  const separator = separatorOf(text)
  const cells: GridCell[] = []
  let row = 1
  let column = 0
  let field = ''
  let quoted = false
  const finish = () => {
    const value = field.trim()
    if (value !== '') cells.push({ ref: `${columnName(column)}${row}`, value })
    field = ''
    column++
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') {
        field += '"'
        at++
      } else quoted = false
    } else if (sign === '"' && field.trim() === '') {
      quoted = true
      field = ''
    } else if (sign === separator) {
      finish()
    } else if (sign === '\n') {
      finish()
      row++
      column = 0
    } else if (sign !== '\r') {
      field += sign
    }
  }
  finish()
  return { name: name.slice(0, 31) || 'CSV', cells, merges: [] }
}

/** A tab when the first line has more tabs than commas: what one pastes from a spreadsheet. */
function separatorOf(text: string): string {
  const line = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  return line.split('\t').length > line.split(',').length ? '\t' : ','
}
