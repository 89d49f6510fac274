import { Button } from 'antd'
import { longDay } from '../../../admin/format'
import type { BeatException } from '../rules'

/** What single days do differently, each with the way back to what is always. */
export function ExceptionList({
  exceptions,
  disabled,
  onChange,
}: {
  exceptions: readonly BeatException[]
  disabled: boolean
  onChange: (exceptions: BeatException[]) => void
}) {
  if (exceptions.length === 0) return null
  return (
    <div className="next">
      <span className="hint">单独安排</span>
      <ol>
        {exceptions.map((one) => (
          <li key={`${one.date}:${one.slot}`}>
            {exceptionWords(one)}
            {!disabled && (
              <Button
                size="small"
                type="link"
                onClick={() => onChange(exceptions.filter((other) => other !== one))}
                aria-label={`${exceptionWords(one)}，恢复原样`}
              >
                恢复原样
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** 11月25日 周三 不发；11月25日 周三 改到 11月26日 周四 14:00，换了话。 */
export function exceptionWords({ date, slot, skip, to, parts }: BeatException): string {
  const when = `${longDay(date)}${slot > 0 ? ` 第 ${slot + 1} 次` : ''}`
  if (skip) return `${when} 不发`
  const moved = to === null ? [] : [`改到 ${longDay(to.date)} ${to.from}`]
  return `${when} ${[...moved, ...(parts === null ? [] : ['换了话'])].join('，')}`
}
