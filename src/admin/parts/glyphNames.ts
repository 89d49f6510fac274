/** What a beat of a group looks like: eight shapes that can be told apart without colour. */
export type GlyphName = 'plan' | 'built' | 'wait' | 'sent' | 'late' | 'missed' | 'skip' | 'verify'

export const glyphNames: Record<GlyphName, string> = {
  sent: '已发送',
  late: '迟发',
  wait: '待群主确认',
  verify: '待核实',
  missed: '错过',
  built: '已建任务',
  plan: '计划',
  skip: '跳过',
}
