import { type MpBook, NO_BOOK } from '../../src/features/mp/rules'

const HOME = 'features/checkin/pages/today/index'
const BENEFITS = 'features/coupon/pages/benefits/index'

/** What the shop's 公众号 says by itself, and its menu; nothing is promised for following. */
export const demoMpBook: MpBook = {
  ...NO_BOOK,
  welcome: [
    { type: 'text', text: '你好，这里是花间美妆🌸\n每天十点有护肤小课，群里有老师答疑。' },
    { type: 'card', title: '今天也来打个卡', page: HOME },
    { type: 'text', text: '想进福利群，点下面的「进群」，小美拉你。' },
  ],
  keywords: [
    {
      words: ['进群', '加群'],
      match: 'has',
      parts: [
        { type: 'text', text: '加小美的企业微信，她拉你进福利群。' },
        { type: 'code', of: 'contactWay', text: '长按二维码添加小美' },
      ],
    },
    {
      words: ['地址', '门店'],
      match: 'has',
      parts: [{ type: 'text', text: '花间美妆 · 南山店\n深南大道 9668 号，10:00–22:00' }],
    },
  ],
  otherwise: [{ type: 'text', text: '收到啦，客服 10:00–22:00 在。想进群回复「进群」。' }],
  menu: [
    { name: '今日打卡', act: { type: 'miniprogram', page: HOME }, children: [] },
    { name: '福利', act: { type: 'miniprogram', page: BENEFITS }, children: [] },
    {
      name: '找我们',
      act: null,
      children: [
        {
          name: '进群',
          act: {
            type: 'click',
            key: 'k1',
            channel: null,
            parts: [{ type: 'text', text: '加小美的企业微信，她拉你进福利群。' }],
          },
        },
        { name: '官网', act: { type: 'view', url: 'https://example.com/huajian' } },
      ],
    },
  ],
}
