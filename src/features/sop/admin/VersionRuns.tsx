import { App, Button, Checkbox, Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { shortDay } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import { dayOf, daysBetween } from '../../../kernel/day'
import { useToday } from '../../delivery/admin/useToday'
import type { SopSummary } from '../contract'

/** Most groups of one switch. */
const MOST = 500

/** Groups in their first days: each stays on the version on which it began, until somebody moves it. */
export function VersionRuns({ sop, onClose }: { sop: SopSummary; onClose: () => void }) {
  const asked = useQuery('sop.listRuns', { sop: sop.sop })
  const { data: board } = useToday()
  const { canEdit } = useRights()
  const online = useOnline()
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const names = useMemo(() => new Map(board?.groups.map((group) => [group.chatId, group.name])), [board])
  const today = dayOf(serverNow())
  const runs = asked.data?.runs ?? []
  const behind = runs.filter(({ version }) => version !== sop.live)
  const picked = behind.filter(({ target }) => chosen.has(target))
  const allChosen = behind.length > 0 && picked.length === Math.min(behind.length, MOST)

  async function move() {
    setBusy(true)
    try {
      const targets = picked.map(({ target }) => target)
      const all = targets.length === behind.length
      const { switched } = await call('sop.switch', { sop: sop.sop, number: sop.live, ...(all ? {} : { targets }) })
      void message.success(`${switched} 个群改走 v${sop.live}，已经交给群主的不变。`)
      setChosen(new Set())
      await asked.reload()
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      void message.error(error instanceof CallError ? error.message : '没有换成，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  const toggle = (target: string, on: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      if (on) next.add(target)
      else next.delete(target)
      return next
    })

  return (
    <Drawer
      open
      size={520}
      mask={false}
      onClose={onClose}
      title={`在途的群 · 线上 v${sop.live}`}
      footer={
        behind.length > 0 && (
          <div className="actions">
            <Button
              type="primary"
              loading={busy}
              disabled={!canEdit || !online || picked.length === 0}
              onClick={() => void move()}
            >
              换到 v{sop.live}
              {picked.length > 0 ? `（${picked.length} 个群）` : ''}
            </Button>
            <span className="hint">换完从下一次排期起按 v{sop.live} 走，前面发过的天数不重来</span>
          </div>
        )
      }
    >
      {asked.loading && <Skeleton rows={8} />}
      {asked.error && !asked.data && (
        <Failure standing="群照常按原来的版本走。" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {asked.data && runs.length === 0 && (
        <Empty title="没有在途的群">
          按「建群第几天」发的内容，群会一直走它开始时的那一版。现在没有群在走这样的内容。
        </Empty>
      )}
      {runs.length > 0 && (
        <>
          <p className="hint runs-lead">
            {runs.length} 个群在走新群的前几天，
            {behind.length === 0
              ? '都已经是线上这一版。'
              : `其中 ${behind.length} 个还在旧版本上，不换就走完原来那一版。`}
          </p>
          {behind.length > 0 && (
            <Checkbox
              checked={allChosen}
              indeterminate={picked.length > 0 && !allChosen}
              disabled={!canEdit}
              onChange={(event) =>
                setChosen(new Set(event.target.checked ? behind.slice(0, MOST).map(({ target }) => target) : []))
              }
            >
              选上全部旧版本的群
            </Checkbox>
          )}
          <ul className="runs">
            {runs.map(({ target, version, startedOn }) => {
              const name = names.get(target) ?? target
              return (
                <li key={target}>
                  <Checkbox
                    checked={chosen.has(target)}
                    disabled={!canEdit || version === sop.live}
                    onChange={(event) => toggle(target, event.target.checked)}
                  >
                    {name}
                  </Checkbox>
                  <span>
                    {shortDay(startedOn)} 开始 · 第 {daysBetween(startedOn, today) + 1} 天
                  </span>
                  <span className="tag" data-kind={version === sop.live ? 'jade' : 'amber'}>
                    v{version}
                  </span>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Drawer>
  )
}
