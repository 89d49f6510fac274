import type { Metric } from './metric'

const funnel = '漏斗的每日汇总，人有变动后几分钟内重算'
const ties = '企业微信的群成员变动'

/** Who came, how far they got, who left. */
export const peopleMetrics = {
  entry: {
    ...{ name: '第一次露面', source: funnel },
    means: '这些天里第一次来的人：扫码、关注、加好友、进群或打开小程序，哪个先算哪个。每个人只数一次',
  },
  step: { name: '这一步的人数', means: '同一批人里走到这一步的人，每个人只数一次', source: funnel },
  ofPrevious: {
    ...{ name: '占上一步', means: '同一批人里，走到这一步的占上一个必经步的多少；必经步在「步骤」里设' },
    ...{ above: '这一步的人数', below: '最近的必经步的人数', source: funnel },
  },
  ofEntry: {
    ...{ name: '占入口', means: '同一批人里，走到这一步的占多少' },
    ...{ above: '这一步的人数', below: '第一次露面的人数', source: funnel },
  },
  unmatched: {
    ...{ name: '对不上', means: '各平台的身份还没有对上的人。他们算进人数，不算进质' },
    ...{ above: '这一步里没有统一身份的人', below: '这一步的人数', source: funnel },
  },
  median: {
    ...{ name: '一半人用时', source: funnel },
    means: '从最近的必经步到这一步，一半的人用的时间不超过它；反着走的人不算',
  },
  left: {
    ...{ name: '7 天内离开', means: '7 天内离开了走到的最深一层（群、好友或公众号），之后没有回来' },
    ...{ above: '离开的人', below: '第一次露面的人数', source: funnel },
  },
  retention7: {
    ...{ name: '7 日还在', means: '来了 7 天以后还有动作的；只看来满 8 天的' },
    ...{ above: '7 天以后还有动作的人', below: '对得上的人', source: funnel },
  },
  checkinRate: {
    ...{ name: '打卡率', means: '来了以后打过卡的' },
    ...{ above: '打过卡的人', below: '对得上的人', source: funnel },
  },
  redeemRate: {
    ...{ name: '核销率', means: '来了以后到店用过券的' },
    ...{ above: '到店用过券的人', below: '对得上的人', source: funnel },
  },
  left7: {
    ...{ name: '7 日离开', means: '7 天内离开的；只看来满 8 天的' },
    ...{ above: '7 天内离开的人', below: '对得上的人', source: funnel },
  },
  perBuyer: {
    ...{ name: '客单价', means: '下过单的人平均下了多少' },
    ...{ above: '订单减退款', below: '下过单的人', source: `${funnel}；订单来自导入和商城回传` },
  },
  perJoined: {
    ...{ name: '每进群成本', means: '这些天记的成本摊到进过群的人' },
    ...{ above: '这些天记的成本', below: '进过群的人', source: funnel },
  },
  newPeople: { name: '来的人', means: '第一次经这个码来的人，同一个人只数一次', source: funnel },
  joins: { name: '进群', means: '当天进群的人次，重进的每次都数', source: ties },
  quits: { name: '退群', means: '当天退群的人次', source: ties },
  groupSize: { name: '人数', means: '群里现在的人数；满 150 人才撑得起每天的话题', source: ties },
  groupActive: {
    ...{ name: '近 7 天打过卡', means: '到 30% 算活跃' },
    ...{ above: '打过卡的群成员', below: '对得上小程序的群成员', source: '打卡记录' },
  },
  groupMoves: { name: '近 30 天进出', means: '进群减退群；重进的人每次都数', source: ties },
  groupQuiet: { name: '离上一条有用的消息', means: '上一条真正发到群里的 SOP 消息到现在', source: '发送记录' },
} as const satisfies Record<string, Metric>
