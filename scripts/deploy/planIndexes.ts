import type { IndexSpec } from '../../cloudfunctions/platform/indexes'
import type { Actual, ActualIndex, Desired } from './state'
import type { Plan, Step } from './step'

/**
 * Indexes are compared by what they index, not by name. A changed one is built under another name (`today_2`) before the old
 * one goes, so that no query is without its index meanwhile; the name then stays. Only an index that differs in uniqueness
 * alone goes first: the database has no room for two on the same fields.
 */
export function planIndexes(wanted: Desired['collections'], found: Actual['collections']): Plan {
  const steps: Step[] = []
  const notes: string[] = []
  for (const [collection, { indexes }] of Object.entries(wanted)) {
    const there = (found.get(collection)?.indexes ?? []).filter(({ name }) => name !== '_id_')
    const taken = new Set(there.map(({ name }) => name))
    const kept = new Set(indexes.flatMap((index) => there.filter((one) => same(index, one)).map(({ name }) => name)))
    for (const index of indexes) {
      if (there.some((one) => same(index, one))) continue
      const inTheWay = there.find((one) => keysOf(index) === foundKeysOf(one))
      if (inTheWay) steps.push(dropped(collection, inTheWay.name))
      const name = freeName(index.name, taken)
      taken.add(name)
      const fields = index.keys.map(([field, direction]) => (direction === 1 ? field : `${field}↓`)).join('、')
      const say = `${collection} 建${index.unique ? '唯一' : ''}索引 ${name}（${fields}）`
      steps.push({ kind: 'index', collection, create: { ...index, name }, drop: null, say })
      if (inTheWay) kept.add(inTheWay.name)
    }
    for (const { name } of there.filter((one) => !kept.has(one.name))) {
      if (indexes.some((index) => baseOf(name) === index.name)) steps.push(dropped(collection, name))
      else notes.push(`集合 ${collection} 有一个不是节拍建的索引 ${name}，原样留着。`)
    }
  }
  return { steps, notes }
}

function dropped(collection: string, name: string): Step {
  return { kind: 'index', collection, create: null, drop: name, say: `${collection} 去掉旧索引 ${name}` }
}

function same(index: IndexSpec, found: ActualIndex): boolean {
  return keysOf(index) === foundKeysOf(found) && (index.unique ?? false) === found.unique
}

function keysOf({ keys }: IndexSpec): string {
  return keys.map(([field, direction]) => `${field}:${direction}`).join(',')
}

function foundKeysOf({ keys }: ActualIndex): string {
  return keys.map(([field, direction]) => `${field}:${direction}`).join(',')
}

function baseOf(name: string): string {
  return name.replace(/_\d+$/, '')
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let n = 2; ; n++) if (!taken.has(`${name}_${n}`)) return `${name}_${n}`
}
