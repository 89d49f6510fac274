import type { BatchState } from '../coupon/rules'

const states = { draft: '草稿', running: '发放中', paused: '已暂停', stopped: '已停发' } satisfies Record<
  BatchState,
  string
>

export const text = {
  member: '会员',
  draft: ' 还没发布',
  material: '素材',
  colleague: '同事',
  group: (owner: string, members: number) => `群主 ${owner} · ${members} 人`,
  coupon: (state: BatchState, total: number) => `${states[state]} · ${total} 张`,
}
