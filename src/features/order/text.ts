import type { Finding } from './rules'

const findings: Record<Exclude<Finding, 'new' | 'known'>, string> = {
  amount_differs: '这个单号已经记过，金额不一样。核对金额；真的改过价，请记一笔退款和一个新单号。',
  other_order: '这个退款单号已经记在另一张订单上。核对原订单号。',
  too_much_back: '退款加起来比订单的金额还多。核对退款金额和原订单号。',
}

export const orderText = {
  findings,
  twice: (row: number) => `和第 ${row} 行是同一笔，只记一次。`,
  known: '已经记过，不会重复记。',
  noMember: '没有找到这个会员码，先记为未匹配。核对会员码，或改填 external_userid、unionid。',
  twoMembers: '有不止一位会员的编号以此开头，请填完整的会员编号。',
  nobody: '没有写是谁买的，会记为未匹配。',
  table: {
    none: '没有找到订单表：表头要有「订单号」「时间」「金额」。',
    noRows: '表头下面没有订单。',
    tooMany: (most: number) => `一次最多 ${most} 行，请分成几个文件。`,
    error: '这一格是公式错误，请在表里改好。',
    noNumber: '没有订单号。',
    badNumber: '单号只能有字母、数字和 . _ - / # @，最多 64 个字。',
    rounded: '单号在表格里被存成了数字，末几位已经变了。把这一列设成文本，重新从系统导出。',
    badTime: '看不懂这个时间，请写成 2026-11-22 09:05。',
    farTime: '时间不对：订单不会在明天以后，也不会早于 2000 年。',
    noAmount: '没有金额。',
    badAmount: '金额要写成元，最多两位小数，例如 128.50。',
    negative: '订单的金额不能是负数；退款请填「退款单号」和「原订单」。',
    bigAmount: '金额超过一亿元，请核对这一列。',
    zeroBack: '退款金额要大于 0。',
    longStore: '门店名最多 40 个字。',
    badCode: '会员码是 8 位以上的数字和字母 A 到 F，在会员的积分页上。',
    badExternal: 'external_userid 不对，它以 wm 或 wo 开头。',
    badUnion: 'unionid 不对，它是 20 到 64 位的字母、数字、- 和 _。',
  },
  changed: '文件和预览时不一样了，请重新选一次文件。',
  broken: (rows: number) => `${rows} 行有错，什么都没有写。在表里改好再选一次文件。`,
} as const

/** What the signed call answers to a programmer: one sentence, Chinese as everywhere. */
export const callText = {
  notJson: '请求体不是 JSON 对象 {source, orders: [...]}。',
  badSource: 'source 是小写字母、数字、- 和 _，最多 20 个字。',
  noList: 'orders 要有 1 到 200 笔。',
  badOrder:
    'orderNo、at、cents 写得不对：at 是毫秒数或带时区的 ISO 时间，cents 是整数分；退款另写 refundNo，cents 大于 0。',
} as const
