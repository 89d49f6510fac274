import type { ReactNode } from 'react'
import { BeatBar } from '../features/delivery/admin/BeatBar'
import { useOnline } from './desk'
import { Icon } from './parts/Icon'
import { usePlace } from './router'

/** Screens whose line is needed for their own actions. */
const YIELDS: readonly string[] = ['/calendar', '/node', '/import', '/survey']

/** Screens that keep what was changed on this computer until it is saved. */
const KEEPS: readonly string[] = ['/node', '/survey', '/coupons']

const words = {
  read: '离线。看到的是断线前取到的数，连上后自动更新；发布和重新发送先停用。',
  kept: '离线，改动已存在本机，连上后再存；发布和重新发送先停用。',
}

/** The frame of every screen: one line with its name, the bar of beats and actions, a line when there is no connection, the content. */
export function Screen({
  title,
  crumb,
  end,
  actions,
  flush = false,
  offlineWords,
  children,
}: {
  title: string
  crumb?: ReactNode
  end?: ReactNode
  actions?: ReactNode
  /** The content brings its own margins and scrolling. */
  flush?: boolean
  offlineWords?: string
  children: ReactNode
}) {
  const online = useOnline()
  const { path } = usePlace()
  return (
    <div className="main">
      <header className="bar">
        <h1>{title}</h1>
        <span className="crumb">{crumb}</span>
        <div className="end">
          {end ?? (!YIELDS.includes(path) && <BeatBar />)}
          {actions}
        </div>
      </header>
      <div aria-live="polite">
        {!online && (
          <p className="offline">
            <Icon name="warn" size={14} />
            {offlineWords ?? (KEEPS.includes(path) ? words.kept : words.read)}
          </p>
        )}
      </div>
      <main className="body" data-flush={flush}>
        {children}
      </main>
    </div>
  )
}
