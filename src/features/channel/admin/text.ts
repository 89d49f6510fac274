import type { CodeState, Place } from '../rules'

/** What staff read about channels. */
export const channelWords = {
  title: '渠道活码',
  crumb: (total: number) => `${total} 个渠道`,
  new: '新建渠道',
  batch: '门店批量建',
  posters: (count: number) => `下载 ${count} 张海报`,
  none: '还没有渠道',
  noneNext: '一个渠道一个码：贴在收银台、印在包裹卡、放进公众号菜单。谁从哪来、听到什么、后来怎样，从此分得清。',
  allKinds: '全部类型',
  states: { active: '在用', stopped: '已停用' },
  code: {
    none: ['没有', 'plain'],
    making: ['生成中', 'blue'],
    ready: ['可用', 'jade'],
    failed: ['没建成', 'brick'],
    unknown: ['要你判断', 'amber'],
  } satisfies Record<CodeState, readonly [string, string]>,
  placeHints: {
    mp: '扫码关注公众号，场景值带渠道编号',
    contactWay: '扫码加值班员工为好友，加上就发欢迎语',
    joinWay: '扫码直接进群，满了换下一个',
    wxa: '扫码打开小程序打卡页',
  } satisfies Record<Place, string>,
  make: '生成',
  retry: '再试',
  again: '再建一个',
  adopt: '填 config_id',
  poster: '做海报',
  remove: '收回',
  removeAsk: '收回后，已经印出去的这个码就扫不开了。只想不再招新人，用「停用」。',
  stop: '停用',
  start: '启用',
  stopAsk: '已经印出去的码照样能扫、能加上人，只是不再用这个渠道的欢迎语和标签。随时可以再启用。',
  edit: '改',
  onWay: '现在扫码加到',
  onWayPending: '正在换人，几分钟内生效',
  dutyBy: { rota: '按值班表', backup: '备班顶上', everybody: '没人值班也没有备班，先放全部员工' },
  costs: '成本',
  costNote: '用来算每个活跃会员花了多少',
  sharing: '小程序里的分享入口',
  sharingOn: '开着：会员能转发栏目、转赠优惠券',
  sharingOff: '关着：小程序里没有任何分享和转赠入口',
  sharingHint: '平台提示「诱导分享」时先关掉，几秒内对所有会员生效。已经转出去的券不受影响。',
  batchLead: '一行一个渠道码。先看每一格对不对，再写入。',
} as const

/** What a poster says until somebody writes something better; nothing is promised for scanning. */
export const posterWords: Record<Place, { title: string; note: string }> = {
  mp: { title: '扫码关注\n看本周栏目', note: '新品、护肤课、会员日，先在这里看' },
  contactWay: { title: '扫码找导购\n一对一答疑', note: '肤质、用法、订单，随时问' },
  joinWay: { title: '扫码进群\n每天一拍', note: '打卡、话题、会员日，一起参加' },
  wxa: { title: '扫码打卡\n攒连续天数', note: '每天一次，积分能换到店权益' },
}
