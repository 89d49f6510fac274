import type { ChannelKind, Place } from './rules'

export const kindWords: Record<ChannelKind, string> = {
  guide: '导购',
  store: '门店物料',
  menu: '公众号菜单',
  article: '图文',
  friend: '好友邀请',
  live: '直播',
  video: '视频号',
  ads: '投放',
}

export const placeWords: Record<Place, string> = {
  mp: '公众号码',
  contactWay: '加好友码',
  joinWay: '入群码',
  wxa: '小程序码',
}

export const channelText = {
  notYourStore: '这个渠道不是你门店的，要看请找运营。',
  noChannel: '没有这个渠道，可能刚被别人改过。请刷新列表再看。',
  taken: (id: string) => `编号 ${id} 已经被别的渠道用了，换一个，或留空让系统来编。`,
  changed: '这个渠道刚被别人改过。请对照后再存一次。',
  stopped: '渠道已停用。先启用，再建码。',
  noStaff: (users: string) => `这些员工账号不在名单里或已停用：${users}。请从名单里重新选。`,
  noGroup: (names: string) => `这些群已解散或不在名单里：${names}。请换成还在的群。`,
  noSop: '选的 SOP 不存在，请重新选一个。',
  lacksRota: '加好友码后面要有人：先在值班表里选至少一位员工。',
  lacksGroups: '入群码后面要有群：先选 1 到 5 个群。',
  noRoomPermanent: '公众号永久码快满 10 万个了，微信不会再给。用 30 天的临时码，或停用不要的渠道。',
  noRoomWays: '企业的加好友码和入群码快满 50 万个了，企业微信不会再给。先收回不用的码。',
  busy: '这个码正在生成，请等一分钟再看。',
  silent: '微信没有回音。一分钟后会自动去核对，不会重复生成。',
  tooMany: '企业微信里这段时间新建的码太多，认不出哪一个是它。请在企业微信里核对后选一种处理。',
  joinUnknown: '企业微信没有回音，入群码又不能查。如果在日志里找到了 config_id 就填上，否则再建一个。',
  notThis: 'config_id 对应的码不是这个渠道的，请核对后再填。',
  noPicture: '这个码还没有生成，先生成再下载。',
  pictureFailed: (mend: string) => `码的图片没有取到：${mend}`,
  wxaFailed: (code: number | null) =>
    code === 41030
      ? '小程序还没有发布这个页面，先发布小程序再生成。'
      : code === 45009
        ? '今天生成得太多，请稍后再试。'
        : `小程序码没有生成（${code ?? '没有回音'}），请稍后再试。`,
  waysLater: (mend: string) => `企业微信里还没换过来，会自动再试：${mend}`,
  waysFailed: (mend: string) => `企业微信里没有换过来：${mend}`,
  removeFailed: (mend: string) => `没有收回：${mend}。`,
  inviteLost: '有一张码暂时没有取到，过一会儿再来看。',
  inviteStopped: (name: string) => `渠道「${name}」已停用，会员扫不到它。换一个，或先启用。`,
  inviteNoCode: (name: string, place: Place) => `渠道「${name}」还没有${placeWords[place]}。先在右边生成，再选它。`,
  costsFull: '一个渠道最多记 200 笔成本，请合并后再记。',
  batch: {
    noTable: '没有认出表头。第一行要有「门店」，还可以有「名称、导购、类型、欢迎语、标签」。',
    noRows: '表里没有数据行。表头下面一行一个渠道码。',
    noStore: '门店不能空。',
    longStore: '门店名最多 40 个字。',
    longName: '名称最多 30 个字。',
    kind: (found: string) =>
      `不认识的类型「${found}」，可以写：导购、门店物料、公众号菜单、图文、好友邀请、直播、视频号、投放。`,
    staff: (found: string) => `没有账号是「${found}」的员工。填企业微信账号或通讯录里的姓名。`,
    manyStaff: '一个渠道码最多 100 位员工。',
    longWelcome: '欢迎语最多 1000 个字。',
    longTag: '标签最多 30 个字，一个渠道最多 10 个。',
    twice: (row: number) => `和第 ${row} 行完全一样，只会建一个。`,
    error: '这一格是公式错误，请改成文字。',
    tooMany: '一次最多 500 行，请分成几个文件。',
    changed: '表格和预览时不一样了，请重新看一遍再写入。',
    broken: (rows: number) => `还有 ${rows} 行有错，改好再写入。`,
  },
} as const
