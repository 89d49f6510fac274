import { serverNow } from '../../../admin/clock'
import { Chart } from '../../../admin/parts/Chart'
import { dayOf } from '../../../kernel/day'
import type { QualityAnswer } from '../contract'
import { channelDaysModel } from './series'

/** Who first came on each of the last fourteen days, by the kind of their channel. */
export function ChannelDays({ quality }: { quality: QualityAnswer | null }) {
  const now = serverNow()
  return (
    <Chart
      title="近 14 天新来的人"
      name="近 14 天新来的人"
      hint="按第一次来源，同一个人只数一次"
      model={quality && channelDaysModel(quality, dayOf(now), now)}
      metrics={['newPeople']}
      empty="这 14 天还没有人经渠道码来过。把码贴出去，有人扫就会出现在这里。"
      height={220}
    />
  )
}
