import { App, Switch } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import { useQuery } from '../../../admin/useQuery'
import { channelWords as words } from './text'

/** One switch for every entry by which members share. */
export function SharingCard({ blocked }: { blocked: string | null }) {
  const { message } = App.useApp()
  const asked = useQuery('channel.sharing', {})
  const [busy, setBusy] = useState(false)
  const view = asked.data
  if (!view) return null

  async function turn(on: boolean): Promise<void> {
    if (!view) return
    setBusy(true)
    try {
      asked.put(await call('channel.setSharing', { request: newRequest(), revision: view.revision, on }))
      void message.success(on ? '分享入口开了。' : '分享入口都关了，会员几秒内就看不到。')
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有改成，请再试一次。')
      await asked.reload()
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="card channel-sharing" aria-label={words.sharing}>
      <div>
        <h2>{words.sharing}</h2>
        <p>{view.on ? words.sharingOn : words.sharingOff}</p>
        <p className="hint">{words.sharingHint}</p>
      </div>
      <Switch
        aria-label={words.sharing}
        checked={view.on}
        loading={busy}
        disabled={blocked !== null}
        onChange={(on) => void turn(on)}
      />
    </section>
  )
}
