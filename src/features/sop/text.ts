import type { ClockTime, Day } from '../../kernel/day'

/** What the import says about a cell: what it is, and what to do next. */
export const importText = {
  timeUnreadable: (found: string) => `看不懂时间「${found}」，请写成 9:00、20:30 或 12:00-13:00`,
  noSuchTime: (found: string, proposal: string | null) =>
    proposal === null
      ? `没有「${found}」这个时间，请改成 0:00 到 23:59 之间的时间`
      : `没有「${found}」这个时间，是不是 ${proposal}？请改一下`,
  timeBackwards: (from: ClockTime, until: ClockTime) =>
    `结束时间 ${until} 早于开始时间 ${from}，时段不能跨过半夜，请改时间或分成两行`,
  timeMissing: '时段空着，请填上发送时间，例如 10:00',
  timeTidied: (found: string, slots: string) => `「${found}」已读成 ${slots}`,

  cycleUnreadable: (found: string) => `看不懂周期「${found}」，请写成 每天、周三、12月12日、春节 或 妇女节前3天 这样`,
  cycleMissing: '周期空着，上面也没有可以沿用的周期，请填 每天、周三 或日期',
  wordUnknown: (found: string, known: string) => `不认得「${found}」，先按平常的来；认得的有 ${known}`,
  spanUnreadable: (found: string) => `看不懂「${found}」，请写成 50-200、50以上 或 200以内，先按不限排`,
  variablesUnreadable: (found: string) => `看不懂变量「${found}」，请写成 产品=气垫；色号=01 这样`,
  contentUnreadable: (line: string) =>
    `看不懂内容「${line}」，请一行写一段：图片：名字、链接：标题｜https://…，也可以清空这一格`,
  exceptionUnreadable: (line: string) =>
    `看不懂单独安排「${line}」，请写成 2026年11月25日第1次：不发，或 …：改到2026年11月26日14:00-15:00，也可以清空这一格`,
  keyWrong: (found: string) => `节点编号「${found}」只能用小写字母、数字和下划线，最多 24 位；清空会自动给一个`,
  keyTwice: (found: string) => `节点编号「${found}」前面已经有了，请改一个或清空`,
  moduleUnknown: (found: string, known: string) => `「${found}」不是常用的内容模块（${known}），先照写的记下`,
  groupUnreadable: (found: string) => `建群后的时间只认得「建群第N天」，请把「${found}」改成这样`,
  cycleCarried: (above: string) => `周期空着，已沿用上一行的「${above}」`,
  cycleTidied: (found: string, read: string) => `「${found}」已读成 ${read}`,
  noSuchWeekday: (found: string) => `没有「${found}」，请写成 周一 到 周日`,
  noSuchDate: (found: string) => `没有「${found}」这一天，请改成 12月12日 这样的日期`,
  joinUnreadable: (found: string) => `入群后的时间只认得「入群即刻」和「入群第N天」，请把「${found}」改成其中一种`,
  festivalUnknown: (name: string) => `算不出${name}是哪一天，请改成具体日期`,
  festivalDisagrees: (name: string, day: Day, written: Day) =>
    `${name}在 ${day}，括号里写的是 ${written}，先按括号里的日期排`,

  errorCell: (error: string) => `这一格是错误值 ${error}，请在表里修好公式，或直接改成文字`,
  textMissing: '文案空着，请写上要发到群里的话',
  textTooLong: (bytes: number) =>
    `文案有 ${bytes} 字节，企业微信一条文字最多 4000 字节（约 1300 个汉字），请删短或分成两行`,
  columnGuessed: (name: string) => `栏目空着，先叫「${name}」，可以改成群友认得的名字`,

  memberVariable: (names: string) => `发到群里的消息不能带每个人的${names}，建议改成对大家说的话；也可以自己改`,
  unresolvedVariable: (names: string) => `${names}还没有内容，发布前请在节点里填上要写的字`,
  formUnknown: (form: string) =>
    `不认得表现形式「${form}」，已记在备注里；认得的有 文字、图文、多图、短视频、语音、问卷、小程序`,
  materialMissing: (kind: string) => `表现形式里有${kind}，素材里没有写是哪一个，请补上素材名`,
  questionnaireKept: (name: string) =>
    `「${name}」按名字记下，群友点卡片到栏目页；想让大家在页面里直接选，请在文案里写「A … B …」`,
  tagsUnknown: (tags: string, known: string) =>
    `没有「${tags}」这样的群，现有的群标签是：${known}；不改的话这一条不会发到这些群`,
  tagsUnchecked: '还没有从企业微信读到群，适用群先照写的记下，读到后再核对',
  ownerUnknown: (name: string) => `员工里没有「${name}」，消息仍由各群的群主发；要指派给人，请先添加员工`,
  extraColumn: (label: string) => `「${label}」这一列没有对应的内容，已并入备注`,
  headingRow: (found: string) => `这一行只有「${found}」，当作小标题，没有写入`,
  repeatedHeader: '这一行又是表头，没有写入',
  noHeader: (sheet: string) => `「${sheet}」里没有找到表头（至少要有 周期或时段、文案 两列），整张表没有写入`,
  noTextColumn: (labels: string) => `表头认得 ${labels}，但没有「文案」这一列，请补上列名，否则这张表写不进去`,
  emptySheet: (sheet: string) => `「${sheet}」的表头下面没有内容`,
  otherPeriod: (from: Day, to: Day) => `这张表写的执行周期是 ${from} 到 ${to}，和前面的不同，先按前面的排`,
  periodPast: (to: Day) => `执行周期到 ${to} 已经结束，发布后不会再发，请改标题行的日期`,
  noPeriod: '标题行没有写执行周期，发布后会一直执行；要有起止，请写上「执行周期:2026年11月23日—12月31日」',

  onJoin: '入群即刻的欢迎语要等企业微信的入群通知，定时器不发；已留在版本里，可以复制到企业微信的入群欢迎语',
  afterJoin: (day: number) => `入群第${day}天要知道每位群友的入群日，定时器不按人发；已留在版本里，请群主手动发`,
  datePast: (what: string) => `${what}已经过去，这一版不会发；要发请改成以后的日期`,
  outsidePeriod: (what: string, from: Day | null, to: Day | null) =>
    `${what}不在执行周期 ${from ?? ''} 到 ${to ?? ''} 里，这一版不会发；要发请延长执行周期`,
} as const
