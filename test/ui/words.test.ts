import { drawingFor } from '../../src/client/parts/Cover'
import { clockText, dateLine, figure, momentText, spanText } from '../../src/client/when'
import { headline } from '../../src/features/sop/pages/headline'

const MINUTE = 60_000

test('a day is written with its weekday', () => {
  expect(dateLine('2026-11-20')).toBe('11 月 20 日 周五')
  expect(dateLine('2026-03-01')).toBe('3 月 1 日 周日')
})

test('times are those of Shanghai, wherever the phone is', () => {
  expect(clockText(Date.parse('2026-11-20T01:05:00Z'))).toBe('9:05')
  expect(clockText(Date.parse('2026-11-20T16:00:00Z'))).toBe('0:00')
  expect(momentText(Date.parse('2026-11-20T16:00:00Z'))).toBe('11-21 00:00')
})

test('what is left is never said to be nothing while it is open', () => {
  expect(spanText(1)).toBe('1 分钟')
  expect(spanText(35.2 * MINUTE)).toBe('36 分钟')
  expect(spanText(120 * MINUTE)).toBe('2 小时')
  expect(spanText(125 * MINUTE)).toBe('2 小时 5 分钟')
})

test('figures carry commas and a true minus sign', () => {
  expect(figure(1280)).toBe('1,280')
  expect(figure(1234567)).toBe('1,234,567')
  expect(figure(-120)).toBe('−120')
  expect(figure(0)).toBe('0')
})

test('a headline leaves out the column it stands under', () => {
  expect(headline({ column: '午间好物', title: '午间好物 · 一支顶三支的气垫' })).toBe('一支顶三支的气垫')
  expect(headline({ column: '午间好物', title: '午间好物：气垫' })).toBe('气垫')
  expect(headline({ column: '打卡签到', title: '打卡签到' })).toBe('打卡签到')
  expect(headline({ column: '话题讨论', title: '你是哪种？' })).toBe('你是哪种？')
})

test('a cover is chosen by the words of the column', () => {
  expect(drawingFor('打卡签到互动')).toBe('checkin')
  expect(drawingFor('话题讨论互动')).toBe('topic')
  expect(drawingFor('周五福利')).toBe('gift')
  expect(drawingFor('别的')).toBe('brand')
})
