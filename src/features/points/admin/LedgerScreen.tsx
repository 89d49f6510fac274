import { Button, Checkbox, Input, Select } from 'antd'
import type { Data } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { count, moment, stamp } from '../../../admin/format'
import { ExportCsv, everyPage } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { dayOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { FoundLine } from '../contract'
import { addressOf, inputOf, type LedgerQuery, problemOf, queryOf } from './ledgerFilter'
import { assetName, kindName, kindNames, signed } from './lines'
import './member.css'

type Page = Data<'points.searchLedger'>

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
        <Empty title="这些天没有这样的流水">换个时间或种类再看。每一笔积分的来去都在这里，一笔不少。</Empty>
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
    <div className="ledger-filter">
      <Input
        type="date"
        aria-label="从哪天"
        value={asked.from}
        onChange={({ target }) => target.value && go({ from: target.value })}
      />
      <span>到</span>
      <Input
        type="date"
        aria-label="到哪天"
        value={asked.to}
        onChange={({ target }) => target.value && go({ to: target.value })}
      />
      <Select
        aria-label="种类"
        value={asked.bizType}
        onChange={(bizType) => go({ bizType })}
        options={[
          { value: '', label: '所有种类' },
          ...Object.entries(kindNames).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        aria-label="资产"
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
    </div>
  )
}

function Found({ first, input }: { first: Page; input: ReturnType<typeof inputOf> }) {
  const { lines, next, error, busy, more } = usePages(first, (before: NonNullable<Page['next']>) =>
    call('points.searchLedger', { ...input, before }),
  )

  return (
    <section className="card" aria-label="流水">
      <header>
        <h2>流水</h2>
        <div className="end">
          <ExportCsv
            name={`积分流水-${input.from}-${input.to}`}
            heads={['时间', '会员码', '种类', '说明', '资产', '变动', '之后余额', '经手', '编号']}
            rows={() =>
              everyPage(first, (before) => call('points.searchLedger', { ...input, limit: 200, before }), cellsOf)
            }
          />
        </div>
      </header>
      <table className="ledger-table">
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">会员码</th>
            <th scope="col">种类</th>
            <th scope="col">说明</th>
            <th scope="col">变动</th>
            <th scope="col">之后余额</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </table>
      {error && next !== null && (
        <Failure standing="上面的都在，更早的没有取到。" error={error} onRetry={() => void more(next)} />
      )}
      {next !== null && !error && (
        <div className="member-more">
          <Button loading={busy} onClick={() => void more(next)}>
            看更早的
          </Button>
        </div>
      )}
    </section>
  )
}

function Line({ line }: { line: FoundLine }) {
  const { canAnswer } = useRights()
  return (
    <tr>
      <td>{moment(line.at, serverNow())}</td>
      <td>{canAnswer ? <a href={hrefOf('/members', { code: line.code })}>{line.code}</a> : line.code}</td>
      <td>
        <span className="tag" data-kind={line.by ? 'amber' : undefined}>
          {kindName(line.bizType)}
        </span>
      </td>
      <td>
        {line.reason}
        {line.by && <small>{line.by.name} 经手</small>}
      </td>
      <td>
        <b data-sign={line.delta < 0 ? 'minus' : 'plus'}>{signed(line.delta)}</b>
      </td>
      <td>
        {assetName(line.asset)} {count(line.balanceAfter)}
      </td>
    </tr>
  )
}

function cellsOf(line: FoundLine): CsvCell[] {
  const { at, code, bizType, reason, asset, delta, balanceAfter, by, id } = line
  return [stamp(at), code, kindName(bizType), reason, assetName(asset), delta, balanceAfter, by?.name ?? '', id]
}
