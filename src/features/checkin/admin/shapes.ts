import type { CheckinBook } from '../book'

/** One number of the book: how the page names it and where it stands. The form is drawn from these. */
export interface NumberShape {
  id: string
  label: string
  tail: string
  hint: string
  least: number
  most: number
  read: (book: CheckinBook) => number
  write: (book: CheckinBook, value: number) => CheckinBook
}

const cards = (change: Partial<CheckinBook['cards']>) => (book: CheckinBook) => ({
  ...book,
  cards: { ...book.cards, ...change },
})

export const missNumbers: readonly NumberShape[] = [
  {
    id: 'shield',
    label: '每月护盾',
    tail: '次',
    hint: '漏的那天自动护住，不断也不计天数；0 是没有',
    least: 0,
    most: 10,
    read: ({ shield }) => shield,
    write: (book, shield) => ({ ...book, shield }),
  },
  {
    id: 'window',
    label: '可以补最近',
    tail: '天',
    hint: '0 是不开补签',
    least: 0,
    most: 31,
    read: (book) => book.cards.windowDays,
    write: (book, windowDays) => cards({ windowDays })(book),
  },
  {
    id: 'perMonth',
    label: '每月最多补',
    tail: '次',
    hint: '一个月能换的补签卡也是这么多',
    least: 0,
    most: 31,
    read: (book) => book.cards.perMonth,
    write: (book, perMonth) => cards({ perMonth })(book),
  },
]

/** An hour and minute that a book keeps as minutes after midnight. */
export interface ClockShape {
  id: string
  label: string
  hint: string
  read: (book: CheckinBook) => number
  write: (book: CheckinBook, minutes: number) => CheckinBook
}

export const dayStartShape: ClockShape = {
  id: 'dayStart',
  label: '一天从几点开始',
  hint: '熬夜的会员多，可以设 3:00：零点半打卡算前一天。最晚 12:00',
  read: ({ dayStart }) => dayStart,
  write: (book, dayStart) => ({ ...book, dayStart }),
}

export const remindShape: ClockShape = {
  id: 'remindAt',
  label: '提醒时间',
  hint: '连续 3 天以上、当天还没打的会员，发不发由会员自己的订阅决定',
  read: ({ remindAt }) => remindAt ?? 0,
  write: (book, remindAt) => ({ ...book, remindAt }),
}
