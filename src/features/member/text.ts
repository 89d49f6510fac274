/** What a member is told about their own data. */
export const text = {
  noSuchPart: '没有这一类资料，请退出页面再进来。',
  stillStaff: '这个微信还绑着员工身份。请先让管理员解除绑定，再来注销。',
  leaving: '正在清除你的资料，几分钟就好。清完之后，想回来随时可以重新加入。',
  noSuchMember: '没有找到这位会员。请核对会员码，或请对方先打开小程序。',
  tooManySegments: '这位会员已经有 32 个标签，先去掉一个再加。',
  noSuchExport: '这次导出没有登记过，请从头再导一次。',
} as const
