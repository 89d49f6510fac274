import { App, Button, Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import type { BulkItem } from '../../../admin/bulk/run'
import { type BulkDeed, useBulk } from '../../../admin/bulk/useBulk'
import { serverNow, useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { money } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { BatchView } from '../contract'
import { BatchCurve } from './BatchCurve'
import { BatchDetail } from './BatchDetail'
import { BatchDrawer } from './BatchDrawer'
import { BatchTable, type PhasedBatch } from './BatchTable'
import { exposureOf, type Filter, filterNames } from './batches'
import { type Draft, readDraft, startDraft } from './draft'
import { FirstCoupon } from './FirstCoupon'
import { IssuedDrawer } from './IssuedDrawer'
import { ISSUED_OF } from './series'
import { type Kind, kinds } from './shapes'
import type { Subject } from './useBatchForm'
import { useTurn } from './useTurn'
import './coupon.css'
import './couponForm.css'

const POLL_MS = 60_000

/** Batches of coupons: how they stand, and a drawer to make or change one. */
export function CouponScreen() {
  const list = useQuery('coupon.listBatches', {}, POLL_MS)
  const { query } = usePlace()
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow()
  const { message, modal } = App.useApp()
  const batches = list.data?.batches ?? []
  const filter: Filter = query.show && query.show in filterNames ? (query.show as Filter) : 'all'
  // Nobody asked for one yet: the one that most goes on with says more than the newest.
  const busiest = batches.reduce<BatchView | null>((most, one) => (most && most.taken >= one.taken ? most : one), null)
  const chosen = batches.find(({ _id }) => _id === query.batch) ?? busiest
  const rows = ISSUED_OF.find((each) => each === query.rows) ?? null
  const blocked = !canEdit ? '要管理员或运营的账号' : online ? null : '离线，连上后再改'
  const { turning, turn } = useTurn(list.reload)
  const [picked, setPicked] = useState<readonly PhasedBatch[]>([])
  const bulk = useBulk<BulkItem>(() => void list.reload())
  const ending = picked.filter(({ batch }) => batch.state !== 'stopped').map(itemOf)

  const go = (change: Record<string, string | null>, replace = true) =>
    navigate(hrefOf('/coupons', { show: query.show, batch: query.batch, ...change }), replace)
  const start = (kind: Kind) => go({ new: kind })
  const subject = useSubject(query, chosen, canEdit && now > 0)

  function saved(batch: BatchView) {
    const others = batches.filter(({ _id }) => _id !== batch._id)
    const isNew = others.length === batches.length
    list.put({ batches: isNew ? [batch, ...batches] : batches.map((one) => (one._id === batch._id ? batch : one)) })
    void message.success(isNew ? `${batch.terms.title} 存成草稿了，还没有发放。` : `${batch.terms.title} 已存下。`)
    go({ batch: batch._id, show: null })
  }

  const owed = batches.reduce((sum, batch) => sum + (exposureOf(batch, dayOf(now)) ?? 0), 0)
  return (
    <Screen
      title="优惠券"
      crumb={batches.length > 0 && now > 0 ? `${batches.length} 个批次 · 未核销最多 ${money(owed)}` : ''}
      end={<BeatBar />}
      actions={
        batches.length > 0 && (
          <Tooltip title={blocked}>
            <Button
              type="primary"
              disabled={blocked !== null}
              icon={<Icon name="plus" size={14} />}
              onClick={() => start(readDraft()?.form.value.kind ?? 'threshold')}
            >
              新建批次
            </Button>
          </Tooltip>
        )
      }
    >
      {list.loading && <Skeleton rows={8} height={55} />}
      {list.error && (
        <Failure standing="已经发出的券照常能用。" error={list.error} onRetry={() => void list.reload()} />
      )}
      {list.data && batches.length === 0 && <FirstCoupon blocked={blocked} onStart={start} />}
      {chosen && now > 0 && (
        <div className="coupons">
          <div className="coupons-left">
            <BulkBar bulk={bulk} chosen={picked.length} unit="批券">
              {(
                [
                  ['暂停', 'paused', ['running']],
                  ['继续发放', 'running', ['paused']],
                ] as const
              ).map(([name, to, from]) => {
                const meant = picked.filter(({ batch }) => from.some((state) => state === batch.state)).map(itemOf)
                return (
                  <Button
                    key={to}
                    size="small"
                    disabled={meant.length === 0}
                    onClick={() => void bulk.start(stateDeed(name, to), meant)}
                  >
                    {name}
                  </Button>
                )
              })}
              <Button
                size="small"
                disabled={ending.length === 0}
                onClick={() =>
                  askEnd(modal, ending.length, () => void bulk.start(stateDeed('停发', 'stopped'), ending))
                }
              >
                停发
              </Button>
            </BulkBar>
            <BatchTable
              {...(canEdit && { onPick: setPicked })}
              batches={batches}
              now={now}
              filter={filter}
              chosen={chosen._id}
              onFilter={(show) => go({ show: show === 'all' ? null : show })}
              onChoose={(batch) => go({ batch })}
            />
            {chosen.state !== 'draft' && <BatchCurve key={chosen._id} batch={chosen} />}
          </div>
          <BatchDetail
            batch={chosen}
            now={now}
            blocked={blocked}
            turning={turning}
            onTurn={(to) => turn(chosen, to)}
            onEdit={() => go({ batch: chosen._id, edit: '1' })}
          />
        </div>
      )}
      {chosen && query.batch === chosen._id && rows && !subject && (
        <IssuedDrawer
          key={`${chosen._id}:${rows}:${query.on}`}
          batch={chosen}
          what={rows}
          on={query.on ?? null}
          onClose={() => go({})}
        />
      )}
      {subject && <BatchDrawer key={keyOf(subject)} subject={subject} onClose={() => go({})} onSaved={saved} />}
    </Screen>
  )
}

const itemOf = ({ batch }: PhasedBatch): BulkItem => ({ id: batch._id, name: batch.terms.title })

/** One batch paused, resumed or ended; what is ended stays so. */
function stateDeed(name: string, state: 'running' | 'paused' | 'stopped'): BulkDeed<BulkItem> {
  const turn =
    (to: typeof state) =>
    ({ id }: BulkItem) =>
      call('coupon.setState', { id, state: to })
  if (state === 'stopped') return { name, run: turn(state) }
  return { name, run: turn(state), undo: { name: `撤销${name}`, run: turn(state === 'paused' ? 'running' : 'paused') } }
}

function askEnd(modal: ReturnType<typeof App.useApp>['modal'], count: number, onOk: () => void): void {
  modal.confirm({
    title: `停发这 ${count} 批？`,
    icon: null,
    okText: '停发',
    cancelText: '再想想',
    content: '停了不能再开，要再发就新建一批。已发出的券照常能用到期。只想歇一会儿，用「暂停」。',
    onOk,
  })
}

/** What the address asks to be filled in; the same object while the drawer is open, whatever the list brings meanwhile. */
function useSubject(
  query: Readonly<Record<string, string>>,
  chosen: BatchView | null,
  allowed: boolean,
): Subject | null {
  const kind = allowed ? kinds.find((one) => one === query.new) : undefined
  const editing = allowed && query.edit === '1' && query.batch === chosen?._id && chosen?.state !== 'stopped'
  // biome-ignore lint/correctness/useExhaustiveDependencies: changes are told from the batch as it was when the drawer opened
  return useMemo(() => {
    if (kind) return { draft: draftOf(kind) }
    return editing && chosen ? { batch: chosen } : null
  }, [kind, editing, chosen?._id])
}

/** What was left unfinished, turned to the kind that is asked for. */
function draftOf(kind: Kind): Draft {
  const left = readDraft()
  if (!left) return startDraft(kind, serverNow())
  return left.form.value.kind === kind ? left : { ...left, form: { ...left.form, value: { kind, texts: {} } } }
}

function keyOf(subject: Subject): string {
  return 'batch' in subject ? subject.batch._id : subject.draft.request
}
