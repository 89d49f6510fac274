import { useEffect, useRef, useState } from 'react'
import { Icon, type IconName } from '../parts/Icon'
import { hrefOf } from '../place'
import { foldedParts, keepFolds, readFolds } from './folds'
import './menu.css'

export interface MenuEntry {
  path: string
  name: string
  icon: IconName
}

/** What waits behind an entry. */
export interface Badge {
  count: number
  /** `条需要你处理`, for who hears it. */
  words: string
}

/** px below the last entry. */
const PADDING = 8

/** The parts of the menu: those that fit are open, any can be folded, the open screen is always in sight. */
export function Menu({
  parts,
  active,
  badges,
}: {
  parts: readonly { name: string | null; entries: readonly MenuEntry[] }[]
  active: string
  badges: Readonly<Record<string, Badge | undefined>>
}) {
  const list = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY)
  const [chosen, setChosen] = useState(() => readFolds(localStorage))
  const folded = foldedParts(
    parts.map(({ name, entries }) => ({
      ...{ name, entries: entries.length, active: entries.some(({ path }) => path === active) },
    })),
    room,
    chosen,
  )

  useEffect(() => {
    const element = list.current
    if (!element) return
    const measure = () => setRoom(element.clientHeight > 0 ? element.clientHeight - PADDING : Number.POSITIVE_INFINITY)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen is why it scrolls
  useEffect(() => {
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView?.({ block: 'nearest' })
  }, [active, folded.size])

  function turn(name: string) {
    const next = { ...chosen, [name]: !folded.has(name) }
    setChosen(next)
    keepFolds(localStorage, next)
  }

  return (
    <div className="menu" ref={list}>
      {parts.map(({ name, entries }) => {
        const closed = name !== null && folded.has(name)
        const inside = entries.reduce((sum, { path }) => sum + (badges[path]?.count ?? 0), 0)
        const holds = entries.some(({ path }) => path === active)
        return (
          <div key={name ?? ''}>
            {name && (
              <h2>
                <button type="button" aria-expanded={!closed} data-holds={closed && holds} onClick={() => turn(name)}>
                  {name}
                  {closed && inside > 0 && <Count badge={{ count: inside, words: '条在里面' }} />}
                  <Icon name="fold" size={12} />
                </button>
              </h2>
            )}
            {!closed && (
              <ul>
                {entries.map(({ path, name: entry, icon }) => {
                  const badge = badges[path]
                  return (
                    <li key={path}>
                      <a href={hrefOf(path)} aria-current={path === active ? 'page' : undefined}>
                        <Icon name={icon} />
                        {entry}
                        {badge && badge.count > 0 && <Count badge={badge} />}
                      </a>
                    </li>
                  )
                })}
              </ul>
            )}
          </div>
        )
      })}
    </div>
  )
}

function Count({ badge: { count, words } }: { badge: Badge }) {
  return (
    <b data-hot="true">
      {count > 99 ? '99+' : count}
      <span className="sr"> {words}</span>
    </b>
  )
}
