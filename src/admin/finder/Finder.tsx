import { lazy, Suspense, useState } from 'react'
import { isMac } from '../mac'
import { Icon } from '../parts/Icon'

const Keyboard = lazy(() => import('./Keyboard').then((m) => ({ default: m.Keyboard })))

/** The place of search and commands in the menu. What it opens, and all keys of the desk, come after the first screen. */
export function Finder() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="find"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" size={14} />
        搜索或执行
        <kbd>{isMac() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <Suspense fallback={null}>
        <Keyboard open={open} onOpen={setOpen} />
      </Suspense>
    </>
  )
}
