import type { Metric } from './metric'

const coupons = '券和核销的记录，取数时现数'
const survey = '问卷回答的汇总，交卷后一刻钟内数进来'
const audit = '每天凌晨 3:40 的对账'

/** Coupons, points and answers. */
export const givingMetrics = {
  taken: { name: '领取', means: '领到会员手里的张数，含发的和朋友转送的', source: coupons },
  used: { name: '核销', means: '到店用掉的张数；十分钟内撤销的减掉', source: coupons },
  usedRate: {
    ...{ name: '核销率', means: '领到的券用掉了多少' },
    ...{ above: '核销的张数', below: '领取的张数', source: coupons },
  },
  exposure: {
    ...{ name: '未核销最多', source: coupons },
    means: '领了还没用的张数 × 每张最多减的金额。每张各自过期的还算在内，所以是上限，不是预计支出',
  },
  given: { name: '发出', means: '这次发放里真正到会员手里的张数，撤回的减掉', source: coupons },
  points: { name: '未用积分', means: '会员手里没用、没过期的积分，含冻结的，不含等待到账的', source: audit },
  liability: {
    ...{ name: '负债', means: '会员手里没用、没过期的积分折成的钱，全部用掉时要付的最多，不是预计支出' },
    ...{ above: '未用积分', below: '几积分算 1 元', source: audit },
  },
  nps: {
    ...{ name: 'NPS', means: '推荐者占比减贬损者占比；± 是 95% 区间的一半，1.96 × √((p+d−(p−d)²)/n)' },
    ...{ above: '9–10 分的人 − 0–6 分的人', below: '答了这一题的人', source: survey },
  },
  csat: {
    ...{ name: 'CSAT', means: '打 4 分和 5 分的占多少；± 是 95% 区间的一半' },
    ...{ above: '打 4、5 分的人', below: '答了这一题的人', source: survey },
  },
  ces: { name: 'CES', means: '1 到 7 的平均，越高越顺手；± 是 95% 区间的一半', source: survey },
  rating: { name: '评分', means: '平均分；± 是 95% 区间的一半', source: survey },
  responses: { name: '份数', means: '交了卷的份数；标成异常的不计', source: survey },
  reached: { name: '看到', means: '打开问卷、看到这一题的人；按条件才问的题，少不算掉', source: survey },
  answered: {
    ...{ name: '答了', means: '这一题写了答案的' },
    ...{ above: '答了的人', below: '问到的人', source: survey },
  },
} as const satisfies Record<string, Metric>
