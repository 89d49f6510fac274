import { App, Button, Segmented, Tooltip } from 'antd'
import { useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { useOnline } from '../../../admin/desk'
import { count, moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights, whyNot } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { MpView } from '../contract'
import { KeywordPart } from './KeywordPart'
import { MenuPart } from './MenuPart'
import { MpPhone, type Tab } from './MpPhone'
import { useBook } from './useBook'
import { WelcomePart } from './WelcomePart'
import { menuStates, words } from './words'
import './mp.css'

const TABS = Object.keys(words.tabs) as Tab[]

/** What the 公众号 says by itself and its menu, with the chat beside it. */
export function MpScreen() {
  const asked = useQuery('mp.getBook', {})
  const view = asked.data
  return (
    <Screen
      title={words.title}
      crumb={
        view &&
        `${count(view.followers.known)} 位关注者，其中 ${count(view.followers.linked)} 位认得出是谁${view.at === null ? '' : `，${view.by} ${moment(view.at, serverNow())} 保存`}`
      }
    >
      {asked.loading && <Skeleton rows={8} height={44} />}
      {asked.error && !view && (
        <Failure standing={words.standing} error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {view && <Editor key={view.revision} view={view} onSaved={asked.put} onReload={() => void asked.reload()} />}
    </Screen>
  )
}

function Editor({ view, onSaved, onReload }: { view: MpView; onSaved: (view: MpView) => void; onReload: () => void }) {
  const { query } = usePlace()
  const tab = TABS.find((one) => one === query.tab) ?? 'welcome'
  const [shown, setShown] = useState('')
  const { message } = App.useApp()
  const online = useOnline()
  const rights = useRights()
  const { canEdit } = rights
  const closed = whyNot(rights, 'canEdit')
  const { draft, change, touched, busy, problem, save, publish } = useBook(view, onSaved)
  const disabled = !canEdit || busy !== null
  const editing = { book: draft, channels: view.channels, disabled, onChange: change, shown, onShow: setShown }
  const [state, kind] = menuStates[view.menu.state]
  return (
    <div className="mp">
      <div className="mp-edit">
        <div className="mp-bar">
          <Segmented<Tab>
            aria-label="哪一部分"
            value={tab}
            onChange={(next) => {
              setShown('')
              navigate(hrefOf('/mp', { tab: next === 'welcome' ? null : next }), true)
            }}
            options={TABS.map((value) => ({ value, label: words.tabs[value] }))}
          />
          <span className="hint">
            {tab === 'menu' ? words.menuHint : tab === 'keywords' ? words.keywordHint : words.lead}
          </span>
        </div>
        {view.notSetUp && (
          <p className="note" data-kind="amber">
            <Icon name="warn" size={14} />
            <span>{view.notSetUp}</span>
          </p>
        )}
        {tab === 'welcome' && <WelcomePart {...editing} />}
        {tab === 'menu' && <MenuPart {...editing} />}
        {tab === 'keywords' && <KeywordPart {...editing} />}
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} />
            <span>{problem.words}</span>
            {problem.stale && (
              <Button size="small" onClick={onReload}>
                刷新
              </Button>
            )}
          </p>
        )}
        <div className="mp-act">
          <Tooltip title={closed}>
            <Button
              type="primary"
              disabled={!canEdit || !touched || !online || busy !== null}
              loading={busy === 'save'}
              aria-description={closed ?? undefined}
              onClick={async () => {
                if (await save()) void message.success(words.saved)
              }}
            >
              保存
            </Button>
          </Tooltip>
          {touched && (
            <Button disabled={busy !== null} onClick={() => change(view.book)}>
              放弃改动
            </Button>
          )}
        </div>
      </div>
      <aside className="mp-side">
        <section className="card" aria-label="菜单发布">
          <header>
            <h2>微信上的菜单</h2>
            <span className="tag" data-kind={kind}>
              {state}
            </span>
          </header>
          <div className="mp-publish">
            {view.menu.at !== null && (
              <p className="hint">
                {view.menu.by} {moment(view.menu.at, serverNow())} 发布
              </p>
            )}
            {view.menu.reason !== null && (
              <p className="note" data-kind={kind}>
                <Icon name="warn" size={14} />
                <span>{view.menu.reason}</span>
              </p>
            )}
            <Tooltip title={closed}>
              <Button
                block
                disabled={
                  !canEdit ||
                  touched ||
                  !online ||
                  busy !== null ||
                  view.notSetUp !== null ||
                  view.menu.state === 'live'
                }
                loading={busy === 'publish'}
                aria-description={closed ?? undefined}
                onClick={async () => {
                  if ((await publish())?.state === 'live') void message.success(words.published)
                }}
              >
                {touched ? words.saveFirst : view.book.menu.length === 0 ? '撤掉微信上的菜单' : '发布菜单'}
              </Button>
            </Tooltip>
          </div>
        </section>
        <MpPhone
          key={tab}
          book={draft}
          tab={tab}
          shown={shown}
          onShow={(key) => {
            setShown(key)
            if (tab !== 'menu') navigate(hrefOf('/mp', { tab: 'menu' }), true)
          }}
        />
      </aside>
    </div>
  )
}
