/** Line icons, 16 px grid, 1.4 px stroke. A name that is missing here does not compile. */
const paths = {
  today: 'M2.5 9h2.2l1.6-5 3 9 1.7-5.5h2.5',
  calendar:
    'M3.5 3.5h9a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1M2.5 6.5h11M5.5 2v2.5M10.5 2v2.5',
  sop: 'M3 4h10M3 8h7M3 12h10',
  import: 'M8 2.5v7M5.2 6.8 8 9.6l2.8-2.8M2.8 11v2.2h10.4V11',
  coupon: 'M2.5 4.5h11v2.2a1.3 1.3 0 0 0 0 2.6v2.2h-11V9.3a1.3 1.3 0 0 0 0-2.6zM9.5 5v1.2M9.5 7.4v1.2M9.5 9.8V11',
  member: 'M8 2.8a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2M3 13.4c.4-2.5 2.4-3.9 5-3.9s4.6 1.4 5 3.9',
  tier: 'M2.5 5l2.8 2.6L8 3.5l2.7 4.1L13.5 5l-1 7.5h-9z',
  ledger: 'M3 13.5V8.5M6.5 13.5v-9M10 13.5V6.5M13.3 13.5V3',
  debt: 'M8 2.5v2M3 4.5h10M4.5 4.5 2.5 9h4zM11.5 4.5l-2 4.5h4zM8 4.5v9M5.5 13.5h5',
  people:
    'M6 3.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8M2 13c.3-2.4 1.9-3.6 4-3.6s3.7 1.2 4 3.6M10.3 3.9a2.2 2.2 0 0 1 0 4.2M11.5 9.7c1.5.4 2.3 1.5 2.5 3.3',
  send: 'M13.5 2.5 2.5 7l4.5 2 2 4.5zM7 9l3-3',
  check: 'm3.5 8.5 3 3 6-6.5',
  lock: 'M5 7h6a1.5 1.5 0 0 1 1.5 1.5V12A1.5 1.5 0 0 1 11 13.5H5A1.5 1.5 0 0 1 3.5 12V8.5A1.5 1.5 0 0 1 5 7M5.5 7V5.2a2.5 2.5 0 0 1 5 0V7',
  warn: 'M8 2.8 14 13H2zM8 6.5v3M8 11.2v.1',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2 1.3',
  down: 'M8 3.5v9M4.5 9 8 12.5 11.5 9',
  fold: 'm4 6 4 4 4-4',
  left: 'M9.5 4 5.5 8l4 4',
  right: 'M6.5 4l4 4-4 4',
  close: 'm4 4 8 8M12 4l-8 8',
  pen: 'M11 2.8 13.2 5 6 12.2l-3 .8.8-3z',
  plus: 'M8 3.5v9M3.5 8h9',
  file: 'M4.5 2.5h5l3 3v8h-8zM9.5 2.5v3h3',
  out: 'M6.5 3H3.5v10h3M6.5 8h6.5M10.5 5.5 13 8l-2.5 2.5',
  phone: 'M5 2.5h6a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1M7 11.8h2',
  image:
    'M4.5 3h7A1.5 1.5 0 0 1 13 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 11.5v-7A1.5 1.5 0 0 1 4.5 3M3 11.5l3.2-3.2 2.3 2.3 1.8-1.7 2.7 2.6M10.3 5.2v.1',
  play: 'M5 3.2 12.5 8 5 12.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  sliders: 'M3 4.5h5M11 4.5h2M3 11.5h2M8 11.5h5M9.5 3v3M6.5 10v3',
  export: 'M8 9.5v-7M5.2 5.2 8 2.4l2.8 2.8M2.8 10v3.2h10.4V10',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  cards: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  search: 'M7.2 3a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4M10.3 10.3 13.5 13.5',
  qr: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h1.5v1.5H9zM12 9h1v1M9 12.5h1.5M12 12h1v1',
  funnel: 'M2.5 3h11l-4.3 5.2v4.3L6.8 14V8.2z',
  survey: 'M3.5 2.5h9v11h-9zM5.8 5.5h4.4M5.8 8h4.4M5.8 10.5h2.6',
  shop: 'M3 6.5V13.5h10V6.5M2.5 6.5 3.5 2.8h9l1 3.7M2.5 6.5h11M6.5 13.5v-4h3v4',
  bag: 'M3.5 5.5h9l.8 8H2.7zM5.8 5.5V4.7a2.2 2.2 0 0 1 4.4 0v.8',
  gift: 'M3 6h10v2.5H3zM4 8.5h8v5H4zM8 6v7.5M8 6C6 6 4.8 5.2 5 4s2-1 3 2M8 6c2 0 3.2-.8 3-2s-2-1-3 2',
  article: 'M3 3h10v10H3zM5.3 5.8h5.4M5.3 8.2h5.4M5.3 10.6h3',
  stamp: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M5.5 8.2l1.8 1.8 3.2-3.6',
  bolt: 'M9 2 3.5 9H8l-1 5 5.5-7H8z',
  folder: 'M2.5 4.2h4l1.4 1.6h5.6v7h-11z',
  hand: 'M5 8V4.2a1 1 0 0 1 2 0V7M7 6.5V3.4a1 1 0 0 1 2 0V7M9 6.8V4.2a1 1 0 0 1 2 0v5.3A3.7 3.7 0 0 1 7.3 13.2C5.4 13.2 4.6 12 3.4 9.8c-.5-1 .6-1.8 1.3-1z',
  badge:
    'M4 3.5h8v9.5H4zM6.5 2.2h3v2.2h-3zM8 6.6a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6M6 11.3c.3-.9 1-1.3 2-1.3s1.7.4 2 1.3',
  history: 'M3 8a5 5 0 1 0 1.5-3.6M3 2.5V5h2.5M8 5.5V8l1.8 1.2',
  inbox: 'M2.5 9 4 3.5h8L13.5 9v4h-11zM2.5 9h3l1 1.6h3l1-1.6h3',
  shield: 'M8 2.3 13 4v4c0 3-2 4.8-5 5.8C5 12.8 3 11 3 8V4zM5.8 8l1.6 1.6 2.9-3.1',
  undo: 'M5.5 3 2.5 6l3 3M2.8 6H10a3.5 3.5 0 0 1 0 7H6',
  redo: 'm10.5 3 3 3-3 3M13.2 6H6a3.5 3.5 0 0 0 0 7h4',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.5h-2.5',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** The four beats of the brand mark, the second one is now. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="7" width="3" height="6" rx="1.5" fill="var(--ink)" />
      <rect x="6" y="3" width="3" height="14" rx="1.5" fill="var(--coral)" />
      <rect x="11" y="7" width="3" height="6" rx="1.5" fill="var(--ink)" />
      <rect x="16" y="5" width="3" height="10" rx="1.5" fill="var(--ink)" />
    </svg>
  )
}
