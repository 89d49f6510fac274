import { shortDay } from '../../../admin/format'
import { timeOf } from '../../../kernel/day'
import type { DryRun, DryRunClash, DryRunShift, DryRunSingle } from '../dryRunContract'
import { clashNames } from './dryrun'

/** Sentences that are shown; the others are counted. */
const SHOWN = 40

/** What to look at before publishing, worst first, and the days that holidays moved. */
export function DryrunSide({ run, onGo }: { run: DryRun; onGo: (change: Record<string, string | null>) => void }) {
  const told = gathered(run.clashes)
  return (
    <aside className="card dryrun-side" aria-label="要留意的">
      <header>
        <h2>要留意 {run.totals.clashes}</h2>
        <span className="hint end">点群名只看那个群</span>
      </header>
      <div>
        {told.length === 0 && <p className="dryrun-fine">没有撞车，没有重复，群发次数够用。</p>}
        <ul>
          {told.slice(0, SHOWN).map(({ clash, groups }) => (
            <li key={`${clash.kind}${clash.date}${clash.message}`}>
              <p>
                <span className="tag" data-kind={clashNames[clash.kind][1]}>
                  {clashNames[clash.kind][0]}
                </span>{' '}
                <b>{shortDay(clash.date)}</b>{' '}
                <button type="button" className="linkish" onClick={() => onGo({ g: clash.group })}>
                  {clash.groupName}
                </button>
                {groups > 1 && <small> 等 {groups} 个群</small>}
              </p>
              <p>{clash.message}</p>
            </li>
          ))}
        </ul>
        {told.length > SHOWN && <p className="hint dryrun-rest">还有 {told.length - SHOWN} 种，改掉上面的再预演。</p>}
        {run.singles.length > 0 && (
          <section aria-label="客户群发">
            <h3>客户群发</h3>
            <ul>
              {run.singles.map((single) => (
                <li key={single.beat}>{singleWords(single)}</li>
              ))}
            </ul>
          </section>
        )}
        {run.shifts.length > 0 && (
          <section aria-label="节假日">
            <h3>节假日</h3>
            <ul>
              {run.shifts.map((shift) => (
                <li key={`${shift.node}${shift.nominal}`}>{shiftWords(shift)}</li>
              ))}
            </ul>
          </section>
        )}
        <p className="hint dryrun-rest">预演用线上同一套规则算，不会真的建任务，也不占配额。</p>
      </div>
    </aside>
  )
}

function singleWords({ column, date, from, guides, fallback, skipped }: DryRunSingle): string {
  const told = guides.map(({ guide, customers }) => `${guide} ${customers} 位`).join('、')
  const others = [
    ...(fallback > 0 ? [`${fallback} 位改发订阅消息`] : []),
    ...skipped.map(({ reason, members }) => `${members} 位不发：${reason}`),
  ]
  return `${shortDay(date)} ${timeOf(from)}「${column}」${[told || '没有人能收到', ...others].join('；')}`
}

function shiftWords({ column, nominal, date, name }: DryRunShift): string {
  const what = `${shortDay(nominal)} ${name}，「${column}」`
  return date === null ? `${what}不发` : `${what}顺延到 ${shortDay(date)}`
}

/** The same sentence of several groups is told once. */
function gathered(clashes: readonly DryRunClash[]): { clash: DryRunClash; groups: number }[] {
  const found = new Map<string, { clash: DryRunClash; groups: number }>()
  for (const clash of clashes) {
    const key = `${clash.kind}|${clash.date}|${clash.message.replaceAll(clash.groupName, '')}`
    const known = found.get(key)
    if (known) known.groups++
    else found.set(key, { clash, groups: 1 })
  }
  return [...found.values()]
}
