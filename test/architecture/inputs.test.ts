import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { memberMethods, staffMethods } from '../../src/contracts'

/** A schema of valibot as it looks at run time: its kind and its parts. */
interface Node {
  readonly type: string
  readonly pipe?: readonly Node[]
  readonly entries?: Readonly<Record<string, Node>>
  readonly options?: readonly Node[]
  readonly items?: readonly Node[]
  readonly item?: Node
  readonly key?: Node
  readonly value?: Node
  readonly wrapped?: Node
  readonly rest?: Node
  readonly getter?: (input: unknown) => Node
}

/** Characters: more than a chunk of an uploaded file, the longest text of all. */
const ENDLESS = 1_000_000
/** A cell of a spreadsheet is judged by the import, which names it; refusing the whole table would not. */
const JUDGED = 'sop.previewImport.grid.sheets[].cells[].value.|1'

test('no method takes a text, a list or a number without an end', () => {
  const open = Object.entries({ ...memberMethods, ...staffMethods }).flatMap(([method, { input }]) =>
    endless(input as unknown as Node, method),
  )
  assert.ok(tried.size > 500)
  assert.deepEqual(open, [])
})

/** A schema that several methods share is tried once. */
const tried = new Set<Node>()

/** Paths of what has no upper end, each by trying it: a `check` counts as well as a `maxLength`. */
function endless(node: Node, path: string): string[] {
  if (tried.has(node)) return []
  tried.add(node)
  const go = (child: Node | undefined, at: string) => (child ? endless(child, at) : [])
  const takes = (value: unknown) => v.safeParse(node as unknown as v.GenericSchema, value).success
  switch (node.type) {
    case 'string':
      return ['a', '1', '字', '😀', '\u202e', '/a'].some((sign) => takes(sign.repeat(ENDLESS))) ? [path] : []
    case 'number':
      return [Number.NaN, Number.POSITIVE_INFINITY, ...(path === JUDGED ? [] : [1e300, -1e300])].some(takes)
        ? [path]
        : []
    case 'array':
      return [...(isCapped(node) ? [] : [`${path}[]`]), ...go(node.item, `${path}[]`)]
    case 'record':
      return [...go(node.key, `${path}{key}`), ...go(node.value, `${path}{}`)]
    default: {
      const parts = [
        ...Object.entries(node.entries ?? {}),
        ...(node.options ?? []).filter(isNode).map((one, i) => [`|${i}`, one] as const),
        ...(node.items ?? []).map((one, i) => [String(i), one] as const),
      ]
      return [
        ...parts.flatMap(([name, child]) => go(child, `${path}.${name}`)),
        ...go(node.wrapped, path),
        ...go(node.rest, `${path}[…]`),
        ...(node.type === 'lazy' ? go(node.getter?.(undefined), path) : []),
      ]
    }
  }
}

/** A list is not tried with its most items, which would have to be right ones: its pipe must say how many. */
function isCapped({ pipe = [] }: Node): boolean {
  return (
    pipe.some(({ type }) => ['max_length', 'length', 'check'].includes(type)) ||
    pipe.slice(0, 1).some((one) => one.pipe !== pipe && isCapped(one))
  )
}

/** The options of a union are schemas, those of a picklist plain values. */
function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
