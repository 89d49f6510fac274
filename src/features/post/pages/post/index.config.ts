export default definePageConfig({ navigationBarTitleText: '晒一晒' })
