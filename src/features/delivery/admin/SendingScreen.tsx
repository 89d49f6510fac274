import { Segmented } from 'antd'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { KindsPanel } from '../../intent/admin/KindsPanel'
import { AwayPanel } from './AwayPanel'
import { BeatBar } from './BeatBar'
import { HolidayPanel } from './HolidayPanel'
import { QuotaPanel } from './QuotaPanel'
import { RulesPanel } from './RulesPanel'
import './sending.css'

const tabs = [
  { value: 'rules', label: '次数与静默' },
  { value: 'quota', label: '群发余额' },
  { value: 'kinds', label: '会员提醒' },
  { value: 'holidays', label: '节假日' },
  { value: 'away', label: '群主不在' },
] as const

/** What holds for everything that is sent, whichever SOP, survey or reminder it comes from. */
export function SendingScreen() {
  const { query } = usePlace()
  const tab = tabs.find(({ value }) => value === query.tab)?.value ?? 'rules'
  return (
    <Screen title="发送规则" crumb="所有 SOP、问卷和提醒共用" end={<BeatBar />}>
      <div className="sending">
        <Segmented
          aria-label="哪一部分"
          value={tab}
          onChange={(value) => navigate(hrefOf('/sending', { tab: value === 'rules' ? null : value }), true)}
          options={[...tabs]}
        />
        {tab === 'rules' && <RulesPanel />}
        {tab === 'quota' && <QuotaPanel />}
        {tab === 'kinds' && <KindsPanel />}
        {tab === 'holidays' && <HolidayPanel />}
        {tab === 'away' && <AwayPanel />}
      </div>
    </Screen>
  )
}
