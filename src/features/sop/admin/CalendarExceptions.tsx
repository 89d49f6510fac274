import { Button } from 'antd'
import { longDay } from '../../../admin/format'
import type { Day } from '../../../kernel/day'
import type { SopVersion } from '../rules'
import { asAlways } from './beatMove'
import { exceptionWords } from './ExceptionList'
import { calendarText } from './text'
import type { Moving } from './useMove'
import './single.css'

/** So many stand beside the calendar; the node's own page has them all. */
const LISTED = 6

/** Single days that differ, from today on: also those that are left out, which the calendar itself cannot show. */
export function CalendarExceptions({
  version,
  today,
  editable,
  moving,
}: {
  version: SopVersion
  today: Day
  editable: boolean
  moving: Moving
}) {
  const coming = version.nodes
    .flatMap((node) => (node.exceptions ?? []).map((exception) => ({ node, exception })))
    .filter(({ exception }) => (exception.to?.date ?? exception.date) >= today || exception.date >= today)
    .sort((a, b) => (a.exception.date < b.exception.date ? -1 : 1))
  if (coming.length === 0) return null
  return (
    <section>
      <header>
        <h2>单独安排 {coming.length}</h2>
      </header>
      <ul className="side-singles">
        {coming.slice(0, LISTED).map(({ node, exception }) => (
          <li key={`${node.key}:${exception.date}:${exception.slot}`}>
            <span>
              {node.column}
              <small>{exceptionWords(exception)}</small>
            </span>
            {editable && (
              <Button
                size="small"
                aria-label={`${node.column}，${exceptionWords(exception)}，恢复原样`}
                disabled={moving.saving}
                onClick={() =>
                  void moving.change(node.key, calendarText.restored(node.column, longDay(exception.date)), (fresh) =>
                    asAlways(fresh, exception),
                  )
                }
              >
                恢复
              </Button>
            )}
          </li>
        ))}
      </ul>
      {coming.length > LISTED && <p className="hint">还有 {coming.length - LISTED} 处，在各条的设置里看。</p>}
    </section>
  )
}
