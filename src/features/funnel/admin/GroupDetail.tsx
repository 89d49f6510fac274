import type { ReactNode } from 'react'
import { useNow } from '../../../admin/clock'
import { count, moment } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useQuery } from '../../../admin/useQuery'
import type { GroupHealth } from '../contract'
import { DayBars } from './DayBars'
import { bp } from './view'
import { joinSceneWords, quitSceneWords, stepWords } from './words'

const COMING = { name: '进群', color: '#234a80' }
const GOING = { name: '退群', color: '#8a8f99' }

/** How one group is: four signs of health, who comes and goes, what the SOP sent, how far its people got. */
export function GroupDetail({ chatId }: { chatId: string }) {
  const found = useQuery('funnel.group', { chatId })
  const now = useNow()
  if (found.loading) return <Skeleton rows={10} height={44} />
  if (found.error) {
    return <Failure standing="群照常运转。" error={found.error} onRetry={() => void found.reload()} />
  }
  if (!found.data) return null
  const { group } = found.data
  const { joins, quits } = sumsOf(group)
  return (
    <div className="group-detail">
      <section className="card group-health" aria-label={`${group.name}的健康`}>
        <header>
          <h2>{group.name}</h2>
          <span className="hint">群主 {group.owner}</span>
        </header>
        <div>
          <Sign
            name="人数"
            means="满 150 人才撑得起每天的话题"
            good={group.bigEnough}
            value={`${count(group.size)} 人`}
          >
            {group.bigEnough ? '够热闹' : `离 150 人还差 ${150 - group.size}`}
          </Sign>
          <Sign
            name="近 7 天打过卡"
            means="打过卡的人 ÷ 对得上小程序的群成员；到 30% 算活跃"
            good={group.lively}
            value={bp(group.activeShare, 0)}
          >
            {group.matched === 0
              ? '还没有人对得上，先发一次打卡卡片'
              : `${count(group.active)} / ${count(group.matched)} 人；另有 ${count(Math.max(0, group.size - group.matched))} 人还没打开过小程序`}
          </Sign>
          <Sign
            name="近 30 天进出"
            means="进群减退群；重进的人每次都数"
            good={joins + quits === 0 ? null : joins >= quits}
            value={`${joins >= quits ? '+' : '−'}${Math.abs(joins - quits)}`}
          >
            进 {count(joins)} · 退 {count(quits)}
          </Sign>
          <Sign
            name="离上一条有用的消息"
            means="上一条真正发到群里的 SOP 消息"
            good={group.quietDays === null ? null : group.quietDays < 3}
            value={group.quietDays === null ? '—' : group.quietDays === 0 ? '今天' : `${group.quietDays} 天`}
          >
            {group.lastPostAt === null ? '90 天里没有发到过' : moment(group.lastPostAt, now)}
          </Sign>
        </div>
      </section>
      <DayBars
        title="近 30 天进群和退群"
        series={[COMING, GOING]}
        down={1}
        days={group.days.map(({ day, joins: came, quits: went }) => ({ day, values: [came, went] }))}
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
        <Messages messages={group.messages} />
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
              <b>{count(group.funnel.people)}</b> 第一次露面
            </li>
            {group.funnel.steps.map(({ step, people, ofEntry }) => (
              <li key={step}>
                <b>{count(people)}</b> {stepWords[step]} <small>{bp(ofEntry, 0)}</small>
              </li>
            ))}
            <li>
              <b>{count(group.funnel.left)}</b> 7 天内离开 <small>{bp(group.funnel.leftShare, 0)}</small>
            </li>
          </ul>
        )}
      </section>
    </div>
  )
}

function Sign({
  name,
  means,
  good,
  value,
  children,
}: {
  name: string
  means: string
  /** Null: nobody can tell. */
  good: boolean | null
  value: string
  children: ReactNode
}) {
  return (
    <div data-good={good}>
      <span className="defined" title={means}>
        {name}
      </span>
      <b>{value}</b>
      <span className="tag" data-kind={good === null ? undefined : good ? 'jade' : 'amber'}>
        {good === null ? '看不出' : good ? '✓ 达标' : '○ 没达标'}
      </span>
      <small>{children}</small>
    </div>
  )
}

function Messages({ messages }: { messages: GroupHealth['messages'] }) {
  const { planned, sent, late, missed, skipped, open } = messages
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
          <dt>应发 {count(planned)} 条</dt>
          <dd>
            按时 {sent} · 迟发 {late} · 错过 {missed > 0 ? <b className="brick">{missed}</b> : 0} · 跳过 {skipped}
            {open > 0 && ` · 还没到点或没结论 ${open}`}
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
