import { App, Button, Input, Tooltip } from 'antd'
import { useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { money, shortDay } from '../../../admin/format'
import { newRequest } from '../../../admin/request'
import { dayOf } from '../../../kernel/day'
import type { ChannelView } from '../contract'
import { channelWords as words } from './text'

/** What a channel cost: entries that are added and taken back, never changed. */
export function CostList({
  channel,
  now,
  blocked,
  onChanged,
}: {
  channel: ChannelView
  now: number
  blocked: string | null
  onChanged: (channel: ChannelView) => void
}) {
  const { message } = App.useApp()
  const [yuan, setYuan] = useState('')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  // Kept until an answer came, so that a second press adds nothing twice.
  const request = useRef(newRequest())
  const cents = Math.round(Number(yuan) * 100)
  const valid = /^\d{1,8}(\.\d{1,2})?$/.test(yuan.trim()) && cents > 0

  async function doing(work: () => Promise<{ channel: ChannelView }>): Promise<void> {
    setBusy(true)
    try {
      onChanged((await work()).channel)
      request.current = newRequest()
      setYuan('')
      setNote('')
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有记上，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  const add = () =>
    doing(() => call('channel.addCost', { id: channel.id, request: request.current, day: dayOf(now), cents, note }))
  const sum = channel.costs.reduce((all, each) => all + each.cents, 0)
  return (
    <section className="channel-costs" aria-label={words.costs}>
      <h3>
        {words.costs} {sum > 0 && money(sum)} <span className="hint">{words.costNote}</span>
      </h3>
      <ul>
        {channel.costs.map((cost) => (
          <li key={cost.id}>
            <span>{shortDay(cost.day)}</span>
            <b>{money(cost.cents)}</b>
            <span className="ellipsis">{cost.note}</span>
            {blocked === null && (
              <button
                type="button"
                className="linkish"
                disabled={busy}
                onClick={() => void doing(() => call('channel.dropCost', { id: channel.id, cost: cost.id }))}
              >
                撤掉
              </button>
            )}
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (valid) void add()
        }}
      >
        <Input
          size="small"
          prefix="¥"
          aria-label="金额"
          inputMode="decimal"
          value={yuan}
          disabled={blocked !== null}
          onChange={(event) => setYuan(event.target.value)}
        />
        <Input
          size="small"
          aria-label="说明"
          placeholder="台卡印刷、达人费用…"
          maxLength={60}
          value={note}
          disabled={blocked !== null}
          onChange={(event) => setNote(event.target.value)}
        />
        <Tooltip title={blocked}>
          <Button size="small" htmlType="submit" loading={busy} disabled={blocked !== null || !valid}>
            记一笔
          </Button>
        </Tooltip>
      </form>
    </section>
  )
}
