import { Button, Input, Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { Icon } from '../parts/Icon'
import { hrefOf } from '../place'
import { navigate, usePlace } from '../router'
import { dropView, keepView, narrowing, readViews, sameQuery } from './views'
import './filter.css'

/** The filter of a list as the address holds it. */
export function useFilter(keys: readonly string[]) {
  const { path, query } = usePlace()
  const held = narrowing(query, keys)
  const others = Object.fromEntries(Object.entries(query).filter(([key]) => !keys.includes(key)))
  return {
    held,
    filtered: Object.keys(held).length > 0,
    /** Changes some; '' takes one away. Typing replaces the step of the history, choosing makes one. */
    set: (change: Readonly<Record<string, string>>, replace = false) =>
      navigate(hrefOf(path, { ...others, ...held, ...change }), replace),
    put: (query: Readonly<Record<string, string>>) => navigate(hrefOf(path, { ...others, ...query })),
    clear: () => navigate(hrefOf(path, others)),
  }
}

/** The fields of a filter in one line, with the way out of it and the views that somebody named. */
export function FilterBar({
  keys,
  label = '筛选',
  end,
  children,
}: {
  /** Keys of the address that narrow the list. */
  keys: readonly string[]
  label?: string
  end?: ReactNode
  children: ReactNode
}) {
  const { filtered, clear } = useFilter(keys)
  return (
    <search className="filter-bar" aria-label={label}>
      {children}
      {filtered && (
        <button type="button" className="linkish" onClick={clear}>
          清掉筛选
        </button>
      )}
      <SavedViews keys={keys} />
      {end && <span className="end">{end}</span>}
    </search>
  )
}

/** The words of a list that is empty because of its filter, with the one way on. */
export function NothingFits({ keys, what }: { keys: readonly string[]; what: string }) {
  const { clear } = useFilter(keys)
  return (
    <p className="nothing-fits">
      没有这样的{what}。
      <button type="button" className="linkish" onClick={clear}>
        清掉筛选
      </button>
    </p>
  )
}

/** Filters of this screen that somebody gave a name, and the field to name the present one. */
export function SavedViews({ keys }: { keys: readonly string[] }) {
  const { path } = usePlace()
  const { held, filtered, put } = useFilter(keys)
  const [views, setViews] = useState(() => readViews(localStorage, path))
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const current = views.find(({ query }) => sameQuery(query, held))
  if (views.length === 0 && !filtered) return null

  function keep() {
    if (name.trim() === '') return
    setViews(keepView(localStorage, path, { name: name.trim(), query: held }))
    setName('')
    setOpen(false)
  }

  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      content={
        <div className="saved-views">
          {views.map((view) => (
            <p key={view.name}>
              <button
                type="button"
                className="saved-view"
                aria-current={view === current}
                onClick={() => {
                  put(view.query)
                  setOpen(false)
                }}
              >
                {view.name}
              </button>
              <button
                type="button"
                className="saved-drop"
                aria-label={`忘掉 ${view.name}`}
                onClick={() => setViews(dropView(localStorage, path, view.name))}
              >
                <Icon name="close" size={12} />
              </button>
            </p>
          ))}
          {filtered && !current && (
            <form
              onSubmit={(event) => {
                event.preventDefault()
                keep()
              }}
            >
              <Input
                size="small"
                aria-label="给现在的筛选起个名"
                placeholder="给现在的筛选起个名"
                maxLength={16}
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
              <Button size="small" htmlType="submit" disabled={name.trim() === ''}>
                存下
              </Button>
            </form>
          )}
          <p className="hint">存在这台电脑的浏览器里</p>
        </div>
      }
    >
      <button type="button" className="view-button" aria-expanded={open}>
        {current ? current.name : '常用筛选'}
        <Icon name="fold" size={12} />
      </button>
    </Popover>
  )
}
