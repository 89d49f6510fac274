export default definePageConfig({ navigationBarTitleText: '收下一张券' })
