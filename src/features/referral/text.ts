export const referralText = {
  /** Shown above the switch: what WeChat allows, and what this does instead. */
  law: '微信《运营规范》不允许因为分享、邀请、关注、加好友或进群给任何好处，违反会被限制分享甚至封号。所以这里不奖励邀请：朋友从分享卡片进来只会记一笔「谁带来的」；只有朋友自己后来做到下面这件事，才向带 TA 来的人道一声谢。默认关闭；对外文案里不要写「邀请有奖」。',
  noReferral: '没有这条邀请，请刷新后再看。',
  decided: '这条已经处理过了，请刷新后再看。',
  off: '规则是关着的，现在不能通过。先打开规则，或驳回这条。',
  noteNeeded: '驳回时写清楚原因，至少两个字。',
} as const
