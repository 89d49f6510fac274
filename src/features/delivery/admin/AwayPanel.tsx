import { App, Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { DateField } from '../../../admin/fields/DateField'
import { longDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import { isDay } from '../../../kernel/day'
import { useToday } from './useToday'

/** Who is away, who sends in their place, and moving what is open. */
export function AwayPanel() {
  const asked = useQuery('delivery.getAway', {})
  const { canEdit } = useRights()
  const online = useOnline()
  const board = useToday()
  const staff = useQuery('staff.list', canEdit ? {} : null)
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)
  const people = (staff.data?.staff ?? []).flatMap(({ name, wecomUserId }) =>
    wecomUserId === null ? [] : [{ value: wecomUserId, label: name }],
  )
  const nameOf = (user: string) => people.find(({ value }) => value === user)?.label ?? user
  const blocked = !canEdit || !online

  async function act(what: string, work: () => Promise<{ moved: number; stayed: number }>, done: string) {
    setBusy(what)
    try {
      const { moved, stayed } = await work()
      const rest = stayed > 0 ? `；${stayed} 条没有人能代发，还在原来的群主手上` : ''
      void message.success(`${done}${moved > 0 ? `，${moved} 条转给了代发人` : ''}${rest}。`)
      await Promise.all([asked.reload(), board.reload()])
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      void message.error(error instanceof CallError ? error.message : '没有成功，请再试一次。')
    } finally {
      setBusy(null)
    }
  }

  return (
    <section className="card sending-card" aria-label="群主不在">
      <header>
        <h2>群主不在</h2>
        <span className="hint">今明两天没发的转给代发人；代发人也得在群里</span>
        <span className="end">
          <Button
            size="small"
            loading={busy === 'reroute'}
            disabled={blocked}
            onClick={() => void act('reroute', () => call('delivery.reroute', {}), '已重新分配')}
          >
            现在再分一次
          </Button>
        </span>
      </header>
      {asked.loading && <Skeleton rows={4} height={44} />}
      {asked.error && !asked.data && (
        <Failure standing="代发照常进行。" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {asked.data?.away.length === 0 && <p className="away-none">大家都在。群主请假或离职前，在下面记一笔。</p>}
      <ul className="away">
        {asked.data?.away.map(({ user, until, deputy, by }) => (
          <li key={user}>
            <b>{nameOf(user)}</b>
            <span>{until === null ? '不再当群主' : `到 ${longDay(until)}`}</span>
            <span>{deputy === null ? '由各群的管理员代发' : `${nameOf(deputy)} 代发`}</span>
            <small>{by} 记的</small>
            <Button
              size="small"
              loading={busy === user}
              disabled={blocked}
              onClick={() =>
                void act(user, () => call('delivery.setAway', { user, until: null }), `${nameOf(user)} 回来了`)
              }
            >
              回来了
            </Button>
          </li>
        ))}
      </ul>
      {canEdit && (
        <AwayForm
          people={people}
          busy={busy === 'form'}
          disabled={blocked}
          onSave={(user, until, deputy) =>
            act('form', () => call('delivery.setAway', { user, until, deputy }), `${nameOf(user)} 已记为不在`)
          }
        />
      )}
    </section>
  )
}

function AwayForm({
  people,
  busy,
  disabled,
  onSave,
}: {
  people: { value: string; label: string }[]
  busy: boolean
  disabled: boolean
  onSave: (user: string, until: string, deputy: string | null) => Promise<void>
}) {
  const [user, setUser] = useState<string | null>(null)
  const [deputy, setDeputy] = useState<string | null>(null)
  const [gone, setGone] = useState(false)
  const [until, setUntil] = useState('')
  const ready = user !== null && (gone || isDay(until)) && deputy !== user
  return (
    <form
      className="away-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (user === null || !ready) return
        void onSave(user, gone ? 'gone' : until, deputy).then(() => {
          setUser(null)
          setDeputy(null)
          setUntil('')
          setGone(false)
        })
      }}
    >
      <Select
        aria-label="谁不在"
        placeholder="谁不在"
        showSearch={{ optionFilterProp: 'label' }}
        value={user}
        onChange={setUser}
        options={people}
      />
      <Segmented
        aria-label="多久"
        value={gone ? 'gone' : 'until'}
        onChange={(value) => setGone(value === 'gone')}
        options={[
          { value: 'until', label: '请假到' },
          { value: 'gone', label: '离职' },
        ]}
      />
      {!gone && (
        <DateField
          label="到哪天"
          className="sending-date"
          value={until}
          onChange={(value) => setUntil(value)}
          clearable
        />
      )}
      <Select
        aria-label="谁代发"
        placeholder="谁代发（不选 = 群管理员）"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={deputy}
        onChange={(value) => setDeputy(value ?? null)}
        options={people.filter(({ value }) => value !== user)}
      />
      <Button htmlType="submit" type="primary" loading={busy} disabled={disabled || !ready}>
        记下并转交
      </Button>
      {people.length === 0 && (
        <span className="hint">
          <Icon name="warn" size={12} /> 员工还没有关联企业微信账号
        </span>
      )}
    </form>
  )
}
