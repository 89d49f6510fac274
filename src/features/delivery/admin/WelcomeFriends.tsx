import { Button, Segmented } from 'antd'
import { useNow } from '../../../admin/clock'
import { count, longDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import { addDays, dayOf, isDay, timeOf } from '../../../kernel/day'
import type { WelcomeView } from '../welcomeContract'
import { welcomeWords as words } from './text'
import { POLL_MS } from './useToday'
import './board.css'

const FIGURES = ['friends', 'sent', 'missed', 'none'] as const

/** The new friends of one day, and what became of each one's welcome. */
export function WelcomeFriends({
  wanted,
  only,
  onGo,
}: {
  /** From the address; anything that is no day means today. */
  wanted: string | undefined
  only: 'all' | 'missed'
  onGo: (change: Record<string, string | null>) => void
}) {
  const now = useNow()
  const day = wanted && isDay(wanted) ? wanted : null
  const asked = useQuery('delivery.getWelcomes', { ...(day === null ? {} : { date: day }), only }, POLL_MS)
  const view = asked.data
  const today = now > 0 ? dayOf(now) : null
  const date = view?.date ?? day ?? today
  const isToday = date === today
  const go = (next: string) => onGo({ d: next === today ? null : next })
  return (
    <section className="card" aria-label="新人">
      <header>
        <h2>{isToday || date === null ? words.today : words.thatDay(longDay(date))}</h2>
        {date !== null && (
          <span className="end day-switch">
            <Button aria-label="前一天" icon={<Icon name="left" size={14} />} onClick={() => go(addDays(date, -1))} />
            <Button disabled={isToday} onClick={() => onGo({ d: null })}>
              今天
            </Button>
            <Button
              aria-label="后一天"
              icon={<Icon name="right" size={14} />}
              disabled={isToday}
              onClick={() => go(addDays(date, 1))}
            />
          </span>
        )}
      </header>
      {asked.loading && <Skeleton rows={6} height={44} />}
      {asked.error && (
        <Failure
          standing={view ? '看到的是刚才取到的。' : '欢迎语照常发，只是这里看不到。'}
          error={asked.error}
          onRetry={() => void asked.reload()}
        />
      )}
      {view && (
        <>
          <dl className="welcome-totals">
            {FIGURES.map((key) => (
              <div key={key}>
                <dt>{words.figures[key]}</dt>
                <dd className={key === 'missed' && view.totals.missed > 0 ? 'brick' : undefined}>
                  {count(view.totals[key])}
                </dd>
              </div>
            ))}
          </dl>
          <div className="welcome-only">
            <Segmented
              aria-label="列出谁"
              value={only}
              onChange={(value) => onGo({ only: value === 'missed' ? value : null })}
              options={[
                { value: 'all', label: words.all },
                { value: 'missed', label: words.missed },
              ]}
            />
            {view.items.length < (only === 'all' ? view.totals.friends : view.totals.missed) && (
              <span className="hint">{words.shown(view.items.length)}</span>
            )}
          </div>
          {view.items.length === 0 && only === 'all' && <Empty title={words.nobody}>{words.nobodyNext}</Empty>}
          {view.items.length === 0 && only === 'missed' && (
            <Empty title={words.nobodyMissed}>{words.nobodyMissedNext}</Empty>
          )}
          <ul className="welcome-list">
            {view.items.map((item) => (
              <Friend key={item.id} item={item} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Friend({ item: { at, customer, staff, channel, state, reason } }: { item: WelcomeView }) {
  const [name, kind] = words.states[state]
  return (
    <li>
      <time>{timeOf(at)}</time>
      <b className="ellipsis">{customer ?? words.unnamed}</b>
      <span className="ellipsis">{staff}</span>
      <span className="tag" data-kind={kind}>
        {name}
      </span>
      {reason !== null && <small>{reason}</small>}
      {channel !== '' && <small>{words.from(channel)}</small>}
    </li>
  )
}
