import { App, Button, InputNumber, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import type { PostRules } from '../plan'

/** What holds for all posts. The points are for a post that passed; sharing never earns anything. */
export function PostRulesCard() {
  const known = useQuery('post.getRules', {})
  const { canEdit } = useRights()
  const online = useOnline()
  const { message } = App.useApp()
  const [form, setForm] = useState<PostRules | null>(null)
  // Kept until an answer came: the same press again writes nothing twice.
  const [request, setRequest] = useState(newRequest)
  const [busy, setBusy] = useState(false)
  const stored = known.data?.rules
  useEffect(() => {
    if (stored) setForm((before) => before ?? stored)
  }, [stored])
  if (!known.data || !form) return null
  const changed = form.open !== known.data.rules.open || form.points !== known.data.rules.points

  async function save(rules: PostRules, revision: number) {
    setBusy(true)
    try {
      known.put(await call('post.setRules', { request, revision, rules }))
      setRequest(newRequest())
      void message.success('存下了，几秒后处处生效。')
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
      if (error.code === 'RULES_CHANGED') {
        setForm(null)
        setRequest(newRequest())
        await known.reload()
      }
    } finally {
      setBusy(false)
    }
  }

  const { revision } = known.data
  const locked = !canEdit || !online || busy
  return (
    <section className="card post-rules" aria-label="规则">
      <header>
        <h2>规则</h2>
      </header>
      <div>
        <label htmlFor="post-open">开放发布</label>
        <Switch id="post-open" checked={form.open} disabled={locked} onChange={(open) => setForm({ ...form, open })} />
        <label htmlFor="post-points">通过后给积分</label>
        <InputNumber
          id="post-points"
          min={0}
          max={1000}
          precision={0}
          value={form.points}
          disabled={locked}
          onChange={(points) => setForm({ ...form, points: points ?? 0 })}
        />
      </div>
      <p className="hint">每人每天一次，展示后才给；之后被隐藏会收回。分享不给任何奖励，这是微信的规定。</p>
      {canEdit && (
        <Button type="primary" disabled={locked || !changed} loading={busy} onClick={() => void save(form, revision)}>
          保存
        </Button>
      )}
    </section>
  )
}
