import { Button, Checkbox, Select } from 'antd'
import { useMemo } from 'react'
import type { Data } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { DateField } from '../../../admin/fields/DateField'
import { FilterBar } from '../../../admin/filter/FilterBar'
import { narrowing } from '../../../admin/filter/views'
import { count, moment, stamp } from '../../../admin/format'
import { ExportCsv, everyPage } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { When } from '../../../admin/parts/When'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import type { Column } from '../../../admin/table/DataTable'
import { PagedTable } from '../../../admin/table/PagedTable'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { dayOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { FoundLine } from '../contract'
import { addressOf, inputOf, type LedgerQuery, problemOf, queryOf } from './ledgerFilter'
import { assetName, kindName, kindNames, signed } from './lines'
import './member.css'

type Page = Data<'points.searchLedger'>
/** Keys of the address that narrow the list. */
const LEDGER_KEYS = ['from', 'to', 'kind', 'asset', 'hand']

/** The ledger across all members: what was given, spent, over and corrected in some days, each line with its member. */
export function LedgerScreen() {
  const { query } = usePlace()
  const asked = queryOf(query, dayOf(serverNow()))
  const problem = problemOf(asked)
  const input = inputOf(asked)
  const first = useQuery('points.searchLedger', problem === null ? input : null)
  return (
    <Screen
      title="积分流水"
      crumb={first.at > 0 ? `截至 ${moment(first.at, serverNow())}，最近几分钟的可能还没有列出来` : ''}
      end={<BeatBar />}
    >
      <Filter asked={asked} />
      {problem && <Empty title="换个时间再查">{problem}</Empty>}
      {first.loading && <Skeleton rows={12} height={44} />}
      {first.error && <Failure standing="积分没有变。" error={first.error} onRetry={() => void first.reload()} />}
      {first.data?.lines.length === 0 && (
        <Empty
          title="这些天没有这样的流水"
          action={
            Object.keys(narrowing(query, LEDGER_KEYS)).length > 0 && <Button href={hrefOf('/ledger')}>清掉筛选</Button>
          }
        >
          换个时间或种类再看。每一笔积分的来去都在这里，一笔不少。
        </Empty>
      )}
      {first.data && first.data.lines.length > 0 && (
        <Found key={JSON.stringify(input)} first={first.data} input={input} />
      )}
    </Screen>
  )
}

function Filter({ asked }: { asked: LedgerQuery }) {
  const go = (change: Partial<LedgerQuery>) => navigate(hrefOf('/ledger', addressOf({ ...asked, ...change })))
  return (
    <FilterBar keys={LEDGER_KEYS}>
      <DateField label="从哪天" value={asked.from} onChange={(from) => go({ from })} />
      <span>到</span>
      <DateField label="到哪天" value={asked.to} onChange={(to) => go({ to })} />
      <Select
        aria-label="种类"
        popupMatchSelectWidth={false}
        value={asked.bizType}
        onChange={(bizType) => go({ bizType })}
        options={[
          { value: '', label: '所有种类' },
          ...Object.entries(kindNames).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        aria-label="资产"
        popupMatchSelectWidth={false}
        value={asked.asset}
        onChange={(asset) => go({ asset })}
        options={[
          { value: '' as const, label: '所有资产' },
          ...(['points', 'growth', 'makeup_card'] as const).map((value) => ({ value, label: assetName(value) })),
        ]}
      />
      <Checkbox checked={asked.byHand} onChange={({ target }) => go({ byHand: target.checked })}>
        只看人工经手的
      </Checkbox>
    </FilterBar>
  )
}

function Found({ first, input }: { first: Page; input: ReturnType<typeof inputOf> }) {
  const pages = usePages(first, (before: NonNullable<Page['next']>) =>
    call('points.searchLedger', { ...input, before }),
  )
  const { canAnswer } = useRights()
  const columns = useMemo(() => ledgerColumns(canAnswer), [canAnswer])
  return (
    <section className="card" aria-label="流水">
      <header>
        <h2>流水</h2>
        <div className="end">
          <ExportCsv
            name={`积分流水-${input.from}-${input.to}`}
            heads={['时间', '会员码', '种类', '说明', '资产', '变动', '之后余额', '经手', '编号']}
            rows={(report, stopped) =>
              everyPage(first, (before) => call('points.searchLedger', { ...input, limit: 200, before }), cellsOf, {
                report,
                stopped,
              })
            }
          />
        </div>
      </header>
      <PagedTable
        label="积分流水"
        pages={pages}
        idOf={idOf}
        columns={columns}
        {...(canAnswer && { onOpen: openMember })}
      />
    </section>
  )
}

const idOf = ({ id }: FoundLine) => id
const openMember = ({ code }: FoundLine) => navigate(hrefOf('/members', { code }))

function ledgerColumns(canAnswer: boolean): Column<FoundLine>[] {
  return [
    { key: 'at', name: '时间', width: 124, cell: ({ at }) => <When at={at} />, plain: ({ at }) => stamp(at) },
    {
      ...{ key: 'code', name: '会员码', width: 112 },
      cell: ({ code }) =>
        canAnswer ? (
          <a href={hrefOf('/members', { code })} tabIndex={-1}>
            {code}
          </a>
        ) : (
          code
        ),
      plain: ({ code }) => code,
    },
    {
      ...{ key: 'kind', name: '种类', width: 96 },
      cell: ({ bizType, by }) => (
        <span className="tag" data-kind={by ? 'amber' : undefined}>
          {kindName(bizType)}
        </span>
      ),
      plain: ({ bizType }) => kindName(bizType),
    },
    {
      ...{ key: 'reason', name: '说明', width: 220, grow: 1 },
      cell: ({ reason, by }) => (
        <span title={reason}>
          {reason}
          {by && <small className="hint"> {by.name} 经手</small>}
        </span>
      ),
      plain: ({ reason }) => reason,
    },
    {
      ...{ key: 'delta', name: '变动', width: 104, end: true },
      cell: ({ delta }) => <b data-sign={delta < 0 ? 'minus' : 'plus'}>{signed(delta)}</b>,
      plain: ({ delta }) => delta,
    },
    {
      ...{ key: 'after', name: '之后余额', width: 140, end: true },
      cell: ({ asset, balanceAfter }) => `${assetName(asset)} ${count(balanceAfter)}`,
      plain: ({ balanceAfter }) => balanceAfter,
    },
  ]
}

function cellsOf(line: FoundLine): CsvCell[] {
  const { at, code, bizType, reason, asset, delta, balanceAfter, by, id } = line
  return [stamp(at), code, kindName(bizType), reason, assetName(asset), delta, balanceAfter, by?.name ?? '', id]
}
