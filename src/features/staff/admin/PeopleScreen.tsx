import { App, Button, Checkbox, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { span } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { roleName, useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { timeOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { StaffView } from '../contract'
import { MyPassword } from './MyPassword'
import { PersonDrawer } from './PersonDrawer'
import { Sessions } from './Sessions'
import { deskText as text } from './text'
import './people.css'

interface BindCode {
  staff: StaffView
  code: string
  expiresAt: number
}

/** Colleagues, whose groups they own, and whether their phone is bound; hands out one-time codes. */
export function PeopleScreen() {
  const [withLeft, setWithLeft] = useState(false)
  const list = useQuery('staff.list', { left: withLeft })
  const { canEdit, isOwner } = useRights()
  const online = useOnline()
  const { message } = App.useApp()
  const [code, setCode] = useState<BindCode | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  /** Who is being changed; `null` adds a colleague, undefined is nobody. */
  const { query } = usePlace()
  const proposed = query.add ? { user: query.add, name: query.name ?? '' } : null
  const [editing, setEditing] = useState<StaffView | null | undefined>(proposed && isOwner ? null : undefined)
  const close = () => {
    setEditing(undefined)
    if (proposed) navigate('#/people', true)
  }
  const staff = list.data?.staff ?? []

  async function create(person: StaffView) {
    setBusy(person.id)
    try {
      const made = await call('staff.createBindCode', { staffId: person.id })
      setCode({ staff: person, ...made })
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有做出绑定码，请再试一次。')
    } finally {
      setBusy(null)
    }
  }

  const here = staff.filter((person) => person.active)
  const unbound = here.filter((person) => !person.bound).length
  return (
    <Screen
      title="员工与绑定"
      crumb={list.data ? `${here.length} 位 · 还没绑定手机 ${unbound} 位` : ''}
      end={<BeatBar />}
    >
      <div className="people">
        <section className="card" aria-label="员工">
          <header>
            <h2>员工</h2>
            <span className="hint">群主要绑定手机，才看得到自己的待办</span>
            <span className="end people-acts">
              <Checkbox checked={withLeft} onChange={({ target }) => setWithLeft(target.checked)}>
                {text.showLeft}
              </Checkbox>
              <MyPassword />
              {isOwner && (
                <Button type="primary" disabled={!online} onClick={() => setEditing(null)}>
                  {text.add}
                </Button>
              )}
            </span>
          </header>
          {list.loading && <Skeleton rows={6} height={44} />}
          {list.error && (
            <Failure standing="已绑定的同事照常收到待办。" error={list.error} onRetry={() => void list.reload()} />
          )}
          {list.data && staff.length === 0 && (
            <Empty title="还没有员工">员工由管理员开通。开通后在这里给他们绑定码。</Empty>
          )}
          {staff.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">姓名</th>
                  <th scope="col">角色</th>
                  <th scope="col">门店</th>
                  <th scope="col">企业微信账号</th>
                  <th scope="col">手机</th>
                  <th scope="col">
                    <span className="sr">动作</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {staff.map((person) => (
                  <tr key={person.id} data-left={!person.active}>
                    <th scope="row">
                      <span className="avatar" aria-hidden="true">
                        {person.name.slice(0, 1)}
                      </span>
                      {person.name}
                    </th>
                    <td>{person.roles.map(roleName).join('、')}</td>
                    <td>{person.stores.join('、') || '—'}</td>
                    <td>{person.wecomUserId ?? '—'}</td>
                    <td>
                      <span className="tag" data-kind={person.active && (person.bound ? 'jade' : 'amber')}>
                        {person.active ? (person.bound ? '已绑定' : '未绑定') : '已离职'}
                      </span>
                    </td>
                    <td>
                      {isOwner && (
                        <Button size="small" type="text" onClick={() => setEditing(person)}>
                          改
                        </Button>
                      )}
                      <Tooltip title={canEdit ? (online ? null : '离线，连上后再做') : '要管理员或运营的账号'}>
                        <Button
                          size="small"
                          loading={busy === person.id}
                          disabled={!canEdit || !online || !person.active}
                          onClick={() => void create(person)}
                        >
                          {person.bound ? '换手机' : '给绑定码'}
                        </Button>
                      </Tooltip>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <div className="people-side">
          <Code code={code} onAgain={(person) => void create(person)} onDone={() => void list.reload()} />
          <Sessions />
        </div>
      </div>
      {editing !== undefined && (
        <PersonDrawer
          key={editing?.id ?? 'new'}
          person={editing}
          proposed={proposed}
          onClose={close}
          onSaved={() => {
            close()
            void list.reload()
          }}
        />
      )}
    </Screen>
  )
}

/** The code in large digits, with the time that is left and what to do with it. */
function Code({
  code,
  onAgain,
  onDone,
}: {
  code: BindCode | null
  onAgain: (person: StaffView) => void
  onDone: () => void
}) {
  const now = useNow(1000)
  const left = code ? code.expiresAt - now : 0
  return (
    <section className="card bind" aria-label="绑定码">
      <header>
        <h2>绑定码</h2>
        {code && <span className="hint">给 {code.staff.name}</span>}
      </header>
      {!code && (
        <div className="bind-empty">
          <Icon name="phone" size={22} />
          <p>点一位同事右边的「给绑定码」，这里出现 8 位数字。</p>
          <p className="hint">码只能用一次，几分钟后失效。请当面或用企业微信发给本人。</p>
        </div>
      )}
      {code && left > 0 && (
        <div className="bind-code">
          <output aria-label={`绑定码 ${code.code.split('').join(' ')}`}>
            {code.code.slice(0, 4)} <i /> {code.code.slice(4)}
          </output>
          <p>
            {timeOf(code.expiresAt)} 前有效，还有 {span(left)}
          </p>
          <ol>
            <li>请 {code.staff.name} 打开小程序「我的」，点最下面的「我是群主」</li>
            <li>输入这 8 位数字</li>
            <li>绑定后，今天的待办就在他的手机上</li>
          </ol>
          <Button size="small" icon={<Icon name="refresh" size={12} />} onClick={onDone}>
            绑好了，刷新名单
          </Button>
        </div>
      )}
      {code && left <= 0 && (
        <div className="bind-empty">
          <p>这个码已经过期，没有人用它绑定。</p>
          <Button onClick={() => onAgain(code.staff)}>再给一个</Button>
        </div>
      )}
    </section>
  )
}
