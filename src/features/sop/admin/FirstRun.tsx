import { Button } from 'antd'
import { Glyph } from '../../../admin/parts/Glyph'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { FirstSteps, stepsDone } from './FirstSteps'
import './firstrun.css'

const week = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const sample: readonly {
  time: string
  tone: string
  name: string
  days: readonly number[]
  other?: readonly [number, string]
}[] = [
  { time: '9:00', tone: 'daka', name: '打卡签到', days: [0, 1, 2, 3, 4, 5, 6] },
  { time: '10:00', tone: 'topic', name: '话题讨论', days: [0, 1, 2, 3, 4, 5, 6] },
  { time: '11:00', tone: 'goods', name: '午间好物', days: [0, 1, 2, 3, 4, 5, 6] },
  { time: '12:00', tone: 'promo', name: '会员日', days: [2] },
  { time: '15:00', tone: 'game', name: '游戏互动', days: [0, 1, 2, 3, 4, 5, 6] },
  { time: '20:00', tone: 'voice', name: '用户反馈', days: [0, 1, 2, 3, 4, 5, 6], other: [4, '福利周五'] },
]

const POLL_MS = 15_000

/** Stands in for today until the first version speaks: four steps with their real state, the words one has to know, a week. */
export function FirstRun() {
  const start = useQuery('desk.getStart', {}, POLL_MS)
  const { canEdit } = useRights()
  const done = start.data ? stepsDone(start.data) : []
  return (
    <Screen
      title="开始使用"
      crumb="约 10 分钟，随时离开，写入的都会留着"
      actions={<Button href={hrefOf('/today', { board: '1' })}>先看今日</Button>}
    >
      <div className="first-run">
        <section className="card" aria-label="让第一拍响起来">
          <header>
            <h2>4 步，让第一拍响起来</h2>
            <span className="hint end" aria-live="polite">
              {start.data ? `已完成 ${done.filter(Boolean).length} / 4` : ''}
            </span>
          </header>
          {start.loading && <Skeleton rows={4} height={88} />}
          {start.error && !start.data && (
            <Failure standing="已写入的都在。" error={start.error} onRetry={() => void start.reload()} />
          )}
          {start.data && <FirstSteps start={start.data} done={done} canEdit={canEdit} />}
          <dl className="words">
            <dt>拍</dt>
            <dd>一个群在一个时间该发的一条。例如 9 个群 × 6 拍 = 每天 54 条。</dd>
            <dt>配额</dt>
            <dd>企业微信给每个群的群发上限。我们每群每天最多用 1 条，其余走群主待办。</dd>
            <dt>确认</dt>
            <dd>每条都要群主点一下。没点就不会发，过了窗口记作错过。</dd>
          </dl>
          <p className="way">
            <Glyph name="plan" /> 计划 → <Glyph name="built" /> 已建任务 → <Glyph name="wait" /> 待群主确认 →{' '}
            <Glyph name="sent" /> 已发送
          </p>
        </section>
        <section className="card" aria-label="你的一周会长这样">
          <header>
            <h2>你的一周会长这样</h2>
            <span className="hint">虚线是示例，导入后在日历里看你自己的</span>
          </header>
          {canEdit && start.data?.sop === null && (
            <a className="drop-hint" href={hrefOf('/import')}>
              <Icon name="import" size={20} />
              <span>
                <b>去导入 Excel</b>
                <small>.xlsx / .csv，列名随便写，我们来认</small>
              </span>
            </a>
          )}
          <table className="sample-week">
            <thead>
              <tr>
                <td />
                {week.map((day) => (
                  <th key={day} scope="col">
                    {day}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sample.map((row) => (
                <tr key={row.time}>
                  <th scope="row">{row.time}</th>
                  {week.map((day, index) => (
                    <td key={day}>
                      {row.days.includes(index) && (
                        <span data-tone={row.other?.[0] === index ? 'promo' : row.tone}>
                          <span className="bar-mark" />
                          {row.other?.[0] === index ? row.other[1] : row.name}
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <div className="promises">
            <div>
              <h3>导入时做的</h3>
              <p>9:00、11点、晚上8点、20：00 都认得；多个时段、周几、节日和「节前 3 天」也认得。</p>
            </div>
            <div>
              <h3>不会丢的</h3>
              <p>认不出的每一格都会点名告诉你。每次发布留一个版本，线上的不会被改乱。</p>
            </div>
            <div>
              <h3>要群主配合的</h3>
              <p>每天每群约 5 次确认，一次 3 秒。到点提醒，不会半夜打扰。</p>
            </div>
          </div>
        </section>
      </div>
    </Screen>
  )
}
