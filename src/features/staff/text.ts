/** What the staff pages say when something is refused. */
export const text = {
  wrongLogin: '名字或密码不对。连错 5 次会锁 15 分钟，忘了请找运营负责人重设。',
  locked: (minutes: number) => `连错 5 次，先锁一会儿。${minutes} 分钟后再试，或找运营负责人重设。`,
  sessionExpired: '登录已过期，请重新登录，没保存的内容还在这台电脑上。',
  notStaff: '这个微信还没有绑定员工身份，请向运营要一个 8 位绑定码。',
  noSuchStaff: '没有这位同事，请刷新名单再选。',
  wrongCode: '绑定码不对或已过期，请向运营要一个新的。',
  tooManyCodes: '今天试了太多次，明天再试，或请运营核对绑定码。',
  loginTaken: '这个账号已经有人用了，请换一个；要改他的资料，在名单里点开他。',
  wecomTaken: (name: string) => `这个企业微信账号已经记在${name}名下，先从他那里去掉再填。`,
  notYourself: '不能停用自己，也不能去掉自己的管理员。请另一位管理员来改。',
  noPassword: '你的账号没有密码，用手机扫码登录；要设密码请找管理员。',
  wrongPassword: '现在的密码不对，再输一次。忘了请找管理员重设。',
  scanOver: '这个码已经过期或被人用过，请在电脑上刷新一个再扫。',
  alreadyBound: '这个微信已经绑在另一位同事名下，请先请运营解除。',
}
