import { App, Select, Switch } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import { useQuery } from '../../../admin/useQuery'
import type { ChannelRow } from '../contract'
import type { Inviting } from '../inviteContract'
import { channelWords as words } from './text'

interface Props {
  rows: readonly ChannelRow[]
  blocked: string | null
}

/** Whether the mini-program invites members to an advisor and a group, and by whose codes where the visit carries none. */
export function InvitingCard({ rows, blocked }: Props) {
  const { message } = App.useApp()
  const asked = useQuery('channel.inviting', {})
  const [busy, setBusy] = useState(false)
  const view = asked.data
  if (!view) return null

  async function change(to: Partial<Inviting>): Promise<void> {
    if (!view) return
    const { on, advisor, group, revision } = view
    setBusy(true)
    try {
      asked.put(await call('channel.setInviting', { request: newRequest(), revision, on, advisor, group, ...to }))
      void message.success(words.invitingSaved)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有改成，请再试一次。')
      await asked.reload()
    } finally {
      setBusy(false)
    }
  }

  const off = blocked !== null || busy || !view.on
  return (
    <section className="card channel-sharing channel-inviting" aria-label={words.inviting}>
      <div>
        <h2>{words.inviting}</h2>
        <p>{view.on ? words.invitingOn : words.invitingOff}</p>
        <div className="channel-inviting-picks">
          {(['advisor', 'group'] as const).map((kind) => (
            <div key={kind}>
              <span aria-hidden>{words.invitingPick[kind]}</span>
              <Select
                aria-label={words.invitingPick[kind]}
                value={view[kind]}
                options={optionsOf(rows, kind, view[kind])}
                disabled={off}
                onChange={(id: string | null) => void change({ [kind]: id })}
              />
            </div>
          ))}
        </div>
        <p className="hint">{words.invitingHint}</p>
      </div>
      <Switch
        aria-label={words.inviting}
        checked={view.on}
        loading={busy}
        disabled={blocked !== null}
        onChange={(on) => void change({ on })}
      />
    </section>
  )
}

/** Channels whose code is there; the chosen one stays to be seen when it no longer is. */
function optionsOf(rows: readonly ChannelRow[], kind: 'advisor' | 'group', chosen: string | null) {
  const place = kind === 'advisor' ? 'contactWay' : 'joinWay'
  const ready = rows.filter(({ state, codes }) => state === 'active' && codes[place] === 'ready')
  const lost = chosen !== null && !ready.some(({ id }) => id === chosen)
  return [
    { value: null, label: words.invitingNone },
    ...ready.map(({ id, name }) => ({ value: id, label: name })),
    ...(lost
      ? [{ value: chosen, label: words.invitingLost(rows.find(({ id }) => id === chosen)?.name ?? chosen) }]
      : []),
  ]
}
