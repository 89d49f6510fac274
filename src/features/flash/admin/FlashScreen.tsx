import { App, Button, Tooltip } from 'antd'
import { useMemo } from 'react'
import { useNow } from '../../../admin/clock'
import { useOnline } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { SaleView } from '../contract'
import { FirstSale } from './FirstSale'
import { SaleDetail } from './SaleDetail'
import { SaleDrawer } from './SaleDrawer'
import { SaleTable } from './SaleTable'
import { useTurn } from './useTurn'
import './flash.css'

const POLL_MS = 60_000

/** Recurring flash sales: how each stands, what its sessions came to, and a drawer to make or change one. */
export function FlashScreen() {
  const list = useQuery('flash.list', {}, POLL_MS)
  const { query } = usePlace()
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow()
  const { message } = App.useApp()
  const sales = list.data?.sales ?? []
  const chosen = sales.find(({ _id }) => _id === query.sale) ?? sales[0] ?? null
  const blocked = !canEdit ? '要管理员或运营的账号' : online ? null : '离线，连上后再改'
  const { turning, turn } = useTurn(list.reload)
  const go = (change: Record<string, string | null>) =>
    navigate(hrefOf('/flash', { sale: query.sale, ...change }), true)
  const subject = useSubject(query, chosen, canEdit && now > 0)

  function saved(sale: SaleView) {
    const others = sales.filter(({ _id }) => _id !== sale._id)
    const isNew = others.length === sales.length
    list.put({ sales: isNew ? [sale, ...sales] : sales.map((one) => (one._id === sale._id ? sale : one)) })
    void message.success(isNew ? `${sale.title} 存成草稿了，还没有开始。` : `${sale.title} 已存下。`)
    go({ sale: sale._id })
  }

  const next = Math.min(...sales.flatMap(({ nextAt }) => nextAt ?? []))
  return (
    <Screen
      title="秒杀"
      crumb={now > 0 && Number.isFinite(next) ? `下一场 ${moment(next, now)}` : ''}
      actions={
        sales.length > 0 && (
          <Tooltip title={blocked}>
            <Button
              type="primary"
              disabled={blocked !== null}
              icon={<Icon name="plus" size={14} />}
              onClick={() => go({ new: '1' })}
            >
              新建秒杀
            </Button>
          </Tooltip>
        )
      }
    >
      {list.loading && <Skeleton rows={6} height={55} />}
      {list.error && (
        <Failure standing="已经排好的场次照常开。" error={list.error} onRetry={() => void list.reload()} />
      )}
      {list.data && sales.length === 0 && <FirstSale blocked={blocked} onStart={() => go({ new: '1' })} />}
      {chosen && now > 0 && (
        <div className="flash">
          <SaleTable sales={sales} now={now} chosen={chosen._id} onChoose={(sale) => go({ sale })} />
          <SaleDetail
            key={chosen._id}
            sale={chosen}
            now={now}
            blocked={blocked}
            turning={turning}
            onTurn={(to) => turn(chosen, to)}
            onEdit={() => go({ sale: chosen._id, edit: '1' })}
          />
        </div>
      )}
      {subject && (
        <SaleDrawer key={subject.sale?._id ?? 'new'} sale={subject.sale} onClose={() => go({})} onSaved={saved} />
      )}
    </Screen>
  )
}

/** What the address asks to be filled in; the same object while the drawer is open, whatever the list brings meanwhile. */
function useSubject(query: Readonly<Record<string, string>>, chosen: SaleView | null, allowed: boolean) {
  const fresh = allowed && query.new === '1'
  const editing = allowed && query.edit === '1' && query.sale === chosen?._id && chosen?.state !== 'stopped'
  // biome-ignore lint/correctness/useExhaustiveDependencies: changes are told from the sale as it was when the drawer opened
  return useMemo(() => {
    if (fresh) return { sale: null }
    return editing && chosen ? { sale: chosen } : null
  }, [fresh, editing, chosen?._id])
}
