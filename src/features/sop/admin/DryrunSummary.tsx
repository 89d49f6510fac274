import { count } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { Icon } from '../../../admin/parts/Icon'
import { daysBetween } from '../../../kernel/day'
import type { DryRun } from '../dryRunContract'

/** The figures of a dry run and what they come to. */
export function DryrunSummary({ run, conclusion }: { run: DryRun; conclusion: string }) {
  const { messages, groupTasks, byHand, skipped, asked, clashes } = run.totals
  const days = daysBetween(run.from, run.to) + 1
  return (
    <section className="card dryrun-summary" aria-label="结果">
      <p>
        <b>{count(messages)}</b> 条消息
      </p>
      <p>
        <span className="route" data-route="group_task" aria-hidden="true">
          发
        </span>{' '}
        <b>{count(groupTasks)}</b> 群发任务
      </p>
      <p>
        <span className="route" aria-hidden="true">
          办
        </span>{' '}
        <b>{count(byHand)}</b> 群主待办
      </p>
      <p>
        <Glyph name="skip" size={15} /> <b>{count(skipped)}</b> 跳过
      </p>
      {asked > 0 && (
        <p className="blue">
          <Glyph name="verify" size={15} /> <b>{count(asked)}</b> 到点问你
        </p>
      )}
      <p className={clashes > 0 ? 'brick' : undefined}>
        <Icon name="warn" size={15} /> <b>{count(clashes)}</b> 处要留意
      </p>
      <p>
        {count(run.groups.hearing)} 个群听到，每群每天{' '}
        {run.groups.hearing === 0 ? 0 : ((messages - skipped) / run.groups.hearing / days).toFixed(1)} 条
      </p>
      <p className="dryrun-end">
        <span>结论：</span>
        {conclusion}
      </p>
    </section>
  )
}
