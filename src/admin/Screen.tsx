import type { ReactNode } from 'react'
import { useOnline } from './desk'
import { Icon } from './parts/Icon'

/** The frame of every screen: one line with its name and actions, a line when there is no connection, the content. */
export function Screen({
  title,
  crumb,
  end,
  actions,
  flush = false,
  offlineWords = '离线。看到的是断线前取到的数，连上后自动更新；发布和重新发送先停用。',
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
  return (
    <div className="main">
      <header className="bar">
        <h1>{title}</h1>
        <span className="crumb">{crumb}</span>
        <div className="end">
          {end}
          {actions}
        </div>
      </header>
      <div aria-live="polite">
        {!online && (
          <p className="offline">
            <Icon name="warn" size={14} />
            {offlineWords}
          </p>
        )}
      </div>
      <main className="body" data-flush={flush}>
        {children}
      </main>
    </div>
  )
}
