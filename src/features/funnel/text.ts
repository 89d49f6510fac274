import type { Dimension } from './rules'

export const text = {
  /** The row of everybody whom nobody can place. */
  nowhere: {
    channel: '未识别来源',
    kind: '未识别来源',
    guide: '没有导购',
    store: '没有门店',
    group: '没进过群',
    version: '没有记到版本',
  } satisfies Record<Dimension, string>,
  noGroup: '没有这个群，可能已经解散。请回到群列表再选。',
} as const
