export default defineAppConfig({
  pages: [
    'features/checkin/pages/today/index',
    'features/coupon/pages/benefits/index',
    'features/points/pages/points/index',
    'features/member/pages/me/index',
  ],
  // What only staff open, what draws codes, and what a card opens stays out of the members' first download.
  subPackages: [
    { root: 'features/checkin/pages/score', pages: ['index'] },
    { root: 'features/sop/pages/column', pages: ['index'] },
    { root: 'features/delivery/pages', pages: ['queue/index'] },
    { root: 'features/coupon/pages/coupon', pages: ['index'] },
    { root: 'features/coupon/pages/gift', pages: ['index'] },
    { root: 'features/coupon/pages/counter', pages: ['index'] },
    { root: 'features/staff/pages/scan', pages: ['index'] },
    { root: 'features/approval/pages/approvals', pages: ['index'] },
    { root: 'features/member/pages/privacy', pages: ['index'] },
    { root: 'features/intent/pages/messages', pages: ['index'] },
    { root: 'features/post/pages/post', pages: ['index'] },
    { root: 'features/tier/pages/tier', pages: ['index'] },
    { root: 'features/flash/pages/flash', pages: ['index'] },
    { root: 'features/survey/pages/survey', pages: ['index'] },
    { root: 'features/channel/pages/invite', pages: ['index'] },
  ],
  // The day's programme leads to its columns and to the month: they are there before the first tap.
  preloadRule: {
    'features/checkin/pages/today/index': {
      network: 'all',
      packages: ['features/sop/pages/column', 'features/checkin/pages/score'],
    },
  },
  window: {
    // Our own bar carries the brand beside the capsule; see client/parts/NavBar.
    navigationStyle: 'custom',
    navigationBarTitleText: '花间美妆·福利群',
    navigationBarTextStyle: '@navText' as 'black',
    navigationBarBackgroundColor: '@paper',
    backgroundColor: '@paper',
    backgroundTextStyle: '@pullText' as 'dark',
  },
  tabBar: {
    // Drawn by client/parts/TabBar on both platforms, so that it follows theme and brand.
    custom: true,
    color: '@tab',
    selectedColor: '@tabNow',
    backgroundColor: '@surface',
    borderStyle: '@tabLine' as 'black',
    list: [
      { pagePath: 'features/checkin/pages/today/index', text: '今日' },
      { pagePath: 'features/coupon/pages/benefits/index', text: '福利' },
      { pagePath: 'features/points/pages/points/index', text: '积分' },
      { pagePath: 'features/member/pages/me/index', text: '我的' },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  __usePrivacyCheck__: true,
})
