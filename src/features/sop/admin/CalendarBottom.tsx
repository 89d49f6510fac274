import { Button } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { RouteBadge } from '../../../admin/parts/RouteBadge'
import type { Tone } from '../../../admin/parts/tone'
import type { View } from './calendar'
import type { Moving } from './useMove'

const TONES: readonly (readonly [tone: Tone, name: string])[] = [
  ['daka', '打卡'],
  ['topic', '话题'],
  ['goods', '好物'],
  ['game', '游戏'],
  ['voice', '反馈'],
  ['promo', '促销'],
  ['node', '节点'],
]

/** What colours and signs mean; after a move what was done and how to take it back. */
export function CalendarBottom({ moving, view, editable }: { moving: Moving; view: View; editable: boolean }) {
  return (
    <footer className="calendar-bottom">
      <div role="status" className="calendar-done">
        {moving.words && (
          <>
            <Icon name="check" size={14} /> {moving.words}
            {moving.canUndo && (
              <Button size="small" loading={moving.saving} onClick={() => void moving.undo()}>
                撤销 ⌘Z
              </Button>
            )}
            <Button
              size="small"
              type="text"
              aria-label="知道了"
              icon={<Icon name="close" size={12} />}
              onClick={moving.forget}
            />
          </>
        )}
      </div>
      {moving.problem && (
        <p className="brick" role="alert">
          <Icon name="warn" size={14} /> {moving.problem}
        </p>
      )}
      {!moving.words && !moving.problem && (
        <>
          <span className="hint">栏目</span>
          {TONES.map(([tone, name]) => (
            <span key={tone} data-tone={tone}>
              <i className="bar-mark" /> {name}
            </span>
          ))}
          {view !== 'month' ? (
            <>
              <span className="hint">路线</span>
              <span>
                <RouteBadge route="group_task" /> 群发任务
              </span>
              <span>
                <RouteBadge route="staff_task" /> 群主待办
              </span>
            </>
          ) : (
            <span className="hint">空心 = 还没发，斜纹 = 错过或跳过</span>
          )}
          {editable && (
            <span className="hint end">
              {view === 'month' ? '⌥ 加方向键移一天或一周' : '方向键选 · ⌥ 加方向键移 15 分钟或一天'} · N 新建 · ⌘D 复制
            </span>
          )}
        </>
      )}
    </footer>
  )
}
