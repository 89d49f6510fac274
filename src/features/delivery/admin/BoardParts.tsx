import { Button } from 'antd'
import type { CallError } from '../../../admin/call'
import { Glyph } from '../../../admin/parts/Glyph'
import { type GlyphName, glyphNames } from '../../../admin/parts/glyphNames'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { addDays, type Day, timeOf } from '../../../kernel/day'

/** The newest answer did not come: what is shown is older, and says of when it is. */
export function Stale({ error, at, onRetry }: { error: CallError; at: number; onRetry: () => void }) {
  return (
    <p className="note stale" data-kind="amber" role="status">
      <Icon name="clock" size={14} />
      <span>
        没有取到新数，下面是 {timeOf(at)} 的；消息照常进行。{error.message}（{error.code}）
      </span>
      <Button size="small" onClick={onRetry}>
        再取一次
      </Button>
    </p>
  )
}

/** The eight states by shape and name. */
export function Legend() {
  return (
    <ul className="legend end" aria-label="图例">
      {(Object.keys(glyphNames) as GlyphName[]).map((name) => (
        <li key={name}>
          <Glyph name={name} /> {glyphNames[name]}
        </li>
      ))}
    </ul>
  )
}

/** Why the day is empty, and where to go. */
export function NoBeats({ isToday, date }: { isToday: boolean; date: Day }) {
  return (
    <Empty
      title={isToday ? '今天没有要发的' : '这一天没有要发的'}
      action={
        <>
          <Button type="primary" href={hrefOf('/sop')}>
            看 SOP 版本
          </Button>
          <Button href={hrefOf('/today', { d: addDays(date, 1) })}>看{isToday ? '明天' : '后一天'}</Button>
        </>
      }
    >
      线上的 SOP 在这一天没有节点，或者还没有发布过版本。发布之后的拍会排到这里。
    </Empty>
  )
}

/** The board's frame with rows of the real height. */
export function BoardSkeleton() {
  return (
    <div className="today">
      <div className="today-left">
        <section className="card figures-skeleton">
          <Skeleton rows={2} height={38} />
        </section>
        <section className="card board">
          <header>
            <h2>今天的拍子</h2>
          </header>
          <Skeleton rows={10} height={36} />
        </section>
      </div>
      <section className="card todos">
        <header>
          <h2>需要你处理</h2>
        </header>
        <Skeleton rows={6} height={58} />
      </section>
    </div>
  )
}
