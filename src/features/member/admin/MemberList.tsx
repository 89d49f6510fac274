import { AutoComplete, Button, Input, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import { useBulk } from '../../../admin/bulk/useBulk'
import { call, useOnline } from '../../../admin/desk'
import { FilterBar, NothingFits, useFilter } from '../../../admin/filter/FilterBar'
import { count } from '../../../admin/format'
import { ExportCsv, everyPage } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf, parsePlace } from '../../../admin/place'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { DataTable } from '../../../admin/table/DataTable'
import { useQuery } from '../../../admin/useQuery'
import type { ListedMember } from '../contract'
import { memberColumns } from './memberColumns'
import { codePrefix, listInput, MEMBER_KEYS, seenNames, streakNames } from './memberFilter'
import { TagActions, type TaggedMember } from './TagActions'
import { TagImport } from './TagImport'
import { MOST_ROWS, useMembers } from './useMembers'
import './members.css'

/** Lines of one file. */
const MOST_EXPORTED = 50_000
const idOf = ({ memberId }: ListedMember) => memberId

/** Who is here: a list to narrow, look through, tag and take along. */
export function MemberList() {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const { filtered } = useFilter(MEMBER_KEYS)
  const asked = listInput(query)
  const members = useMembers(asked)
  const choices = useQuery('member.getChoices', {}).data
  const [chosen, setChosen] = useState<ListedMember[]>([])
  const [importing, setImporting] = useState(false)
  const bulk = useBulk<TaggedMember>(members.reload)
  const byGroups = choices?.wholeBrand === false || (query.group ?? '') !== ''
  const sort = byGroups ? null : (asked.sort ?? 'joined')
  const columns = useMemo(
    () =>
      memberColumns({
        sort,
        onSort: (next) => navigate(hrefOf('/members', { ...currentQuery(), sort: next === 'seen' ? 'seen' : '' })),
      }),
    [sort],
  )
  const open = useCallback(
    ({ memberId, code }: ListedMember) =>
      navigate(hrefOf('/members', { ...currentQuery(), code: fullCode(code, memberId) })),
    [],
  )
  const tags = useMemo(() => [...new Set(members.rows.flatMap(({ segments }) => segments))].sort(), [members.rows])

  return (
    <div className="member-list">
      <Filters
        choices={choices}
        tags={tags}
        end={
          canEdit && (
            <>
              <Button size="small" onClick={() => setImporting(true)}>
                按名单打标签
              </Button>
              <ExportCsv
                name="会员名单"
                heads={columns.map(({ name }) => name)}
                rows={async (report, stopped) => {
                  const request = newRequest()
                  const ask = async (after: typeof members.next) => {
                    const page = await call('member.exportList', { ...asked, request, after, limit: 400 })
                    return { lines: page.rows, next: page.next }
                  }
                  const cells = (row: ListedMember) => columns.map(({ plain }) => plain(row))
                  return everyPage(await ask(null), ask, cells, { most: MOST_EXPORTED, report, stopped })
                }}
              />
            </>
          )
        }
      />
      {canEdit && (
        <BulkBar bulk={bulk} chosen={chosen.length} unit="位会员">
          <TagActions chosen={chosen} tags={tags} bulk={bulk} />
        </BulkBar>
      )}
      <section className="card member-table" aria-label="会员名单">
        {!members.some && members.busy && <Skeleton rows={14} />}
        {members.some && members.rows.length === 0 && !members.busy && !members.error && (
          <Nobody
            filtered={filtered}
            wholeBrand={choices?.wholeBrand ?? true}
            onMore={members.next ? members.more : null}
          />
        )}
        {members.rows.length > 0 && (
          <DataTable
            label="会员"
            rows={members.rows}
            {...{ idOf, columns }}
            onOpen={open}
            {...(canEdit && { onChosen: setChosen })}
            onNearEnd={members.more}
            end={<End members={members} />}
          />
        )}
        {members.error && (
          <Failure
            standing={members.rows.length > 0 ? '上面的都在，后面的没有取到。' : '名单没有取到，会员的积分没有变。'}
            error={members.error}
            onRetry={members.retry}
          />
        )}
      </section>
      {importing && <TagImport tags={tags} onClose={() => setImporting(false)} onDone={members.reload} />}
    </div>
  )
}

function End({ members: { rows, next, busy } }: { members: ReturnType<typeof useMembers> }) {
  if (busy) return <>已列 {count(rows.length)} 位，正在取后面的…</>
  if (rows.length >= MOST_ROWS) return <>已列 {count(rows.length)} 位。后面还有，请用筛选缩小范围，或导出。</>
  return next === null ? <>共 {count(rows.length)} 位</> : <>已列 {count(rows.length)} 位，往下滚继续取</>
}

function Nobody({
  filtered,
  wholeBrand,
  onMore,
}: {
  filtered: boolean
  wholeBrand: boolean
  onMore: (() => void) | null
}) {
  if (onMore) {
    return (
      <Empty title="前面这一段里没有这样的会员" action={<Button onClick={onMore}>往后接着找</Button>}>
        一次只翻看一段名单，好让别的事不变慢。
      </Empty>
    )
  }
  if (filtered) return <NothingFits keys={MEMBER_KEYS} what="会员" />
  if (!wholeBrand) {
    return (
      <Empty title="你的群里还没有会员">
        这里只列你门店的群里、已经打开过小程序的人。请群主把打卡卡片发到群里，有人点开同意后就会出现。
      </Empty>
    )
  }
  return (
    <Empty
      title="还没有会员"
      action={
        <Button type="primary" href={hrefOf('/channels')}>
          做一个渠道码
        </Button>
      }
    >
      有人打开小程序、同意隐私指引后，就会出现在这里。先做一个渠道码，印在门店或发到群里。
    </Empty>
  )
}

function Filters({
  choices,
  tags,
  end,
}: {
  choices: { tiers: Named[]; channels: Named[]; groups: Named[] } | null
  tags: readonly string[]
  end: React.ReactNode
}) {
  const { held, set } = useFilter(MEMBER_KEYS)
  const online = useOnline()
  const wrong = codePrefix(held.q ?? '') === null
  const select = (key: 'tier' | 'channel' | 'group', name: string, options: readonly Named[]) => (
    <Select
      aria-label={name}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      disabled={!online}
      value={held[key] ?? ''}
      onChange={(value) => set({ [key]: value })}
      options={[{ value: '', label: `所有${name}` }, ...options.map(({ id, name: label }) => ({ value: id, label }))]}
    />
  )
  return (
    <FilterBar keys={MEMBER_KEYS} end={end}>
      <Input
        className="member-code"
        aria-label="会员码"
        placeholder="会员码，输几位就行"
        maxLength={32}
        allowClear
        status={wrong ? 'error' : ''}
        value={held.q ?? ''}
        onChange={({ target }) => set({ q: target.value }, true)}
      />
      {wrong && (
        <span className="brick" role="alert">
          会员码只有数字和字母 A 到 F
        </span>
      )}
      {select('tier', '等级', choices?.tiers ?? [])}
      <Select
        aria-label="最近打卡"
        popupMatchSelectWidth={false}
        value={held.seen ?? ''}
        onChange={(seen) => set({ seen })}
        options={[...seenNames]}
      />
      <Select
        aria-label="连续天数"
        popupMatchSelectWidth={false}
        value={held.streak ?? ''}
        onChange={(streak) => set({ streak })}
        options={streakNames}
      />
      {select('channel', '渠道', choices?.channels ?? [])}
      {select('group', '群', choices?.groups ?? [])}
      <AutoComplete
        defaultActiveFirstOption={false}
        key={held.segment ?? ''}
        className="member-segment"
        aria-label="标签"
        placeholder="标签"
        allowClear
        defaultValue={held.segment ?? ''}
        options={tags.map((value) => ({ value }))}
        onSelect={(segment) => set({ segment })}
        onClear={() => set({ segment: '' })}
        onBlur={({ target }) => set({ segment: (target as HTMLInputElement).value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set({ segment: (event.target as HTMLInputElement).value.trim() })
        }}
      />
    </FilterBar>
  )
}

interface Named {
  id: string
  name: string
}

/** The short code is what people read out; two members may share it, the whole one is nobody else's. */
function fullCode(code: string, memberId: string): string {
  return memberId.length > 9 ? memberId.slice(1).toUpperCase() : code
}

function currentQuery(): Record<string, string> {
  return { ...parsePlace(location.hash).query }
}
