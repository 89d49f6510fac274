import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { useRights } from '../../../admin/rights'
import type { GroupWelcomeView } from '../welcomeContract'
import { welcomeWords as words } from './text'

/** Where the group welcome template of a version stands at WeCom, and what may be done about it. */
export function GroupWelcome({
  sop,
  number,
  templates,
  reload,
}: {
  sop: string
  number: number
  templates: readonly GroupWelcomeView[]
  reload: () => Promise<void>
}) {
  const { message, modal } = App.useApp()
  const { canEdit } = useRights()
  const online = useOnline()
  const [busy, setBusy] = useState<'make' | 'remove' | null>(null)
  const own = templates.find(({ version }) => version === number)
  // Versions share one template: what was brought there last is what groups hear.
  const standing = templates.filter(({ state }) => state === 'ready').sort((a, b) => b.at - a.at)[0]
  const blocked = !canEdit || !online || busy !== null

  async function act(what: 'make' | 'remove', work: () => Promise<string>) {
    setBusy(what)
    try {
      void message.success(await work())
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      void message.error(error instanceof CallError ? error.message : words.failed)
    } finally {
      setBusy(null)
      await reload()
    }
  }

  const send = () =>
    act('make', async () => {
      // What stands already is only sent once more when a person says so, for instance after a picture was added.
      const again = own?.state === 'ready' || own?.state === 'unknown'
      await call('delivery.makeGroupWelcome', { sop, number, again })
      return words.done(number)
    })
  const make = () => {
    if (own?.state !== 'unknown') return void send()
    modal.confirm({
      title: words.askRemake,
      content: words.askRemakeWhy,
      okText: words.remake,
      cancelText: words.keep,
      onOk: send,
    })
  }
  const remove = () =>
    modal.confirm({
      title: words.askRemove,
      content: words.askRemoveWhy,
      okText: words.remove,
      cancelText: words.keep,
      onOk: () =>
        act('remove', async () => {
          const { removed } = await call('delivery.removeGroupWelcome', { sop, number })
          return removed ? words.removed : words.removedBefore
        }),
    })

  return (
    <>
      <p>{stateOf(own, standing)}</p>
      <div className="actions">
        <Button
          type={own?.state === 'ready' ? 'default' : 'primary'}
          loading={busy === 'make'}
          disabled={blocked || own?.state === 'making'}
          onClick={make}
        >
          {labelOf(own, standing, number)}
        </Button>
        {own && (
          <Button danger loading={busy === 'remove'} disabled={blocked || own.state === 'making'} onClick={remove}>
            {words.remove}
          </Button>
        )}
      </div>
    </>
  )
}

function labelOf(own: GroupWelcomeView | undefined, standing: GroupWelcomeView | undefined, number: number): string {
  if (own?.state === 'unknown') return words.remake
  return own?.state === 'ready' || (standing && standing.version < number) ? words.update : words.sync
}

function stateOf(own: GroupWelcomeView | undefined, standing: GroupWelcomeView | undefined): string {
  if (own?.state === 'making') return words.making
  if (own?.state === 'unknown') return words.unknown
  if (own?.state === 'refused') return words.refused(own.reason ?? '')
  if (!standing) return words.notSynced
  return own && standing.version === own.version
    ? words.synced(own.madeBy, moment(own.at))
    : words.other(standing.version)
}
