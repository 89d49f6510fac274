import type { Step } from './rules'

const joinScenes: Record<number, string> = { 1: '由群成员邀请', 2: '通过邀请链接', 3: '扫群二维码' }
const quitScenes: Record<number, string> = { 0: '自己退出', 1: '被群主或管理员移出', 2: '群已解散' }
const endings: Record<number, string> = { 0: '客户删除了导购', 1: '导购删除了客户', 2: '转交给了别的导购' }
const addWays: Record<number, string> = {
  1: '扫码',
  2: '搜手机号',
  3: '名片分享',
  4: '群聊',
  5: '手机通讯录',
  6: '微信联系人',
  10: '视频号',
  16: '获客链接',
  201: '内部成员共享',
  202: '管理员分配',
}

const verbs: Record<Exclude<Step, 'join' | 'quit' | 'add' | 'remove'>, string> = {
  touch: '扫码或点开',
  follow: '关注公众号',
  unfollow: '取消关注公众号',
  visit: '第一次打开小程序',
  checkin: '第一次打卡',
  back: '一周以后还来打卡',
  claim: '第一次领券',
  redeem: '到店用券',
  order: '下单',
  refund: '退款',
  invite: '受邀而来',
}

export const text = {
  verbs,
  undone: '撤销用券',
  join: (group: string, scene: number | null) => `加入「${group}」${inBrackets(joinScenes, scene)}`,
  quit: (group: string, scene: number | null) => `离开「${group}」${inBrackets(quitScenes, scene)}`,
  add: (guide: string, scene: number | null) => `添加 ${guide} 为好友${inBrackets(addWays, scene)}`,
  remove: (guide: string, scene: number | null) => `与 ${guide} 不再是好友${inBrackets(endings, scene)}`,
  elsewhere: '别的门店',
  unknownGroup: '已不在的群',
  unknownChannel: '没有登记的渠道',
  notSamePerson: '这两个账号不是同一个人的，资产不能互转。请核对，或请负责人说明原因后操作。',
  ownerOnly: '跨人转移资产只有负责人可以做，请找负责人处理。',
  sameAccount: '转出和转入是同一个账号，请重新选择。',
  nothingToMove: '这个账号里没有可以转移的资产，请核对转出的账号。',
  nobody: '没有找到这个人，请核对编号后再试。',
} as const

function inBrackets(words: Record<number, string>, scene: number | null): string {
  const found = scene === null ? undefined : words[scene]
  return found === undefined ? '' : `（${found}）`
}
