import { App, Button, Input as Field } from 'antd'
import { useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import type { BulkItem } from '../../../admin/bulk/run'
import { type BulkDeed, useBulk } from '../../../admin/bulk/useBulk'
import { CallError, type Data, type Input } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { NothingFits } from '../../../admin/filter/FilterBar'
import { count, stamp } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { When } from '../../../admin/parts/When'
import type { Column } from '../../../admin/table/DataTable'
import { PagedTable } from '../../../admin/table/PagedTable'
import { usePages } from '../../../admin/usePages'
import type { Query } from '../../../admin/useQuery'
import type { ReferralView } from '../contract'
import { words } from './words'

const TONES: Partial<Record<ReferralView['state'], string>> = { paid: 'jade', review: 'amber', rejected: 'brick' }

/** Friends and who brought them, newest first; those in review with the two words that staff can say. */
export function ReferralList({
  list,
  input,
  onBy,
}: {
  list: Query<Data<'referral.list'>>
  input: Input<'referral.list'>
  onBy: (id: string) => void
}) {
  const { message, modal } = App.useApp()
  const online = useOnline()
  const [busy, setBusy] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReferralView[]>([])
  const bulk = useBulk<BulkItem>(() => void list.reload())
  const [decided, setDecided] = useState<readonly ReferralView[]>([])
  const pages = usePages(
    list.data && { lines: list.data.rows, next: list.data.next },
    async (before: NonNullable<Input<'referral.list'>['before']>) => {
      const { rows, next } = await call('referral.list', { ...input, before })
      return { lines: rows, next }
    },
  )

  async function decide(id: string, approve: boolean, note = '') {
    setBusy(id)
    try {
      const { referral } = await call('referral.decide', { id, approve, note })
      setDecided((before) => [...before.filter((one) => one.id !== id), referral])
      void message.success(`${words.states[referral.state]}。`)
      await list.reload()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    } finally {
      setBusy(null)
    }
  }

  function reject(id: string) {
    let note = ''
    void modal.confirm({
      title: '驳回这条邀请？',
      content: (
        <Field
          aria-label="原因"
          placeholder="原因，例如：同一个人的小号"
          maxLength={100}
          onChange={(event) => (note = event.target.value)}
        />
      ),
      okText: '驳回',
      onOk: () => decide(id, false, note),
    })
  }

  const columns = referralColumns({
    busy,
    blocked: !online,
    onApprove: (id) => void decide(id, true),
    onReject: reject,
  })
  const approving: BulkDeed<BulkItem> = {
    name: '通过',
    run: async ({ id }) => {
      const { referral } = await call('referral.decide', { id, approve: true, note: '' })
      setDecided((before) => [...before.filter((one) => one.id !== id), referral])
    },
  }
  if (list.loading) return <Skeleton rows={6} height={56} />
  if (list.error && !list.data) {
    return <Failure standing={words.standing} error={list.error} onRetry={() => void list.reload()} />
  }
  const rows = pages.lines.map((row) => decided.find(({ id }) => id === row.id) ?? row)
  if (rows.length === 0) {
    const first = input.show === 'all' && input.by === undefined
    return first ? (
      <Empty title={words.empty}>{words.emptyNext}</Empty>
    ) : (
      <section className="card">
        <NothingFits keys={['show', 'by']} what="邀请" />
      </section>
    )
  }
  const reviewed = chosen.filter(({ state }) => state === 'review').map((row) => ({ ...row, name: codeOf(row.id) }))
  return (
    <>
      <BulkBar bulk={bulk} chosen={reviewed.length} unit="条邀请">
        <Button size="small" onClick={() => void bulk.start(approving, reviewed)}>
          都通过
        </Button>
      </BulkBar>
      <section className="card referral-table" aria-label={words.title}>
        <PagedTable
          label={words.title}
          pages={pages}
          rows={rows}
          unit="条"
          idOf={idOf}
          columns={columns}
          onOpen={({ by }) => {
            if (by !== null) onBy(by)
          }}
          onChosen={setChosen}
        />
      </section>
    </>
  )
}

const idOf = ({ id }: ReferralView) => id

function referralColumns({
  busy,
  blocked,
  onApprove,
  onReject,
}: {
  busy: string | null
  blocked: boolean
  onApprove: (id: string) => void
  onReject: (id: string) => void
}): Column<ReferralView>[] {
  return [
    { key: 'id', name: '新会员', width: 110, cell: ({ id }) => codeOf(id), plain: ({ id }) => codeOf(id) },
    {
      ...{ key: 'by', name: '谁带来的', width: 120 },
      cell: ({ by }) => (by === null ? '已注销的会员' : codeOf(by)),
      plain: ({ by }) => (by === null ? '' : codeOf(by)),
    },
    { key: 'at', name: '时间', width: 116, cell: ({ at }) => <When at={at} />, plain: ({ at }) => stamp(at) },
    {
      ...{ key: 'crowd', name: '前后一小时', width: 96, end: true },
      cell: ({ crowd }) => (crowd > 1 ? `${count(crowd)} 位` : '—'),
      plain: ({ crowd }) => crowd,
    },
    {
      ...{ key: 'decided', name: '谁看过', width: 130, grow: 1 },
      cell: ({ decidedBy, state, note }) => (
        <span title={note ?? ''}>
          {decidedBy ? `${decidedBy} ${state === 'rejected' ? `驳回：${note}` : '通过'}` : '—'}
        </span>
      ),
      plain: ({ decidedBy }) => decidedBy,
    },
    {
      ...{ key: 'state', name: '结果', width: 150 },
      cell: ({ id, state, points }) =>
        state === 'review' ? (
          <span className="actions">
            <Button
              size="small"
              disabled={blocked || busy !== null}
              loading={busy === id}
              onClick={() => onApprove(id)}
            >
              通过
            </Button>
            <Button size="small" type="text" disabled={blocked || busy !== null} onClick={() => onReject(id)}>
              驳回
            </Button>
          </span>
        ) : (
          <span className="tag" data-kind={TONES[state]}>
            {words.states[state]}
            {state === 'paid' && points !== null && ` ${count(points)} 积分`}
          </span>
        ),
      plain: ({ state }) => words.states[state],
    },
  ]
}

/** The code that stands on a member's page. */
function codeOf(memberId: string): string {
  return memberId.slice(1, 9).toUpperCase()
}
