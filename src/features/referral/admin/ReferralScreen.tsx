import { Segmented } from 'antd'
import type { Input } from '../../../admin/call'
import { count } from '../../../admin/format'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { ReferralList } from './ReferralList'
import { RuleCard } from './RuleCard'
import { words } from './words'
import './referral.css'

type Show = Input<'referral.list'>['show']
const SHOWS: readonly Show[] = ['all', 'review', 'paid']

/** Who brought whom at the left, the rule and what WeChat allows at the right. */
export function ReferralScreen() {
  const { query } = usePlace()
  const show = SHOWS.find((each) => each === query.show) ?? 'all'
  const by = query.by && /^m[0-9a-f]{24}$/.test(query.by) ? query.by : undefined
  const list = useQuery('referral.list', { show, ...(by && { by }) })
  const review = list.data?.review ?? 0
  const go = (change: Record<string, string | null>) => navigate(hrefOf('/referrals', { ...query, ...change }), true)
  return (
    <Screen title={words.title} crumb={words.crumb}>
      <div className="referral">
        <div>
          <div className="referral-bar">
            <Segmented
              aria-label="看哪些"
              value={show}
              onChange={(next) => go({ show: next === 'all' ? null : next })}
              options={SHOWS.map((value) => ({
                value,
                label: value === 'review' && review > 0 ? `${words.show.review} ${count(review)}` : words.show[value],
              }))}
            />
            {by && (
              <button type="button" className="link" onClick={() => go({ by: null })}>
                只看 {by.slice(1, 9).toUpperCase()} 带来的，点此看全部
              </button>
            )}
            {show === 'review' && <span className="hint">{words.reviewHint}</span>}
          </div>
          <ReferralList
            key={`${show} ${by}`}
            list={list}
            input={{ show, ...(by && { by }) }}
            onBy={(id) => go({ by: id })}
          />
        </div>
        <RuleCard />
      </div>
    </Screen>
  )
}
