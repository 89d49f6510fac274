import './collections'
import type { Day } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { readColleagues } from '../staff/server'
import { isAwayOn, readAway } from './absences'
import type { BoardSingles } from './contract'
import { textOf } from './rows'
import type { Delivery } from './rules'
import { isSingle } from './singleRules'

/** More beats to single customers in a day than this are not listed. */
const MOST_BEATS = 20

/**
 * What guides send to single customers on a day: a task each, and how many members are in none. One wire call on a day without any; else three
 * for each beat, and three.
 */
export async function readBoardSingles(
  store: Store,
  date: Day,
  rows: readonly Delivery[],
  now: number,
): Promise<BoardSingles[]> {
  const beats = await beatsOn(store, date)
  if (beats.length === 0) return []
  const guides = [...new Set(rows.filter(isSingle).map(({ owner }) => owner))]
  const away = await readAway(store, guides, now)
  const names = new Map((await readColleagues(store)).map(({ user, name }) => [user, name]))
  const found = await together(
    beats.map(async (beat): Promise<BoardSingles> => {
      const own = rows.filter((row) => row.beat === beat && isSingle(row))
      const [left, fallback, without] = await together([
        store.count('single_told', { beat, state: 'skipped', row: null }),
        store.count('single_told', { beat, state: 'fallback' }),
        store.find('single_told', { beat, row: null }, { limit: 200, fields: ['reason', 'state'] }),
      ])
      const [first] = own
      return {
        beat,
        column: first?.column ?? '',
        from: first?.from ?? null,
        until: first?.until ?? null,
        text: first === undefined ? '' : textOf(first.parts),
        customers: own.reduce((sum, row) => sum + (row.customers ?? 0), 0),
        reached: own.reduce((sum, row) => sum + (row.reached ?? 0), 0),
        left,
        fallback,
        reasons: [...new Set(without.flatMap(({ reason }) => reason ?? []))].slice(0, 5),
        tasks: own
          .map(({ _id: id, owner, state, customers = 0, reached = 0, sentAt, reason, remindedAt }) => ({
            ...{ id, guide: owner, guideName: names.get(owner) ?? owner, state, customers, reached, sentAt, reason },
            reminders: remindedAt.length,
            away: isAwayOn(owner, date, away),
          }))
          .sort((a, b) => (a.guideName < b.guideName ? -1 : 1)),
      }
    }),
  )
  return found.sort((a, b) => (a.from ?? 0) - (b.from ?? 0) || (a.beat < b.beat ? -1 : 1))
}

/** The names of a day's beats, found one behind the other: their lines may be thousands. */
async function beatsOn(store: Store, date: Day): Promise<string[]> {
  const beats: string[] = []
  for (;;) {
    const [line] = await store.find(
      'single_told',
      beats.length === 0 ? { date } : { date, beat: is.gt(beats.at(-1)) },
      { sort: [['beat', 1]], limit: 1, fields: ['beat'] },
    )
    if (line === undefined || beats.length >= MOST_BEATS) return beats
    beats.push(line.beat)
  }
}
