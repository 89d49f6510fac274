import type { BeatFate } from '../fates'
import type { VersionStatus, VersionStep } from '../rules'

/** Name and colour of a version's state, as the list shows it. */
export const statusTags: Record<VersionStatus, readonly [name: string, kind: string]> = {
  draft: ['草稿', 'amber'],
  review: ['待审', 'blue'],
  approved: ['已通过', 'jade'],
  live: ['线上', 'jade'],
  retired: ['历史', 'plain'],
}

export const stepWords: Record<VersionStep['did'], string> = {
  create: '起草',
  submit: '提交审核',
  send_back: '退回',
  approve: '审核通过',
  schedule: '定时发布',
  unschedule: '取消定时',
  publish: '发布',
  publish_failed: '到时间没有发布成',
  retire: '停用',
}

/** What became of one of today's beats when version `number` was published. */
export function fateWords({ fate, taken, waiting }: BeatFate, number: number): string {
  switch (fate) {
    case 'changed':
      return `${waiting > 0 ? `${waiting} 个群` : '还没交出的群'}改成 v${number} 的`
    case 'same':
      return '两版说的一样'
    case 'added':
      return `v${number} 新加的，到点就发`
    case 'removed':
      return `v${number} 里没有了，不再发`
    case 'taken':
      return `${taken} 个群已经交给群主，按原来的发`
    case 'partly':
      return `${taken} 个群已经交出，按原来的发；其余 ${waiting} 个群改成 v${number} 的`
  }
}

/** Beats that a person wants to hear about; what says the same is only counted. */
export function tellingFates(beats: readonly BeatFate[]): BeatFate[] {
  return beats.filter(({ fate }) => fate !== 'same')
}
