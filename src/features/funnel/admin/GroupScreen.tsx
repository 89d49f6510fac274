import { Input } from 'antd'
import { useState } from 'react'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { GroupRow } from '../contract'
import { GroupDetail } from './GroupDetail'
import { MovesDrawer } from './MovesDrawer'
import './group.css'

/** All groups, and how one of them is. */
export function GroupScreen() {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const [text, setText] = useState('')
  const list = useQuery('funnel.groups', {})
  const groups = list.data?.groups ?? []
  const shown = groups.filter(({ name, owner }) => `${name}${owner}`.toLowerCase().includes(text.trim().toLowerCase()))
  const chosen = groups.find(({ chatId }) => chatId === query.group) ?? shown[0] ?? null
  return (
    <Screen title="群" crumb={groups.length > 0 ? `${groups.filter(({ gone }) => !gone).length} 个群` : ''}>
      {list.loading && <Skeleton rows={8} height={49} />}
      {list.error && <Failure standing="群照常运转。" error={list.error} onRetry={() => void list.reload()} />}
      {list.data && groups.length === 0 && (
        <section className="card">
          <Empty title="还没有看到群">
            在企业微信里建好客户群，每天 4:30
            会读一遍名单，群和群里的人就会出现在这里。已经建了还看不到，多半是应用的可见范围里没有群主。
          </Empty>
        </section>
      )}
      {groups.length > 0 && (
        <div className="groups">
          <section className="card group-list" aria-label="群">
            <header>
              <Input
                allowClear
                prefix={<Icon name="search" size={14} />}
                placeholder="找群名、群主"
                aria-label="找群"
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            </header>
            <ol>
              {shown.map((group) => (
                <Row key={group.chatId} group={group} isChosen={group.chatId === chosen?.chatId} />
              ))}
            </ol>
            {shown.length === 0 && <p className="hint">没有这样的群。</p>}
          </section>
          {chosen && <GroupDetail key={chosen.chatId} chatId={chosen.chatId} />}
        </div>
      )}
      {chosen && canEdit && (query.moves === 'joins' || query.moves === 'quits') && (
        <MovesDrawer
          key={`${chosen.chatId}:${query.moves}:${query.on}:${query.who}`}
          chatId={chosen.chatId}
          which={query.moves}
          on={query.on ?? null}
          who={query.who ?? null}
          onClose={() => navigate(hrefOf('/groups', { group: chosen.chatId }), true)}
        />
      )}
    </Screen>
  )
}

function Row({ group, isChosen }: { group: GroupRow; isChosen: boolean }) {
  const { chatId, name, owner, members, gone } = group
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        data-chosen={isChosen}
        onClick={() => navigate(hrefOf('/groups', { group: chatId }), true)}
      >
        <b className="ellipsis">{name}</b>
        <span>{gone ? '已解散' : `${count(members)} 人`}</span>
        <small>{owner}</small>
      </button>
    </li>
  )
}
