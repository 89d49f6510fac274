import type { Matching } from '../rules'

export const words = {
  title: '订单',
  crumb: '别的系统里的订单和退款，记成事实：首单、复购和每个渠道的成本由此算出',
  standing: '订单没有取到',
  show: { all: '订单', unmatched: '未匹配', refunds: '退款' },
  import: '导入订单',
  search: '单号开头',
  empty: '还没有订单',
  emptyNext: '点右上角「导入订单」选一个表格，或让店铺系统用签名调用送过来（README 写了格式）。',
  nothing: '没有这样的订单。换个条件，或清空筛选。',
  unmatchedHint: '未匹配：没写是谁买的，或还不认识这个人。等 TA 加好友、进小程序或关联上以后会自动补上，不用重新导入。',
  states: { waiting: '未匹配', matched: '已匹配', forgotten: '会员已注销' } satisfies Record<Matching, string>,
  ways: { import: '表格', call: '系统' },
  lead: '认得的列：订单号、时间、金额（元）必填；门店、会员码或 external_userid 或 unionid 选填；退款另填退款单号和原订单。同一个文件导两次，不会多记。',
  person: '这位买家的经过',
  source: '来源系统',
  sourceHint: '同一个来源里单号不重复，例如 pos、youzan、tmall',
} as const
