import type { DryRunClashKind } from '../dryRunContract'

/** What a dry run says of a beat, laid over the calendar. */
export const overlayText = {
  notTried: '没有试到',
  notMeant: '不在这一条的受众里',
  left: { skip: '到点会跳过', ask: '到点问你' },
  clash: {
    same_hour: '同一小时还有别的',
    same_text: '同一天会读到两遍同样的话',
    over_budget: '群发名额不够，改走群主待办',
    quiet: '落在免打扰',
    group_full: '超过一天的上限',
  } satisfies Record<DryRunClashKind, string>,
  fresh: (seconds: number) => (seconds < 60 ? '刚算好' : `${Math.floor(seconds / 60)} 分钟前算的`),
  stale: '改过了，正在重新算',
  past: '过去的日子不预演',
  some: (named: number, all: number) => `群太多，只预演了 ${named} / ${all} 个`,
} as const
