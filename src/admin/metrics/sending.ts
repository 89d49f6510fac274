import type { Metric } from './metric'

const board = '发送记录，取数时现数；群主的确认和企业微信的回执几分钟内到'

/** What was to be said, and what became of it. */
export const sendingMetrics = {
  onTimeRate: {
    ...{ name: '准时率', means: '计划后 10 分钟内发出的占比；待核实、窗口未关的不计' },
    ...{ above: '准时发出的条数', below: '已有结论的条数（准时、迟发、错过）', source: board },
  },
  planned: { name: '应发', means: '线上版本在这些天展开的条数，不含跳过的', source: board },
  due: { name: '已到点', means: '应发里开始时间已经过了的', source: board },
  sent: { name: '已发出', means: '企业微信回执、群主自报和人工核实分开数，从不混成一个', source: board },
  onTime: { name: '准时', means: '计划后 10 分钟内发出', source: board },
  late: { name: '迟发', means: '发出了，比计划晚 10 分钟以上', source: board },
  missed: { name: '错过', means: '到关窗还没有发出；占掉的群发额度不退', source: board },
  waiting: { name: '待群主确认', means: '已到点，任务或待办在群主手里，还没有按发送', source: board },
  unconfirmed: { name: '待核实', means: '交出以后超过 10 分钟没有回执，要人到群里看一眼', source: board },
  unconfirmedRate: {
    ...{ name: '待核实占比', means: '没有回执、要人看一眼的占多少' },
    ...{ above: '待核实的条数', below: '应发', source: board },
  },
  skipped: { name: '跳过', means: '按规则不发的，每条都有原因，不算进应发', source: board },
  open: { name: '还没结论', means: '没到点，或在等群主', source: board },
  checkins: {
    ...{ name: '打卡人数', means: '当天 0 点起至少打卡 1 次的去重人数' },
    ...{ above: '打过卡的人', below: '当刻群成员（占成员时）', source: '打卡记录，取数时现数' },
  },
  opened: { name: '打开栏目', means: '从群里的卡片打开栏目页的人次，按拍去重', source: '栏目页的打开记录' },
  tickRun: {
    name: '最近一次',
    means: '节拍器上一次跑的时间；每 5 分钟 1 次，超过 11 分钟算停了',
    source: '节拍器的运行记录，留两天',
  },
  tickTook: { name: '用时', means: '最近一次跑了多久', source: '节拍器的运行记录，留两天' },
  tickSlow: { name: '95% 用时', means: '最近几次里，95% 的不比它慢', source: '节拍器的运行记录，留两天' },
  backlog: { name: '待执行', means: '已到点、节拍器还没有做完的事；最多数到 100 件', source: '待办清单，取数时现数' },
} as const satisfies Record<string, Metric>
