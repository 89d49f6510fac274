import type { Delivery } from '../../src/features/delivery/rules'
import type { Lived } from './simulate'

/** The report as it is printed, line by line. */
export function reportOf({ rows, invariants, counts, promised, wallMs }: Lived): string[] {
  const of = (state: Delivery['state']) => rows.filter((row) => row.state === state)
  const sent = [...of('sent'), ...of('late')]
  const bySelf = sent.filter(({ evidence }) => evidence !== 'platform').length
  const reasons = tally(
    [...of('missed'), ...of('skipped'), ...of('unconfirmed')].map((row) => `${row.state} · ${row.reason}`),
  )
  return [
    `planned        ${rows.length}`,
    `sent           ${sent.length}  (by the platform's word ${sent.length - bySelf}, self-reported ${bySelf}, late ${of('late').length})`,
    `by deputies    ${sent.filter(({ deputyFor }) => deputyFor !== undefined).length}`,
    `missed         ${of('missed').length}, skipped ${of('skipped').length}, unconfirmed ${of('unconfirmed').length}`,
    ...reasons.map(([reason, count]) => `               ${count} × ${reason}`),
    `kept promises  ${Object.entries(promised)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
    `refusals       ${tally(Object.entries(counts.refusals)).map(([what]) => what).length} kinds`,
    ...Object.entries(counts.refusals).map(([what, count]) => `               ${count} × ${what}`),
    `faults armed   ${
      Object.entries(counts.armed)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', ') || 'none'
    }`,
    `ticks          ${counts.ticks}, calls ${counts.calls}, wire calls ${counts.wireCalls}`,
    `wall time      ${(wallMs / 1000).toFixed(1)} s`,
    ...invariants.flatMap(({ name, broken }) => [
      `${broken.length === 0 ? 'holds ' : 'BROKEN'}  ${name}: ${broken.length}`,
      ...broken.slice(0, 10).map((each) => `        ${each}`),
    ]),
  ]
}

function tally(list: readonly unknown[]): [what: string, count: number][] {
  const counts = new Map<string, number>()
  for (const each of list) counts.set(String(each), (counts.get(String(each)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
