import { Button } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { RouteBadge } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import type { SopNode } from '../rules'
import type { Carry } from './useCarry'

/** So many stand beside the calendar before one asks for the rest. */
const LISTED = 5

/** What waits for a date: dragged onto the calendar, or given a date with D. */
export function CalendarTray({
  waiting,
  all,
  editable,
  carry,
  hrefOfNode,
  onAll,
  onFill,
  onNew,
}: {
  waiting: readonly SopNode[]
  all: boolean
  editable: boolean
  carry: Carry
  hrefOfNode: (query: Readonly<Record<string, string>>) => string
  onAll: () => void
  onFill: (node: SopNode) => void
  onNew: () => void
}) {
  if (waiting.length === 0 && !editable) return null
  const shown = all ? waiting : waiting.slice(0, LISTED)
  return (
    <section aria-label="未排期">
      <header>
        <h2>未排期 {waiting.length}</h2>
        {editable && (
          <Button size="small" type="text" icon={<Icon name="plus" size={12} />} onClick={onNew}>
            新建
          </Button>
        )}
      </header>
      <p className="hint">
        {waiting.length === 0
          ? '没有等着排期的，按 N 在选中的时间新建。'
          : editable
            ? '拖到日历，或选中后按 D 填日期'
            : '起草后可以排期'}
      </p>
      <ul className="side-nodes">
        {shown.map((node) => (
          <li key={node.key} data-tone={toneOf(node.column, node.module, true)}>
            <button
              type="button"
              data-tray={node.key}
              data-movable={editable}
              aria-label={`${node.column}，未排期：${node.unscheduled ?? ''}${editable ? '，按 D 填日期' : ''}`}
              onPointerDown={(event) => editable && carry.start(event, { node })}
              onClick={() =>
                !carry.justDropped() && (editable ? onFill(node) : location.assign(hrefOfNode({ node: node.key })))
              }
            >
              {editable && <i className="tray-grip" aria-hidden="true" />}
              <i className="bar-mark" />
              <span className="ellipsis">
                {node.column}
                <small className="ellipsis">{node.unscheduled}</small>
              </span>
              <RouteBadge route={node.route} />
            </button>
          </li>
        ))}
      </ul>
      {shown.length < waiting.length && (
        <button type="button" className="linkish" onClick={onAll}>
          还有 {waiting.length - shown.length} 条，都列出来
        </button>
      )}
    </section>
  )
}
