const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** Why a file cannot be read, and what to do about it. */
export const workbookText = {
  tooBig: (bytes: number) =>
    `这个文件有 ${(bytes / 1024 / 1024).toFixed(1)} MB，最多 5 MB。删掉表里的图片，或拆成几份再导。`,
  empty: '这个文件是空的，没有内容可以导。',
  noCells: '表里一个有字的格子也没有，请确认选对了文件。',
  oldExcel: '这是旧版 .xls，或者加了密码。在 Excel 里去掉密码、另存为 .xlsx 再导。',
  broken: '这个文件打不开，可能没有传完或已损坏。在 Excel 里打开一次，另存为 .xlsx 再导。',
  unknown: '这不是表格。请选 .xlsx 或 .csv 文件。',
  tooManySheets: (found: number, most: number) => `有 ${found} 张工作表，最多 ${most} 张。留下要导的再试。`,
  tooManyCells: (sheet: string, found: number, most: number) =>
    `「${sheet}」有 ${number(found)} 格，一张表最多 ${number(most)} 格。请拆成几份再导。`,
  tooMuchText: (bytes: number, most: number) =>
    `表里的字一共 ${Math.ceil(bytes / 1000)} KB，一次最多 ${Math.floor(most / 1000)} KB。请按工作表拆成几份再导。`,
  tooLong: (sheet: string, cell: string, most: number) =>
    `「${sheet}」的 ${cell} 超过 ${number(most)} 个字，一条消息放不下。改短后再导。`,
  slowWrite: '表格写了 30 秒还没写完，已经停下，请再试一次。',
  noFile: '没有写成表格，刷新页面后再试。',
  slow: '这个文件读了 30 秒还没读完，已经停下。拆成几份再导。',
} as const

const distance = (name: string, offset: number) =>
  offset === 0 ? `${name}当天` : `${name}${offset < 0 ? '前' : '后'} ${Math.abs(offset)} 天`

/** What moving a beat on the calendar changes, and how it went. */
export const calendarText = {
  movesHour: (series: string, was: string, is: string) => `${series}的这一拍从 ${was} 改到 ${is}。`,
  movesWeekly: (was: string, is: string, hour: string) => `以后每${was}的这一条改到每${is}${hour}，所有周都变。`,
  movesMonthly: (was: number, is: number, hour: string) =>
    `以后每月 ${was} 日的这一条改到 ${is} 日${hour}，所有月都变。`,
  movesFestival: (name: string, was: number, is: number, hour: string) =>
    `从${distance(name, was)}改到${distance(name, is)}${hour}，每年都这样算。`,
  movesRun: (group: boolean, was: number, is: number, hour: string) =>
    `从${group ? '建群' : '入群'}第 ${was} 天改到第 ${is} 天${hour}，每个${group ? '群' : '新人'}都变。`,
  movesDate: (date: string, from: string) => `改到 ${date} ${from}。`,
  onceMoves: (was: string, is: string) => `只挪这一条：${was} 的改到 ${is}，其他的照旧。`,
  cannotSeries: '每天都有的，换一天没有意义；可以只挪这一条，或改时间。',
  outOfReach: '挪得太远，离它数起的那天超过能设的天数了；可以只挪这一条。',
  isSingle: '这一条是单独安排的；要改整个系列，先恢复原样。',
  tooFar: '单独一条最多挪 60 天，请选近一些的日子。',
  skipped: (column: string, day: string) => `${day} 的 ${column} 不发了，其他的照旧，存进草稿。`,
  reworded: (column: string, day: string) => `${day} 的 ${column} 换了话，其他的照旧，存进草稿。`,
  restored: (column: string, day: string) => `${day} 的 ${column} 恢复原样，存进草稿。`,
  changedMeanwhile: '同事刚改过这一稿，已换成最新的，没有存你的这一步；请再来一次。',
  moved: (column: string, where: string) => `${column} 已移到 ${where}，存进草稿。`,
  movedOnce: (column: string, where: string) => `${column} 这一条改到 ${where}，其他的照旧，存进草稿。`,
  settled: (column: string) => `${column} 按你的时间移好了，同事的其他改动都在。`,
  undone: (column: string) => `已撤销，${column} 回到原处。`,
  undoChanged: '这一条后来又被改过，没有撤销；请直接再移一次。',
  notSaved: '没有存上，草稿还是原来的。',
  same: '还在原来的时间，没有改。',
} as const

/** Checks of a node beside those that the server words itself. */
export const checkText = {
  length: (characters: number, bytes: number, most: number) => `${characters} 字，${bytes} / ${most} 字节`,
  lengthAdvice: (characters: number) => `${characters} 字 · 群里读得完的建议 60–120 字`,
  noText: '没有文字，只发图片或卡片',
  filled: '都有值',
  none: '没有用变量',
  missing: (names: string) => `${names}还没有值，补上才能发布`,
  noGroups: '现在没有一个群符合，不会有人收到',
  groups: (matched: number, all: number, members: number) => `${matched} / ${all} 个群，${members} 人`,
  members: '发给一位一位的会员，按等级、分层和偏好挑',
  quiet: (from: string, until: string) => `落在免打扰 ${from}–${until}，会等到免打扰结束或作罢`,
  notQuiet: '不在免打扰时间',
  clash: (day: string, names: string) => `${day} 前后 30 分钟内还有 ${names}，群主要连着确认`,
  noClash: '之后 14 天，前后 30 分钟没有别的',
  secondTask: (day: string, name: string) => `${day} ${name} 也要群发任务，一天只能 1 条，后一条改走群主待办`,
  oneTask: '一天 1 条群发任务，没有和别的抢',
  noQuota: '不占群发配额',
  auto: '当天还有名额就走群发任务，没有就进群主待办',
  files: '发送时自动传到企业微信；文件不在了会转给群主手动发',
  voiceByHand: '群发任务不收语音，这一条改由群主在手机上手动发',
  tooMany: (most: number) => `群发任务最多带 ${most} 个附件，这一条改由群主手动发`,
  hasCard: '能点进栏目页，看得到打开人数',
  noCard: '没有卡片，看不到打开人数',
  couponOpen: '还没有选券批次，群友点开领不到',
  couponSet: '选好了券批次',
  never: '在这一版的执行期里不会再发',
  onJoin: '有人进来时发，不用排期',
  relative: '还没有群走到这一天，新群会按它自己的日子收到',
} as const
