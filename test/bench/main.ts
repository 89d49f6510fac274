import { parseArgs } from 'node:util'
import { calendar } from './calendar'
import { checkin } from './checkin'
import { coldstart } from './coldstart'
import { cost } from './cost'
import { coupon } from './coupon'
import { expansion } from './expand'
import { flash } from './flash'
import { floor } from './floor'
import { funnel } from './funnel'
import { future } from './future'
import { gateBench } from './gate'
import type { Figures, Group } from './group'
import { inbound } from './inbound'
import { points } from './points'
import { reads } from './reads'
import { size } from './size'
import { slot } from './slot'
import { survey } from './survey'
import { table } from './table'
import { tick } from './tick'

/** Add a group here; its keys begin with its name. */
const groups: Group[] = [
  floor,
  checkin,
  coupon,
  flash,
  points,
  reads,
  survey,
  coldstart,
  inbound,
  funnel,
  tick,
  expansion,
  gateBench,
  slot,
  future,
  table,
  size,
  calendar,
  cost,
]

void main()

async function main(): Promise<void> {
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ options: { json: flag, quick: flag, only: { type: 'string' } } })
  const names = values.only?.split(',') ?? groups.map(({ name }) => name)
  const stranger = names.find((name) => !groups.some((group) => group.name === name))
  if (stranger !== undefined) {
    console.error(`There is no group "${stranger}": the groups are ${groups.map(({ name }) => name).join(', ')}.`)
    process.exit(1)
  }
  // With --json the output is one object and nothing else.
  const say = (line: string) => console.error(`… ${line}`)
  const figures: Figures = {}
  for (const group of groups.filter(({ name }) => names.includes(name))) {
    Object.assign(figures, await group.measure({ quick: values.quick, say }))
    if (!values.json) print(group, figures)
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2))
}

function print({ name, goals = {} }: Group, figures: Figures): void {
  for (const [key, value] of Object.entries(figures).filter(([key]) => key.startsWith(`${name}.`))) {
    const goal = goals[key]
    const verdict = goal === undefined ? '' : value <= goal ? `  (goal ≤ ${goal})` : `  MISSES the goal ≤ ${goal}`
    console.log(`${key.padEnd(32)} ${String(value).padStart(10)}${verdict}`)
  }
}
