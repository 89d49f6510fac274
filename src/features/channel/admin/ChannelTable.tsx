import { Checkbox, Input, Select, Tooltip } from 'antd'
import { serverNow } from '../../../admin/clock'
import { count, money, shortDay } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Icon } from '../../../admin/parts/Icon'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { useRights } from '../../../admin/rights'
import { dayOf } from '../../../kernel/day'
import type { QualityRow } from '../../funnel/contract'
import type { ChannelRow } from '../contract'
import { CHANNEL_KINDS, type ChannelKind, PLACES } from '../rules'
import { kindWords, placeWords } from '../text'
import { channelCells, channelHeads, PEOPLE_OF, peopleHref } from './channelRows'
import { channelWords as words } from './text'

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
  picked,
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
  picked: ReadonlySet<string>
  filter: Filter
  onFilter: (filter: Filter) => void
  onChoose: (id: string) => void
  onPick: (ids: ReadonlySet<string>) => void
  /** Null when all are there. */
  onMore: (() => void) | null
}) {
  const shown = rows.filter((row) => matches(row, filter.text))
  const all = shown.length > 0 && shown.every(({ id }) => picked.has(id))
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
        <table>
          <thead>
            <tr>
              <th>
                <Checkbox
                  aria-label="全选"
                  checked={all}
                  onChange={() => onPick(all ? new Set() : new Set(shown.map(({ id }) => id)))}
                />
              </th>
              <th>名称</th>
              {!quality && <th>类型</th>}
              <th>码</th>
              {!quality && <th>加谁、进哪个群</th>}
              {quality && (
                <>
                  <th className="r">
                    <Metric id="newPeople" />
                  </th>
                  <th className="r">今天</th>
                  <th className="r">
                    <Metric id="retention7" />
                  </th>
                  <th className="r">
                    <Metric id="checkinRate" />
                  </th>
                  <th className="r">
                    <Metric id="redeemRate" />
                  </th>
                  <th className="r">
                    <Metric id="left7" />
                  </th>
                </>
              )}
              <th className="r">成本</th>
              <th>状态</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row
                key={row.id}
                row={row}
                quality={quality}
                isChosen={row.id === chosen}
                isPicked={picked.has(row.id)}
                onChoose={() => onChoose(row.id)}
                onPick={() => onPick(toggled(picked, row.id))}
              />
            ))}
          </tbody>
        </table>
      )}
      {onMore && (
        <button type="button" className="linkish channel-more" onClick={onMore}>
          再看 200 个，共 {count(total)} 个
        </button>
      )}
    </section>
  )
}

function Row({
  row,
  quality,
  isChosen,
  isPicked,
  onChoose,
  onPick,
}: {
  row: ChannelRow
  quality: ReadonlyMap<string, QualityRow> | null
  isChosen: boolean
  isPicked: boolean
  onChoose: () => void
  onPick: () => void
}) {
  const { id, name, kind, store, state, groups, onDuty, codes, costCents, createdAt } = row
  const known = quality?.get(id)
  const leads = [...onDuty, ...groups]
  const { canEdit } = useRights()
  const today = canEdit && serverNow() > 0 ? dayOf(serverNow()) : null
  return (
    <tr data-chosen={isChosen} onClick={onChoose}>
      <td onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        <Checkbox aria-label={`选 ${name}`} checked={isPicked} onChange={onPick} />
      </td>
      <th scope="row">
        <button type="button" onClick={onChoose}>
          {name}
        </button>
        <small>
          {quality && `${kindWords[kind]} · `}
          {store !== null && store !== name ? `${store} · ` : ''}
          {id}
        </small>
      </th>
      {!quality && <td>{kindWords[kind]}</td>}
      <td>
        <span className="channel-dots">
          {PLACES.map((place) => (
            <Tooltip key={place} title={`${placeWords[place]}：${words.code[codes[place]][0]}`}>
              <i data-state={codes[place]}>{placeWords[place].slice(0, 1)}</i>
            </Tooltip>
          ))}
        </span>
      </td>
      {!quality && <td className="channel-leads">{leads.length === 0 ? '—' : leads.join('、')}</td>}
      {quality && (
        <>
          <td className="r">
            <NumberLink n={known?.people ?? 0} href={today && peopleHref(id, today)} of="人">
              {known ? count(known.people) : '—'}
            </NumberLink>
          </td>
          <td className="r">
            <NumberLink n={known?.today ?? 0} href={today && peopleHref(id, today, null, 1)} of="人">
              {known ? `+${count(known.today)}` : '—'}
            </NumberLink>
          </td>
          {(['retention7', 'checkin', 'coupon', 'left7'] as const).map((each) => (
            <td key={each} className="r channel-quality" data-few={known?.quality.few ?? true}>
              <NumberLink
                n={known?.quality[each] ?? 0}
                href={today && peopleHref(id, today, PEOPLE_OF[each])}
                words="看是哪些人"
              >
                {share(known?.quality[each] ?? null)}
              </NumberLink>
            </td>
          ))}
        </>
      )}
      <td className="r">
        {costCents === 0 ? '—' : money(costCents)}
        {known?.quality.perActive != null && <small>每活跃 {money(known.quality.perActive)}</small>}
        {known?.quality.perActive == null && known?.quality.perJoined != null && (
          <small>每进群 {money(known.quality.perJoined)}</small>
        )}
      </td>
      <td>
        <span className="tag" data-kind={state === 'active' ? 'jade' : 'plain'}>
          {words.states[state]}
        </span>
        <small>{shortDay(dayOf(createdAt))} 建</small>
      </td>
    </tr>
  )
}

function share(points: number | null): string {
  return points === null ? '—' : `${Math.round(points / 100)}%`
}

function matches({ name, store, id }: ChannelRow, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return wanted === '' || [name, store ?? '', id].some((each) => each.toLowerCase().includes(wanted))
}

function toggled(picked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(picked)
  if (!next.delete(id)) next.add(id)
  return next
}
