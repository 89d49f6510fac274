export default definePageConfig({ navigationBarTitleText: '顾问和群' })
