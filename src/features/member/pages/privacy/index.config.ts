export default definePageConfig({ navigationBarTitleText: '我们知道你什么' })
