import type { Asset } from './rules'

const names: Record<Asset, string> = { points: '积分', growth: '成长值', makeup_card: '补签卡' }

export const text = {
  asset: names,
  left: '注销，全部清零',
  badAmount: '数量要是大于 0 的整数，一次不超过十亿。请改好再试一次。',
  badAsset: '没有这种资产。能用的是积分和补签卡。',
  badOperation: '这次操作缺少编号或原因，没有记账。请返回上一页再试一次。',
  badTime: '时间不对，没有记账。请返回上一页再试一次。',
  idReused: '这个编号已经用在另一笔上了，这一笔没有记。请刷新后再试。',
  noSuchMember: '没有找到这位会员。请核对会员码，或请对方先打开小程序。',
  tooFew: (asset: Asset, wanted: number, usable: number) =>
    `${names[asset]}不够：需要 ${wanted}，现在能用 ${usable}。攒够了再来吧。`,
  noSuchEntry: '没有找到原来的那一笔，没有记账。请核对后再试。',
  notRefundable: '只有花出去的才能退回。请核对是哪一笔。',
  alreadyRefunded: '这一笔已经退回过了，不会再退一次。',
  notReversible: '只有发放的才能收回。请核对是哪一笔。',
  alreadyReversed: '这一笔已经收回过了，不会再收一次。',
  nothingLeft: '这笔发放已经花完或到期，没有可以收回的了。',
  holdOver: '这次预留已经取消或超时，积分已退回。请重新下单。',
  holdCommitted: '这次预留已经完成扣除，不能再取消。需要的话请走退回。',
  tooManyHolds: '同时进行的兑换太多了，先完成或取消一笔再来。',
  tooManyPending: '等待到账的奖励太多了，等前面的到账后再发。',
  overBudget: '今天的奖励已经发完了，明天再来看看。',
  ambiguousCode: '有两位会员的码前几位一样，请让对方把会员码完整报一遍。',
}
