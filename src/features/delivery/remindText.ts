/** What people read about reminding owners and taking tasks back. */
export const remindText = {
  withdrawn: '运营撤回了这条群发，群主不能再发',
  notATask: '这条不是企业微信的群发任务，不想发请直接跳过。',
  alreadySent: '群主已经发出去了，撤不回来。',
  withdrawFailed: '企业微信没有回音，还不知道撤回了没有，请稍后再点一次撤回。',
} as const
