/** What a member is told about their own data. */
export const text = {
  noSuchPart: '没有这一类资料，请退出页面再进来。',
  stillStaff: '这个微信还绑着员工身份。请先让管理员解除绑定，再来注销。',
  leaving: '正在清除你的资料，几分钟就好。清完之后，想回来随时可以重新加入。',
} as const
