import { cardTitle, coverFor, readParts, utf8Length } from './readParts'
import { readTopic } from './readTopic'
import { type RowContext, refOf, type Say } from './rowContext'
import type { NodeTime, SopNode } from './rules'
import type { ColumnName, TableCell, TableRow } from './sheetTable'
import { importText } from './text'
import { fillIn, isMemberVariable, proposeGroupText, valuesOfTime, variablesIn } from './variables'
import { MODULES } from './words'

/** WeCom takes at most 4000 bytes of text in one message (WD/92135). */
const TEXT_BYTES = 4000

/** The words of the row, or null after naming why there are none that could be sent. */
export function textOf(row: TableRow, say: Say): string | null {
  const cell = row.cells.text
  if (cell?.error) return null
  const text = cell === undefined ? '' : String(cell.value)
  const ref = refOf(row, 'text')
  if (text === '' && row.cells.content === undefined) say(ref, 'error', 'text_missing', importText.textMissing, '')
  const bytes = utf8Length(text)
  if (bytes > TEXT_BYTES)
    say(ref, 'error', 'text_too_long', importText.textTooLong(bytes), `${[...text].slice(0, 20).join('')}…`)
  if (text === '') return row.cells.content === undefined ? null : ''
  return bytes > TEXT_BYTES ? null : text
}

export interface Content {
  module: string
  column: string
  tone: string
  owner: string
  note: string
  tags: string[]
  media: SopNode['parts']
  cardTitle: string
  cover: string
}

/** What a row says besides when and what: column, media, groups, people, notes. */
export function contentOf(row: TableRow, text: string, context: RowContext, say: Say): Content {
  const value = (name: ColumnName) => String(row.cells[name]?.value ?? '')
  const module = value('module')
  let column = value('column').slice(0, 30)
  if (column === '') {
    column = module !== '' ? module : [...text.replace(/[【】]/g, '')].slice(0, 8).join('')
    if (text !== '')
      say(
        refOf(row, 'column', 'module', 'text'),
        'tidied',
        'column_guessed',
        importText.columnGuessed(column),
        '',
        column,
      )
  }
  if (module !== '' && !MODULES.some((known) => module.includes(known) || known.includes(module))) {
    const ref = refOf(row, 'module')
    const message = importText.moduleUnknown(module, MODULES.join('、'))
    if (context.once(`module ${module}`)) say(ref, 'check', 'module_unknown', message, module)
  }
  const parts = readParts(value('form'), value('material'))
  const form = row.cells.form
  for (const word of parts.unknownForms) {
    say(refOf(row, 'form'), 'check', 'form_unknown', importText.formUnknown(word), form?.found ?? word)
  }
  for (const kind of parts.missing) {
    const ref = refOf(row, 'material', 'form')
    say(ref, 'check', 'material_missing', importText.materialMissing(kind), row.cells.material?.found ?? '')
  }
  for (const part of parts.media) {
    if (part.type !== 'questionnaire' || readTopic(text) !== null) continue
    say(
      refOf(row, 'material', 'form'),
      'check',
      'questionnaire_kept',
      importText.questionnaireKept(part.material),
      part.material,
    )
  }
  const owner = value('owner')
  if (owner !== '' && owner !== '系统' && context.staffNames.length > 0 && !context.staffNames.includes(owner)) {
    const ref = refOf(row, 'owner')
    if (context.once(`owner ${owner}`)) say(ref, 'check', 'owner_unknown', importText.ownerUnknown(owner), owner)
  }
  const notes = [
    value('note'),
    ...parts.leftOver.map((name) => `素材：${name}`),
    ...parts.unknownForms.map((word) => `表现形式：${word}`),
    ...row.extra.map((extra) => `${extra.label}：${extra.cell.value}`),
  ]
  return {
    module,
    column,
    tone: value('tone'),
    owner,
    note: notes.filter((note) => note !== '').join('；'),
    tags: tagsOf(row.cells.audience, context, say),
    media: parts.media,
    cardTitle: cardTitle(column, text),
    cover: coverFor(column, module),
  }
}

/** 全部福利群、VIP群 → 福利群, VIP群; nothing, 全部群 or 所有群 → every group. */
function tagsOf(cell: TableCell | undefined, context: RowContext, say: Say): string[] {
  if (cell === undefined) return []
  const tags = String(cell.value)
    .split(/[、,，;；/\n+]|和/)
    .map((word) => word.trim().replace(/^(全部|所有|全体|各个?)的?/, ''))
    .filter((word) => word !== '' && word !== '群' && word !== '社群' && word !== '客户群')
  const unknown = tags.filter((tag) => !context.groupTags.includes(tag))
  if (unknown.length > 0 && context.groupTags.length === 0) {
    if (context.once('tags')) say(cell.ref, 'check', 'tags_unchecked', importText.tagsUnchecked, cell.found)
  } else if (unknown.length > 0) {
    const message = importText.tagsUnknown(unknown.join('、'), context.groupTags.join('、'))
    say(cell.ref, 'check', 'tags_unknown', message, cell.found)
  }
  return [...new Set(tags)]
}

/** Every variable of the text that has one value for the whole group: what the time tells, the rest to be filled in. */
export function blanksOf(text: string, time: NodeTime): Record<string, string> {
  const told = valuesOfTime(time)
  const names = variablesIn(text).filter((name) => !isMemberVariable(name))
  return Object.fromEntries(names.map((name) => [name, told[name] ?? '']))
}

/** Names variables that one message to a group cannot carry, and those that wait for their words. */
export function sayVariables(row: TableRow, text: string, times: NodeTime[], context: RowContext, say: Say): void {
  const ref = row.cells.text?.ref ?? ''
  const open = variablesIn(fillIn(text, Object.assign({}, ...times.map(valuesOfTime))))
  const quoted = (names: string[]) => names.map((name) => `{${name}}`).join('、')
  const personal = open.filter(isMemberVariable)
  const rest = open.filter((name) => !isMemberVariable(name))
  if (personal.length > 0) {
    const proposal = proposeGroupText(text, context.address)
    say(ref, 'check', 'member_variable', importText.memberVariable(quoted(personal)), text, proposal)
  }
  if (rest.length > 0) say(ref, 'check', 'variable_empty', importText.unresolvedVariable(quoted(rest)), text)
}
