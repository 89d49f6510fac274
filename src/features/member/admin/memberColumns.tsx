import { serverNow } from '../../../admin/clock'
import { count, shortDay, stamp } from '../../../admin/format'
import { When } from '../../../admin/parts/When'
import type { Column } from '../../../admin/table/DataTable'
import { dayOf, daysBetween } from '../../../kernel/day'
import type { ListedMember } from '../contract'
import type { MemberSort } from '../listPlan'

export const consentNames: Readonly<Record<ListedMember['consent'], string>> = {
  given: '已同意',
  old: '同意过旧版',
  none: '没有同意',
}

/** The columns of the list; `sort` null: the list has an order of its own. */
export function memberColumns({
  sort,
  onSort,
}: {
  sort: MemberSort | null
  onSort: (sort: MemberSort) => void
}): Column<ListedMember>[] {
  const head = (by: MemberSort) => ({
    sort: {
      active: sort === by,
      onSort: () => onSort(by),
      ...(sort === null && { why: '按群列出时，按群里的次序排' }),
    },
  })
  return [
    {
      ...{ key: 'code', name: '会员码', width: 112 },
      cell: ({ code }) => <span className="member-code-cell">{code}</span>,
      plain: ({ code }) => code,
    },
    { key: 'tier', name: '等级', width: 96, cell: ({ tier }) => tier, plain: ({ tier }) => tier },
    {
      ...{ key: 'points', name: '积分', width: 96, end: true },
      cell: ({ points }) => count(points),
      plain: ({ points }) => points,
    },
    {
      ...{ key: 'streak', name: '连续', width: 80, end: true },
      cell: ({ streak }) => (streak === 0 ? '—' : `${count(streak)} 天`),
      plain: ({ streak }) => streak,
    },
    {
      ...{ key: 'seen', name: '最近打卡', width: 120 },
      ...head('seen'),
      cell: ({ lastDay }) => <LastDay day={lastDay} />,
      plain: ({ lastDay }) => lastDay,
    },
    {
      ...{ key: 'channel', name: '来源渠道', width: 120, grow: 1 },
      cell: ({ channel }) => channel || '—',
      plain: ({ channel }) => channel,
    },
    {
      ...{ key: 'groups', name: '所在群', width: 140, grow: 1.4 },
      cell: ({ groups }) => <span title={groups.join('、')}>{groups.join('、') || '—'}</span>,
      plain: ({ groups }) => groups.join('、'),
    },
    {
      ...{ key: 'segments', name: '标签', width: 140, grow: 1.2 },
      cell: ({ segments }) =>
        segments.length === 0 ? (
          '—'
        ) : (
          <span className="data-tags" title={segments.join('、')}>
            {segments.slice(0, 3).map((segment) => (
              <span key={segment} className="tag">
                {segment}
              </span>
            ))}
            {segments.length > 3 && `+${segments.length - 3}`}
          </span>
        ),
      plain: ({ segments }) => segments.join('、'),
    },
    {
      ...{ key: 'joined', name: '加入', width: 116 },
      ...head('joined'),
      cell: ({ joinedAt }) => <When at={joinedAt} />,
      plain: ({ joinedAt }) => stamp(joinedAt),
    },
    {
      ...{ key: 'consent', name: '隐私指引', width: 92 },
      cell: ({ consent }) => <span className={consent === 'given' ? undefined : 'amber'}>{consentNames[consent]}</span>,
      plain: ({ consent }) => consentNames[consent],
    },
  ]
}

function LastDay({ day }: { day: string | null }) {
  if (day === null) return <span className="hint">没打过</span>
  const today = dayOf(serverNow())
  const days = Math.max(0, daysBetween(day, today))
  const words = days === 0 ? '今天' : days === 1 ? '昨天' : days < 7 ? `${days} 天前` : shortDay(day, today.slice(0, 4))
  return (
    <time dateTime={day} title={days < 2 ? day : `${day}，${days} 天前`}>
      {words}
    </time>
  )
}
