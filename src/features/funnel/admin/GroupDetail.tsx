import type { ReactNode } from 'react'
import { useNow } from '../../../admin/clock'
import { count, moment } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { Chart } from '../../../admin/parts/Chart'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf } from '../../../kernel/day'
import type { Rate } from '../../delivery/storeRates'
import type { GroupHealth } from '../contract'
import { movesModel } from './series'
import { bp } from './view'
import { joinSceneWords, quitSceneWords, stepWords } from './words'

/** How one group is: four signs of health, who comes and goes, what the SOP sent, how far its people got. */
export function GroupDetail({ chatId }: { chatId: string }) {
  const found = useQuery('funnel.group', { chatId })
  const now = useNow()
  const { canEdit } = useRights()
  if (found.loading) return <Skeleton rows={10} height={44} />
  if (found.error) {
    return <Failure standing="群照常运转。" error={found.error} onRetry={() => void found.reload()} />
  }
  if (!found.data) return null
  const { group } = found.data
  const { joins, quits } = sumsOf(group)
  const today = dayOf(now)
  const moves = (which: 'joins' | 'quits', n: number) => (
    <NumberLink n={n} href={canEdit ? hrefOf('/groups', { group: chatId, moves: which }) : null} of="人次">
      {count(n)}
    </NumberLink>
  )
  const people = (n: number, step: string, only: string | null = null) => (
    <NumberLink
      n={n}
      of="人"
      href={
        canEdit
          ? hrefOf('/funnel', {
              ...{ from: addDays(today, -90), to: today, by: 'group', value: chatId, people: step, only },
            })
          : null
      }
    >
      {count(n)}
    </NumberLink>
  )
  return (
    <div className="group-detail">
      <section className="card group-health" aria-label={`${group.name}的健康`}>
        <header>
          <h2>{group.name}</h2>
          <span className="hint">群主 {group.owner}</span>
        </header>
        <div>
          <Sign id="groupSize" good={group.bigEnough} value={`${count(group.size)} 人`}>
            {group.bigEnough ? '够热闹' : `离 150 人还差 ${150 - group.size}`}
          </Sign>
          <Sign id="groupActive" good={group.lively} value={bp(group.activeShare, 0)}>
            {group.matched === 0
              ? '还没有人对得上，先发一次打卡卡片'
              : `${count(group.active)} / ${count(group.matched)} 人；另有 ${count(Math.max(0, group.size - group.matched))} 人还没打开过小程序`}
          </Sign>
          <Sign
            id="groupMoves"
            good={joins + quits === 0 ? null : joins >= quits}
            value={`${joins >= quits ? '+' : '−'}${Math.abs(joins - quits)}`}
          >
            进 {moves('joins', joins)} · 退 {moves('quits', quits)}
          </Sign>
          <Sign
            id="groupQuiet"
            good={group.quietDays === null ? null : group.quietDays < 3}
            value={group.quietDays === null ? '—' : group.quietDays === 0 ? '今天' : `${group.quietDays} 天`}
          >
            {group.lastPostAt === null ? (
              '90 天里没有发到过'
            ) : (
              <a className="number-link" href={hrefOf('/today', { d: dayOf(group.lastPostAt) })}>
                {moment(group.lastPostAt, now)}
              </a>
            )}
          </Sign>
        </div>
      </section>
      <Chart
        title="近 30 天进群和退群"
        name={`${group.name} 近 30 天进群和退群`}
        hint="往上是进，往下是退"
        model={movesModel(group.days, chatId, today, now)}
        metrics={['joins', 'quits']}
        empty="这 30 天没有人进也没有人退。"
        height={200}
      />
      <div className="group-pair">
        <section className="card group-scenes" aria-label="怎么来、怎么走">
          <header>
            <h2>怎么来，怎么走</h2>
            <span className="hint">近 30 天</span>
          </header>
          <dl>
            <dt>进群</dt>
            <dd>{sceneWords(group.joinScenes, joinSceneWords)}</dd>
            <dt>退群</dt>
            <dd>{sceneWords(group.quitScenes, quitSceneWords)}</dd>
          </dl>
        </section>
        <Messages messages={group.messages} chatId={chatId} today={today} />
      </div>
      <section className="card group-steps" aria-label="从这个群来的人">
        <header>
          <h2>近 90 天从这个群认识的人</h2>
          <span className="hint">第一个进的群是它</span>
          <span className="end">
            <a className="linkish" href={hrefOf('/funnel', { by: 'group', value: chatId })}>
              看漏斗
            </a>
          </span>
        </header>
        {group.funnel.people === 0 ? (
          <p className="hint">还没有。群里的老成员多半在 90 天以前就来了。</p>
        ) : (
          <ul>
            <li>
              <b>{people(group.funnel.people, 'all')}</b> 第一次露面
            </li>
            {group.funnel.steps.map(({ step, people: n, ofEntry }) => (
              <li key={step}>
                <b>{people(n, step)}</b> {stepWords[step]} <small>{bp(ofEntry, 0)}</small>
              </li>
            ))}
            <li>
              <b>{people(group.funnel.left, 'all', 'left')}</b> 7 天内离开{' '}
              <small>{bp(group.funnel.leftShare, 0)}</small>
            </li>
          </ul>
        )}
      </section>
    </div>
  )
}

function Sign({
  id,
  good,
  value,
  children,
}: {
  id: MetricId
  /** Null: nobody can tell. */
  good: boolean | null
  value: string
  children: ReactNode
}) {
  return (
    <div data-good={good}>
      <Metric id={id} />
      <b>{value}</b>
      <span className="tag" data-kind={good === null ? undefined : good ? 'jade' : 'amber'}>
        {good === null ? '看不出' : good ? '✓ 达标' : '○ 没达标'}
      </span>
      <small>{children}</small>
    </div>
  )
}

function Messages({ messages, chatId, today }: { messages: GroupHealth['messages']; chatId: string; today: Day }) {
  const { planned, sent, late, missed, skipped, open } = messages
  const range = { from: addDays(today, -13), to: today, chat: chatId }
  const link = (n: number, which: Rate | null) => (
    <NumberLink n={n} href={hrefOf('/stores', { ...range, rows: which ?? 'all' })}>
      {count(n)}
    </NumberLink>
  )
  return (
    <section className="card group-scenes" aria-label="SOP 发得怎样">
      <header>
        <h2>SOP 发得怎样</h2>
        <span className="hint">近 14 天</span>
      </header>
      {planned === 0 ? (
        <p className="hint">这 14 天没有给这个群排过消息。</p>
      ) : (
        <dl>
          <dt>排了 {link(planned, null)} 条</dt>
          <dd>
            按时 {link(sent, 'onTime')} · 迟发 {link(late, 'late')} · 错过{' '}
            <span className={missed > 0 ? 'brick' : undefined}>{link(missed, 'missed')}</span> · 跳过{' '}
            {link(skipped, 'skipped')}
            {open > 0 && <> · 还没到点或没结论 {link(open, 'open')}</>}
          </dd>
        </dl>
      )}
    </section>
  )
}

function sceneWords(scenes: GroupHealth['joinScenes'], names: Record<number, string>): string {
  if (scenes.length === 0) return '没有'
  return scenes
    .map(({ scene, people }) => `${scene === null ? '不清楚怎么来去' : (names[scene] ?? `方式 ${scene}`)} ${people}`)
    .join(' · ')
}

function sumsOf({ days }: GroupHealth): { joins: number; quits: number } {
  return days.reduce((sum, { joins, quits }) => ({ joins: sum.joins + joins, quits: sum.quits + quits }), {
    joins: 0,
    quits: 0,
  })
}
