import { Button } from 'antd'
import { serverNow } from '../../../admin/clock'
import { newRequest } from '../../../admin/request'
import { addDays, type Day, dayOf } from '../../../kernel/day'
import type { Campaign } from '../book'
import type { CampaignToday } from '../contract'
import type { Part } from './inputs'
import { giftsLine, todayLine } from './words'

/** What comes on top of the everyday rewards for a while. */
export function Campaigns({
  book,
  disabled,
  standing,
  onOpen,
  onChange,
}: Part & { standing: readonly CampaignToday[]; onOpen: (id: string) => void }) {
  const today = dayOf(serverNow())
  const campaigns = [...book.campaigns].sort((a, b) => (a.from < b.from ? 1 : -1))
  function add() {
    const campaign = startCampaign(book.campaigns, today)
    onChange({ ...book, campaigns: [...book.campaigns, campaign] })
    onOpen(campaign.id)
  }
  return (
    <section className="card checkin-campaigns">
      <h2>
        活动
        <Button size="small" disabled={disabled || book.campaigns.length >= 40} onClick={add}>
          加活动
        </Button>
      </h2>
      {campaigns.length === 0 && (
        <p className="hint">还没有活动。活动在日常奖励之外另发，比如「双十二累计打卡 5 天送券」。</p>
      )}
      <ul>
        {campaigns.map((campaign) => (
          <li key={campaign.id}>
            <button type="button" onClick={() => onOpen(campaign.id)}>
              <b>{campaign.title}</b>
              <span className="checkin-state" data-state={stateOf(campaign, today)}>
                {stateNames[stateOf(campaign, today)]}
              </span>
              <small>
                {campaign.from} 到 {campaign.until}
              </small>
              {linesOf(campaign).map((line) => (
                <small key={line}>{line}</small>
              ))}
              {standing
                .filter(({ id }) => id === campaign.id)
                .map((one) => (
                  <small key="today" data-low={one.budget?.left === 0}>
                    {todayLine(one)}
                  </small>
                ))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const stateNames = { running: '进行中', coming: '未开始', over: '已结束' } as const

function stateOf({ from, until }: Campaign, today: Day): keyof typeof stateNames {
  if (today > until) return 'over'
  return today < from ? 'coming' : 'running'
}

function linesOf({ consecutive, cumulative, calendar, budgetPerDay }: Campaign): string[] {
  return [
    ...(budgetPerDay === null ? [] : [`每天最多发 ${budgetPerDay} 积分`]),
    ...consecutive.map(({ days, gifts }) => `连续 ${days} 天：${giftsLine(gifts)}`),
    ...cumulative.map(({ days, gifts }) => `累计 ${days} 天：${giftsLine(gifts)}`),
    ...calendar.map(({ day, gifts }) => `${day.slice(5)} 当天：${giftsLine(gifts)}`),
  ]
}

/** Begins where the last one ends, so that nothing overlaps. */
function startCampaign(campaigns: readonly Campaign[], today: Day): Campaign {
  const after = campaigns.map(({ until }) => addDays(until, 1)).sort()
  const last = after[after.length - 1]
  const from = last !== undefined && last > today ? last : today
  return {
    id: `c${newRequest().slice(0, 10)}`,
    title: '新活动',
    from,
    until: addDays(from, 13),
    consecutive: [],
    cycle: null,
    cumulative: [{ days: 5, gifts: [{ kind: 'points', amount: 30 }] }],
    calendar: [],
    budgetPerDay: null,
  }
}
