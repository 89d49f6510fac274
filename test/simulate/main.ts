import { parseArgs } from 'node:util'
import { reportOf } from './report'
import { simulate } from './simulate'

void main()

/** `--days 30 --groups 50 --seed 7`; ends with 1 when something that must hold is broken. */
async function main(): Promise<void> {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const { values } = parseArgs({ options: { days: text('30'), groups: text('50'), seed: text('7') } })
  const days = whole('days', values.days, 1, 120)
  const groups = whole('groups', values.groups, 1, 500)
  const seed = whole('seed', values.seed, 0, 2 ** 31)
  const lived = await simulate({ days, groups, seed, say: (line) => console.error(`… ${line}`) })
  console.log(`${days} days of ${groups} groups, seed ${seed}`)
  for (const line of reportOf(lived)) console.log(line)
  process.exit(lived.invariants.some(({ broken }) => broken.length > 0) ? 1 : 0)
}

function whole(name: string, given: string, least: number, most: number): number {
  const value = Number(given)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  console.error(`--${name} is a whole number from ${least} to ${most}, not "${given}".`)
  process.exit(1)
}
