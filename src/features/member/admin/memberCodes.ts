import { gridOf } from '../../../admin/table/tsv'

/** A cell of a list that somebody brought. */
export interface ListCell {
  /** `A2` of a table, `第 3 行` of pasted words. */
  ref: string
  value: string | number | boolean | null
}

/** A workbook as far as a list is looked for in it. */
interface Workbook {
  sheets: readonly { cells: readonly (ListCell & { error?: string })[] }[]
}

export interface ListedCode {
  ref: string
  /** As it stood there. */
  said: string
  /** Null when it cannot be a code. */
  code: string | null
  /** What is wrong, or null. */
  problem: string | null
}

const CODE = /^[0-9A-F]{8,24}$/
const HEAD = /会员码|会员编号|会员号|code/i

export const codeProblems = {
  shape: '不是会员码：8 位，只有数字和字母 A 到 F',
  number: '表格把它当成了数字，原样找不回来；把这一列设成「文本」再填一次',
  double: '和前面的重复，只算一次',
} as const

/** Codes cell by cell: what is a code, what is not and why. Empty cells and a heading are none. */
export function codesOf(cells: readonly ListCell[]): ListedCode[] {
  const seen = new Set<string>()
  return cells.flatMap(({ ref, value }, index): ListedCode[] => {
    const said = String(value ?? '').trim()
    if (said === '' || (index === 0 && HEAD.test(said))) return []
    const code = codeOf(value)
    if (code === null) {
      const lost = typeof value === 'number' || /^\d+(\.\d+)?E\+?\d+$/i.test(said)
      return [{ ref, said, code, problem: lost ? codeProblems.number : codeProblems.shape }]
    }
    const double = seen.has(code)
    seen.add(code)
    return [{ ref, said, code, problem: double ? codeProblems.double : null }]
  })
}

/** A spreadsheet takes a code of digits alone for a number and drops its zeros in front. */
function codeOf(value: ListCell['value']): string | null {
  if (typeof value === 'number') {
    return Number.isInteger(value) && value >= 0 && value < 1e8 ? String(value).padStart(8, '0') : null
  }
  const code = String(value ?? '')
    .normalize('NFKC')
    .replace(/[\s'’-]/g, '')
    .toUpperCase()
  return CODE.test(code) ? code : null
}

/** Pasted words: a column or a block of a spreadsheet, or codes between blanks, commas and line ends. */
export function pastedCells(text: string): ListCell[] {
  const rows = gridOf(text)
  const column = rows.some((row) => row.length > 1) ? bestColumn(rows) : null
  return rows.flatMap((row, index) => {
    const ref = `第 ${index + 1} 行`
    if (column !== null) return [{ ref, value: row[column] ?? '' }]
    return (row[0] ?? '').split(/[\s,，、;；]+/).flatMap((value) => (value === '' ? [] : [{ ref, value }]))
  })
}

/** The column of a table that its heading names, or that holds most codes. */
export function gridCells({ sheets }: Workbook): ListCell[] {
  const [sheet] = sheets
  if (!sheet) return []
  const columns = new Map<string, ListCell[]>()
  for (const { ref, value, error } of sheet.cells) {
    const column = /^[A-Z]+/.exec(ref)?.[0] ?? ''
    columns.set(column, [...(columns.get(column) ?? []), { ref, value: error ?? value }])
  }
  const weight = (cells: readonly ListCell[]) =>
    HEAD.test(String(cells[0]?.value ?? ''))
      ? Number.POSITIVE_INFINITY
      : codesOf(cells).filter(({ code }) => code).length
  const [best] = [...columns.values()].sort((a, b) => weight(b) - weight(a))
  return best ?? []
}

function bestColumn(rows: readonly (readonly string[])[]): number {
  const width = Math.max(...rows.map((row) => row.length))
  const weights = Array.from({ length: width }, (_, column) => {
    const cells = rows.map((row) => ({ ref: '', value: row[column] ?? '' }))
    return HEAD.test(String(cells[0]?.value))
      ? Number.POSITIVE_INFINITY
      : codesOf(cells).filter(({ code }) => code).length
  })
  return weights.indexOf(Math.max(...weights))
}
