export default definePageConfig({
  navigationBarTitleText: '发送队列',
  enableShareAppMessage: true,
  enablePullDownRefresh: true,
})
