/** The row on 我的; apart from the page's own words, because it is in the members' first download. */
export const entryText = {
  title: '待我审核',
  hint: '同事交上来的版本和会员的晒图',
  count: (count: number) => `${count} 件`,
} as const
