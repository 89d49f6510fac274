import { addDays, type Day, daysBetween } from '../../../kernel/day'
import { nextFestivalDay } from '../../../kernel/festivals'
import type { SopNode, SopVersion } from '../rules'
import { FESTIVALS, festivalLabel } from './calendar'
import { missingVariables } from './content'

/** How long the list of coming festivals looks ahead, and how far around a festival a dated node belongs to it. */
const AHEAD = 90
const BEFORE = 7
const AFTER = 3

export interface ComingFestival {
  /** As the node's time keeps it. */
  name: string
  label: string
  day: Day
  inDays: number
  nodes: SopNode[]
  /** One mark a step: words, picture or card, variables, a time, for each node. */
  done: number
  steps: number
  missing: string[]
}

/** Festivals of the next 90 days, whether the version has something for them, and how complete that is. */
export function comingFestivals(version: Pick<SopVersion, 'nodes'> | null, today: Day): ComingFestival[] {
  const nodes = version?.nodes ?? []
  const own = nodes.flatMap(({ time }) => (time.on === 'festival' ? [time.name] : []))
  const coming = [...new Set([...FESTIVALS, ...own])]
    .flatMap((name) => {
      const day = nextFestivalDay(name, 0, today)
      return day === null || daysBetween(today, day) > AHEAD ? [] : [{ name, day }]
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1))
  return coming.map(({ name, day }) => {
    const here = nodes.filter((node) => festivalOf(node, coming) === name)
    const states = here.flatMap(stepsOf)
    return {
      name,
      label: festivalLabel(name),
      day,
      inDays: daysBetween(today, day),
      nodes: here,
      done: states.filter((step) => step.done).length,
      steps: states.length,
      missing: [...new Set(states.filter((step) => !step.done).map((step) => step.name))],
    }
  })
}

/** The festival that a node is about: the one it names, or for a dated one the nearest in the week before or three days after. */
function festivalOf({ time, kind }: SopNode, coming: readonly { name: string; day: Day }[]): string | null {
  if (time.on === 'festival') return time.name
  if (time.on !== 'date' || kind !== 'special') return null
  const { date } = time
  const near = coming.filter(({ day }) => date >= addDays(day, -BEFORE) && date <= addDays(day, AFTER))
  const distance = (day: Day) => Math.abs(daysBetween(date, day))
  return near.sort((a, b) => distance(a.day) - distance(b.day))[0]?.name ?? null
}

/** What a node needs to be complete, in the order in which it is made. */
export function stepsOf(node: SopNode): { name: string; done: boolean }[] {
  return [
    { name: '文案', done: node.parts.some((part) => part.type === 'text' && part.text.trim() !== '') },
    { name: '图片或卡片', done: node.parts.some((part) => part.type !== 'text') },
    { name: '变量', done: missingVariables({ ...node, unscheduled: null }).length === 0 },
    { name: '排期', done: node.unscheduled === null && node.slots.length > 0 },
  ]
}
