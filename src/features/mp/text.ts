/** Chinese sentences of the 公众号. */
export const mpText = {
  seeCode: '点这里看二维码，长按可以添加',
  noCode: '没有可以展示的二维码',
  silent: '发出去了，但微信没有回音；为了不打扰对方，不会再发',
  notSetUp: '还没有接上公众号。请先在公众平台拿到 AppID 和 AppSecret，填到环境变量 MP_APPID 和 MP_SECRET。',
  changedMeanwhile: '刚才有人改过。刷新看看最新的内容再发布。',
  menuFailed: (why: string) => `没有发布成功：${why}。改好后再发布一次。`,
  menuUnknown: '微信没有回音，不知道发布成功没有。再发布一次，重复发布不会出错。',
} as const
