import { Input, Select, Tooltip } from 'antd'
import { useMemo } from 'react'
import { serverNow } from '../../../admin/clock'
import { SavedViews } from '../../../admin/filter/FilterBar'
import { count, money, shortDay } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Icon } from '../../../admin/parts/Icon'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { useRights } from '../../../admin/rights'
import { type Column, DataTable } from '../../../admin/table/DataTable'
import { type Day, dayOf } from '../../../kernel/day'
import type { QualityRow } from '../../funnel/contract'
import type { ChannelRow } from '../contract'
import { CHANNEL_KINDS, type ChannelKind, PLACES } from '../rules'
import { kindWords, placeWords } from '../text'
import { channelCells, channelHeads, PEOPLE_OF, peopleHref } from './channelRows'
import { channelWords as words } from './text'

/** Keys of the address that narrow the list. */
const CHANNEL_KEYS = ['kind', 'state', 'q']

export interface Filter {
  kind: ChannelKind | null
  state: 'active' | 'stopped' | null
  text: string
}

/** All channels: which codes they have, where they lead, and what the funnel knows of their people. */
export function ChannelTable({
  rows,
  total,
  quality,
  chosen,
  filter,
  onFilter,
  onChoose,
  onPick,
  onMore,
}: {
  rows: readonly ChannelRow[]
  total: number
  /** Null until the funnel has answered; then people and rates stand beside each channel. */
  quality: ReadonlyMap<string, QualityRow> | null
  chosen: string | null
  filter: Filter
  onFilter: (filter: Filter) => void
  onChoose: (id: string) => void
  /** Told with every change of the rows that are chosen. */
  onPick: (rows: ChannelRow[]) => void
  /** Null when all are there. */
  onMore: (() => Promise<void>) | null
}) {
  const shown = rows.filter((row) => matches(row, filter.text))
  const { canEdit } = useRights()
  const today = canEdit && serverNow() > 0 ? dayOf(serverNow()) : null
  const columns = useMemo(() => channelColumns(quality, today), [quality, today])
  return (
    <section className="card channel-list" aria-label="渠道">
      <header>
        <Input
          allowClear
          className="channel-search"
          prefix={<Icon name="search" size={14} />}
          placeholder="找名称、门店、编号"
          aria-label="找渠道"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
        <div className="end">
          <SavedViews keys={CHANNEL_KEYS} />
          <ExportCsv
            name="渠道"
            heads={channelHeads}
            rows={() => Promise.resolve(shown.map((row) => channelCells(row, quality?.get(row.id))))}
            metrics={['newPeople', 'retention7', 'checkinRate', 'redeemRate', 'left7', 'perJoined']}
          />
          <Select<ChannelKind | ''>
            aria-label="类型"
            value={filter.kind ?? ''}
            onChange={(kind) => onFilter({ ...filter, kind: kind === '' ? null : kind })}
            options={[
              { value: '', label: words.allKinds },
              ...CHANNEL_KINDS.map((kind) => ({ value: kind, label: kindWords[kind] })),
            ]}
          />
          <Select<'active' | 'stopped' | ''>
            aria-label="状态"
            value={filter.state ?? ''}
            onChange={(state) => onFilter({ ...filter, state: state === '' ? null : state })}
            options={[
              { value: '', label: '全部状态' },
              { value: 'active', label: words.states.active },
              { value: 'stopped', label: words.states.stopped },
            ]}
          />
        </div>
      </header>
      {shown.length === 0 ? (
        <p className="channel-none">
          没有这样的渠道。
          <button type="button" className="linkish" onClick={() => onFilter({ kind: null, state: null, text: '' })}>
            清掉筛选
          </button>
        </p>
      ) : (
        <DataTable
          label="渠道"
          rows={shown}
          idOf={idOf}
          columns={columns}
          onOpen={({ id }) => onChoose(id)}
          onChosen={onPick}
          opened={chosen}
          {...(onMore && { onNearEnd: onMore as () => void })}
          most={12}
          end={onMore ? `正在取后面的，共 ${count(total)} 个` : `共 ${count(shown.length)} 个`}
        />
      )}
    </section>
  )
}

const idOf = ({ id }: ChannelRow) => id

/** Without what the funnel knows, what kind it is and where it leads stand in its place. */
function channelColumns(quality: ReadonlyMap<string, QualityRow> | null, today: Day | null): Column<ChannelRow>[] {
  const of = ({ id }: ChannelRow) => quality?.get(id)
  const rates = [
    { key: 'retention7', name: '7 日还在', metric: 'retention7' },
    { key: 'checkin', name: '打卡率', metric: 'checkinRate' },
    { key: 'coupon', name: '核销率', metric: 'redeemRate' },
    { key: 'left7', name: '7 日离开', metric: 'left7' },
  ] as const
  return [
    {
      ...{ key: 'name', name: '名称', width: 150, grow: 1.4 },
      cell: ({ name, store, id }) => (
        <span title={`${name}${store !== null && store !== name ? ` · ${store}` : ''} · ${id}`}>
          {name}
          {store !== null && store !== name && <small className="hint"> {store}</small>}
        </span>
      ),
      plain: ({ name }) => name,
    },
    {
      ...{ key: 'state', name: '状态', width: 76 },
      cell: ({ state, createdAt }) => (
        <span
          className="tag"
          data-kind={state === 'active' ? 'jade' : 'plain'}
          title={`${shortDay(dayOf(createdAt))} 建`}
        >
          {words.states[state]}
        </span>
      ),
      plain: ({ state }) => words.states[state],
    },
    {
      ...{ key: 'kind', name: '类型', width: 92 },
      cell: ({ kind }) => kindWords[kind],
      plain: ({ kind }) => kindWords[kind],
    },
    ...(quality === null
      ? [
          {
            ...{ key: 'leads', name: '加谁、进哪个群', width: 160, grow: 1 },
            cell: ({ onDuty, groups }: ChannelRow) => [...onDuty, ...groups].join('、') || '—',
            plain: ({ onDuty, groups }: ChannelRow) => [...onDuty, ...groups].join('、'),
          },
        ]
      : [
          {
            ...{ key: 'people', name: '来的人', width: 64, end: true },
            head: <Metric id="newPeople" />,
            cell: (row: ChannelRow) => (
              <NumberLink n={of(row)?.people ?? 0} href={today && peopleHref(row.id, today)} of="人">
                {numberOr(of(row)?.people, '')}
              </NumberLink>
            ),
            plain: (row: ChannelRow) => of(row)?.people ?? null,
          },
          {
            ...{ key: 'today', name: '今天', width: 52, end: true },
            cell: (row: ChannelRow) => (
              <NumberLink n={of(row)?.today ?? 0} href={today && peopleHref(row.id, today, null, 1)} of="人">
                {numberOr(of(row)?.today, '+')}
              </NumberLink>
            ),
            plain: (row: ChannelRow) => of(row)?.today ?? null,
          },
          ...rates.map(({ key, name, metric }) => ({
            ...{ key, name, width: 66, end: true },
            head: <Metric id={metric} />,
            cell: (row: ChannelRow) => (
              <span className="channel-quality" data-few={of(row)?.quality.few ?? true}>
                <NumberLink
                  n={of(row)?.quality[key] ?? 0}
                  href={today && peopleHref(row.id, today, PEOPLE_OF[key])}
                  words="看是哪些人"
                >
                  {share(of(row)?.quality[key] ?? null)}
                </NumberLink>
              </span>
            ),
            plain: (row: ChannelRow) => share(of(row)?.quality[key] ?? null),
          })),
        ]),
    {
      ...{ key: 'cost', name: '成本', width: 84, end: true },
      cell: (row) => <span title={costHint(of(row))}>{row.costCents === 0 ? '—' : money(row.costCents)}</span>,
      plain: ({ costCents }) => costCents / 100,
    },
    {
      ...{ key: 'codes', name: '码', width: 108 },
      cell: ({ codes }) => (
        <span className="channel-dots">
          {PLACES.map((place) => (
            <Tooltip key={place} title={`${placeWords[place]}：${words.code[codes[place]][0]}`}>
              <i data-state={codes[place]}>{placeWords[place].slice(0, 1)}</i>
            </Tooltip>
          ))}
        </span>
      ),
      plain: ({ codes }) => PLACES.map((place) => `${placeWords[place]} ${words.code[codes[place]][0]}`).join('；'),
    },
  ]
}

function numberOr(value: number | undefined, sign: string): string {
  return value === undefined ? '—' : `${sign}${count(value)}`
}

function costHint(row: QualityRow | undefined): string {
  const { perActive = null, perJoined = null } = row?.quality ?? {}
  if (perActive !== null) return `每活跃 ${money(perActive)}`
  return perJoined !== null ? `每进群 ${money(perJoined)}` : ''
}

function share(points: number | null): string {
  return points === null ? '—' : `${Math.round(points / 100)}%`
}

function matches({ name, store, id }: ChannelRow, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return wanted === '' || [name, store ?? '', id].some((each) => each.toLowerCase().includes(wanted))
}
