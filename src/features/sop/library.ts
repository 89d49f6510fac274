import './collections'
import type { Context } from '../../context'
import { addDays, daysBetween } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import { type HolidayBook, holidayBook, readHolidays } from '../../kernel/holidayBook'
import { dayInfo, type HolidayOverride, isAnnounced } from '../../kernel/holidays'
import type { Handlers } from '../../kernel/rpc'
import { readEdition, writeRules } from '../../kernel/ruleBook'
import { settle } from '../../kernel/settle'
import { to } from '../../kernel/store'
import { requireStaff } from '../staff/access'
import { expand } from './expand'
import { exportTable } from './exportTable'
import type { sopLifeContract } from './lifeContract'
import { emptyLife } from './publication'
import { sopText } from './refusals'
import type { SopVersion } from './rules'
import { summaryOfTemplate, templates } from './templates/all'
import { insertVersionOnce, requireVersion } from './versionStore'

type Methods =
  | 'sop.getCalendar'
  | 'sop.listTemplates'
  | 'sop.createFromTemplate'
  | 'sop.exportVersion'
  | 'sop.getHolidays'
  | 'sop.setHolidays'

const LONGEST_RANGE = 62

export const libraryHandlers: Pick<Handlers<typeof sopLifeContract, Context>, Methods> = {
  async 'sop.getCalendar'({ sop, number, from, to: last }, { store, now }) {
    const length = daysBetween(from, last) + 1
    if (length < 1 || length > LONGEST_RANGE) refuse('RANGE_TOO_LONG', sopText.rangeTooLong)
    const version = await requireVersion(store, sop, number)
    const holidays = await readHolidays(store, now)
    const beats = expand(version, { from, to: last }, { holidays })
    const days = Array.from({ length }, (_, index) => addDays(from, index))
    return {
      beats: beats.map(({ beat, node, date, nominal, from: begins, until }) => ({
        beat,
        node: node.key,
        column: node.column,
        module: node.module,
        date,
        nominal,
        from: begins,
        until,
      })),
      daysOff: days.flatMap((day) => {
        const { kind, name } = dayInfo(day, holidays)
        return kind === 'holiday' || kind === 'makeup' ? [{ day, name, work: kind === 'makeup' }] : []
      }),
    }
  },

  async 'sop.listTemplates'() {
    return { templates: templates.map(summaryOfTemplate) }
  },

  /** The SOP's id is made of template and name, so a repeat finds what the first one made. */
  async 'sop.createFromTemplate'({ template: id, name: wanted, from, to: last }, { store, now, caller }) {
    const template = templates.find((each) => each.id === id) ?? refuse('NO_SUCH_TEMPLATE', sopText.noSuchTemplate)
    const name = wanted ?? template.name
    const sop = `t${hash64(`${id}\n${name}`).slice(0, 12)}`
    await settle(store, 'sops', sop, (doc) => {
      if (doc) return { answer: doc }
      const fresh = { _id: sop, schema: 1 as const, name, live: 0, latest: 0, createdAt: now }
      return { insert: fresh, answer: fresh }
    })
    const version: SopVersion = {
      ...emptyLife(sop, 1, null, now, requireStaff(caller).name),
      name,
      from: from ?? null,
      to: last ?? null,
      nodes: template.nodes,
    }
    const made = await insertVersionOnce(store, version)
    await store.update('sops', { _id: sop }, { latest: to.max(1) })
    return { sop, number: 1, nodes: made.nodes.length }
  },

  async 'sop.exportVersion'({ sop, number }, { store }) {
    const grid = exportTable(await requireVersion(store, sop, number))
    return { fileName: grid.fileName, grid }
  },

  async 'sop.getHolidays'({ year }, { store }) {
    const { rules, revision } = await readEdition(store, holidayBook)
    return { year, announced: isAnnounced(year), days: rules.days.filter(isIn(year)), revision }
  },

  async 'sop.setHolidays'({ year, days, revision, request }, { store, now, caller }) {
    const isOfYear = isIn(year)
    if (!days.every(isOfYear)) refuse('HOLIDAY_WRONG_YEAR', sopText.holidayWrongYear(String(year)))
    const { rules, ...held } = await readEdition(store, holidayBook)
    // Of another revision than the page's these are not the right ones: then nothing is written at all.
    const others = rules.days.filter((each) => !isOfYear(each))
    const next: HolidayBook = { schema: 1, days: [...others, ...days].sort((a, b) => (a.day < b.day ? -1 : 1)) }
    // What is asked for holds already: the same list again is the same book.
    if (JSON.stringify(next) === JSON.stringify(rules))
      return { year, days: rules.days.filter(isOfYear), revision: held.revision }
    const { name: by } = requireStaff(caller)
    const saved = await writeRules(store, holidayBook, { rules: next, revision, request, by }, now)
    return { year, days: saved.rules.days.filter(isOfYear), revision: saved.revision }
  },
}

const isIn =
  (year: number) =>
  ({ day }: HolidayOverride) =>
    day.startsWith(`${year}-`)
