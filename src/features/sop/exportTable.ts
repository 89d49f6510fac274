import { dayWords, joinCell, partsToCell, variablesToCell } from './cellCodec'
import { spanWords } from './diff'
import { exceptionsToCell } from './exceptionCell'
import type { Grid, GridCell } from './grid'
import type { Audience, SopNode, SopVersion } from './rules'
import type { ColumnName } from './sheetTable'
import { cycleWords, kindWords, lateWords, policyWords, routeWords } from './words'

/** The sheet of a table that was made here. */
export const SHEET = 'SOP 内容'
/** Stands left of the name, so that the import takes it as it is. */
export const NAME_LABEL = 'SOP 名称'
export const PERIOD_LABEL = '执行周期'
export const NO_PERIOD = '长期'
export const STORES_LABEL = '发给门店'

interface Column {
  name: ColumnName
  label: string
  cell: (node: SopNode) => string
  /** Left out of the table when no node says anything in it. */
  optional?: true
}

const list = (of: (audience: Audience) => string[]) => (node: SopNode) => joinCell(of(node.audience), '、')

const COLUMNS: readonly Column[] = [
  { name: 'key', label: '节点编号', cell: (node) => node.key },
  { name: 'when', label: '周期', cell: (node) => cycleWords(node.time) },
  { name: 'time', label: '时段', cell: (node) => node.slots.map(({ from, until }) => `${from}-${until}`).join('、') },
  { name: 'exceptions', label: '单独安排', cell: (node) => exceptionsToCell(node.exceptions), optional: true },
  { name: 'kind', label: '栏目种类', cell: (node) => kindWords[node.kind] },
  { name: 'module', label: '内容模块', cell: (node) => node.module },
  { name: 'column', label: '栏目', cell: (node) => node.column },
  { name: 'text', label: '文案', cell: textOf },
  { name: 'content', label: '内容组成', cell: (node) => partsToCell(node.parts) },
  { name: 'value', label: '价值类别', cell: (node) => node.value, optional: true },
  { name: 'tone', label: '话术风格', cell: (node) => node.tone },
  { name: 'variables', label: '变量', cell: (node) => variablesToCell(node.variables) },
  { name: 'tags', label: '适用群标签', cell: list(({ tags }) => tags) },
  { name: 'stores', label: '适用门店', cell: list(({ stores }) => stores), optional: true },
  { name: 'owners', label: '群主账号', cell: list(({ owners }) => owners), optional: true },
  { name: 'size', label: '群人数', cell: (node) => spanWords(node.audience.size), optional: true },
  { name: 'age', label: '建群天数', cell: (node) => spanWords(node.audience.age), optional: true },
  { name: 'tiers', label: '会员等级', cell: list(({ tiers }) => tiers), optional: true },
  { name: 'segments', label: '会员分层', cell: list(({ segments }) => segments), optional: true },
  { name: 'preferences', label: '会员偏好', cell: list(({ preferences }) => preferences), optional: true },
  { name: 'route', label: '发送方式', cell: (node) => routeWords[node.route] },
  {
    name: 'fallback',
    label: '备用方式',
    cell: (node) => (node.fallback === null ? '' : routeWords[node.fallback]),
    optional: true,
  },
  { name: 'late', label: '晚了怎么办', cell: (node) => lateWords[node.late] },
  { name: 'holiday', label: '遇节假日', cell: (node) => policyWords[node.holiday] },
  { name: 'weekend', label: '遇周末', cell: (node) => policyWords[node.weekend] },
  { name: 'effort', label: '气氛组', cell: (node) => node.effort, optional: true },
  { name: 'owner', label: '负责人', cell: (node) => node.owner },
  { name: 'note', label: '备注', cell: (node) => node.note },
  { name: 'unscheduled', label: '不定时发', cell: (node) => node.unscheduled ?? '' },
]

/**
 * A version as a table in the operator's words. The import reads it back to the same nodes; only where a row once came from
 * (`source`) is another place then.
 */
export function exportTable(version: Pick<SopVersion, 'name' | 'number' | 'from' | 'to' | 'stores' | 'nodes'>): Grid {
  const columns = COLUMNS.filter(
    (column) => column.optional !== true || version.nodes.some((node) => column.cell(node) !== ''),
  )
  const cells: GridCell[] = [
    { ref: 'A1', value: NAME_LABEL },
    { ref: 'B1', value: version.name },
    { ref: 'A2', value: PERIOD_LABEL },
    { ref: 'B2', value: periodWords(version) },
  ]
  const stores = version.stores ?? []
  if (stores.length > 0) {
    cells.push({ ref: 'A3', value: STORES_LABEL }, { ref: 'B3', value: joinCell(stores, '、') })
  }
  const head = stores.length > 0 ? 4 : 3
  const put = (row: number, index: number, value: string) => {
    if (value !== '') cells.push({ ref: `${columnLetters(index)}${row}`, value })
  }
  for (const [index, column] of columns.entries()) put(head, index, column.label)
  for (const [row, node] of version.nodes.entries()) {
    for (const [index, column] of columns.entries()) put(row + head + 1, index, column.cell(node))
  }
  return {
    fileName: `${version.name.replace(/[\\/:*?"<>|]/g, '_')} 第${version.number}版.xlsx`,
    sheets: [{ name: SHEET, cells, merges: [] }],
  }
}

function textOf(node: SopNode): string {
  const part = node.parts.find((each) => each.type === 'text')
  return part?.type === 'text' ? part.text : ''
}

function periodWords({ from, to }: Pick<SopVersion, 'from' | 'to'>): string {
  if (from !== null && to !== null) return `${dayWords(from)}—${dayWords(to)}`
  if (from !== null) return `${dayWords(from)}起`
  return to === null ? NO_PERIOD : `到${dayWords(to)}止`
}

function columnLetters(index: number): string {
  return (index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : '') + String.fromCharCode(65 + (index % 26))
}
