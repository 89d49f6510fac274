import { hash64 } from '../../kernel/hash'
import { bannedWords } from '../../kernel/wording'
import type { Grid, GridCell, GridSheet } from '../sop/grid'
import { CHANNEL_KINDS, type ChannelKind, channelId } from './rules'
import { channelText, kindWords } from './text'

/** What one row becomes, and what is to be said about its cells. */
export interface BatchRow {
  sheet: string
  /** From 1, as the sheet counts. */
  row: number
  /** Null while something stands in the way. */
  channel: BatchChannel | null
  issues: BatchIssue[]
}

export interface BatchIssue {
  /** `C5` */
  cell: string
  level: 'error' | 'check'
  message: string
}

export interface BatchChannel {
  id: string
  name: string
  store: string
  kind: ChannelKind
  /** WeCom user ids. */
  users: string[]
  welcome: string
  tags: string[]
}

export interface BatchPreview {
  digest: string
  rows: BatchRow[]
  /** What keeps the table as a whole from being read. */
  problem: string | null
}

type Column = 'store' | 'name' | 'staff' | 'kind' | 'welcome' | 'tags'

const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  store: ['门店', '门店名', '门店名称', '店名', '店铺'],
  name: ['名称', '渠道', '渠道名', '渠道名称', '码名称'],
  staff: ['导购', '导购userid', '员工', '员工账号', '企微账号', 'userid', '负责人', '导购账号'],
  kind: ['类型', '渠道类型'],
  welcome: ['欢迎语', '欢迎词', '福利'],
  tags: ['标签', '客户标签'],
}
const MOST_ROWS = 500
const LIMITS = { store: 40, name: 30, welcome: 1000, tag: 30, tags: 10, users: 100 }

/**
 * Reads a table of stores, one channel a row. Pure; the same table gives the same ids, so writing it twice writes it once.
 *
 * @param staff WeCom user id and name of everybody who works here
 */
export function readBatch(grid: Grid, staff: readonly { user: string; name: string }[]): BatchPreview {
  const digest = hash64(JSON.stringify(grid.sheets))
  const sheet = grid.sheets.find((one) => headerOf(one) !== null)
  const header = sheet ? headerOf(sheet) : null
  if (!sheet || !header) return { digest, rows: [], problem: channelText.batch.noTable }
  const numbers = [...new Set(sheet.cells.map((cell) => place(cell.ref).row))].filter((row) => row > header.row)
  const rows = numbers
    .sort((a, b) => a - b)
    .map((row) => readRow(sheet, header.columns, row, staff))
    .filter((row) => row !== null)
  if (rows.length === 0) return { digest, rows: [], problem: channelText.batch.noRows }
  const problem = rows.length > MOST_ROWS ? channelText.batch.tooMany : null
  return { digest, rows: onceEach(rows.slice(0, MOST_ROWS)), problem }
}

type Columns = Partial<Record<Column, string>>

/** The first row that has a store's column, within the first ten. */
function headerOf(sheet: GridSheet): { row: number; columns: Columns } | null {
  for (let row = 1; row <= 10; row++) {
    const columns: Columns = {}
    for (const cell of sheet.cells) {
      const at = place(cell.ref)
      if (at.row !== row) continue
      const words = plain(cell)
        .toLowerCase()
        .replace(/[\s（(].*$/u, '')
        .replace(/[*:：]/g, '')
      const full = plain(cell)
        .toLowerCase()
        .replace(/[\s*:：]/g, '')
      for (const [column, names] of Object.entries(HEADERS) as [Column, readonly string[]][]) {
        if ((names.includes(words) || names.includes(full)) && columns[column] === undefined)
          columns[column] = at.letters
      }
    }
    if (columns.store !== undefined) return { row, columns }
  }
  return null
}

function readRow(
  sheet: GridSheet,
  columns: Columns,
  row: number,
  staff: readonly { user: string; name: string }[],
): BatchRow | null {
  const issues: BatchIssue[] = []
  const say = (column: Column, message: string, level: BatchIssue['level'] = 'error') =>
    issues.push({ cell: `${columns[column] ?? columns.store ?? 'A'}${row}`, level, message })
  const read = (column: Column): string => {
    const ref = `${columns[column] ?? ''}${row}`
    const cell = columns[column] === undefined ? undefined : sheet.cells.find((each) => each.ref === ref)
    if (cell?.error) say(column, channelText.batch.error)
    return cell ? plain(cell) : ''
  }
  const [store, named, people, kindWord, welcome, tagWords] = [
    read('store'),
    read('name'),
    read('staff'),
    read('kind'),
    read('welcome'),
    read('tags'),
  ]
  if ([store, named, people, kindWord, welcome, tagWords].every((text) => text === '') && issues.length === 0)
    return null
  const { batch } = channelText
  if (store === '') say('store', batch.noStore)
  if (store.length > LIMITS.store) say('store', batch.longStore)
  if (named.length > LIMITS.name) say('name', batch.longName)
  const kind = kindWord === '' ? 'store' : kindOf(kindWord)
  if (kind === null) say('kind', batch.kind(kindWord))
  const users: string[] = []
  for (const word of split(people)) {
    const found = staff.find(({ user, name }) => user === word || name === word)
    if (found) users.push(found.user)
    else say('staff', batch.staff(word))
  }
  if (new Set(users).size > LIMITS.users) say('staff', batch.manyStaff)
  if (welcome.length > LIMITS.welcome) say('welcome', batch.longWelcome)
  const banned = bannedWords([welcome])
  if (banned !== null) say('welcome', banned, 'check')
  const tags = [...new Set(split(tagWords))]
  if (tags.length > LIMITS.tags || tags.some((tag) => tag.length > LIMITS.tag)) say('tags', batch.longTag)
  const broken = issues.some(({ level }) => level === 'error')
  const name = named === '' ? store.slice(0, LIMITS.name) : named
  const body = { name, store, kind: kind ?? 'store', users: [...new Set(users)], welcome, tags }
  // Of what it says, not of where it stands: a row that moved is the same channel.
  const id = channelId(body.kind, hash64(JSON.stringify(body)))
  return { sheet: sheet.name, row, channel: broken ? null : { id, ...body }, issues }
}

/** Of rows that say the same the first is written. */
function onceEach(rows: BatchRow[]): BatchRow[] {
  const first = new Map<string, number>()
  return rows.map((row) => {
    if (row.channel === null) return row
    const known = first.get(row.channel.id)
    if (known === undefined) {
      first.set(row.channel.id, row.row)
      return row
    }
    const issue: BatchIssue = { cell: `A${row.row}`, level: 'check', message: channelText.batch.twice(known) }
    return { ...row, issues: [...row.issues, issue] }
  })
}

function kindOf(word: string): ChannelKind | null {
  return CHANNEL_KINDS.find((kind) => kindWords[kind] === word || (kind === 'store' && word === '门店')) ?? null
}

function split(text: string): string[] {
  return text
    .split(/[、,，;；\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

function plain(cell: GridCell): string {
  return cell.value === null ? '' : String(cell.value).trim()
}

function place(ref: string): { letters: string; row: number } {
  const [, letters = 'A', row = '1'] = /^([A-Z]+)(\d+)$/.exec(ref) ?? []
  return { letters, row: Number(row) }
}
