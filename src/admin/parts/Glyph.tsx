import type { ReactNode } from 'react'
import { type GlyphName, glyphNames } from './glyphNames'

const stroke = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const shapes: Record<GlyphName, ReactNode> = {
  plan: <circle cx="7" cy="7" r="5.2" fill="none" stroke="#8e857a" strokeWidth="1.3" />,
  built: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="var(--ink-3)" strokeWidth="1.3" />
      <circle cx="7" cy="7" r="2" fill="var(--ink-3)" />
    </>
  ),
  wait: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="var(--surface)" stroke="var(--amber-deep)" strokeWidth="1.3" />
      <path d="M7 1.8a5.2 5.2 0 0 1 0 10.4z" fill="var(--amber-deep)" />
    </>
  ),
  sent: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="var(--jade)" />
      <path d="m4.4 7.2 1.9 1.9 3.4-3.8" stroke="#fff" strokeWidth="1.5" {...stroke} />
    </>
  ),
  late: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="var(--surface)" stroke="var(--jade)" strokeWidth="1.4" />
      <path d="M7 4.2v3l2 1.2" stroke="var(--amber-text)" strokeWidth="1.4" {...stroke} />
    </>
  ),
  missed: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="var(--brick)" />
      <path d="m5 5 4 4M9 5 5 9" stroke="#fff" strokeWidth="1.5" {...stroke} />
    </>
  ),
  skip: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="#8e857a" strokeWidth="1.3" strokeDasharray="2 1.6" />
      <path d="M4.5 7h5" stroke="var(--ink-3)" strokeWidth="1.4" {...stroke} />
    </>
  ),
  verify: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="var(--blue)" />
      <path
        d="M5.3 5.5c.1-1.1.8-1.6 1.7-1.6s1.7.6 1.7 1.5c0 1.2-1.6 1.3-1.6 2.4M7.1 9.9v.1"
        stroke="#fff"
        strokeWidth="1.3"
        {...stroke}
      />
    </>
  ),
}

/** Without `label` it is decoration beside words that already say the state. */
export function Glyph({ name, size = 13, label }: { name: GlyphName; size?: number; label?: boolean }) {
  const attributes = label ? { role: 'img', 'aria-label': glyphNames[name] } : { 'aria-hidden': true }
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label or hidden, see the attributes
    <svg className="icon glyph" data-glyph={name} width={size} height={size} viewBox="0 0 14 14" {...attributes}>
      {shapes[name]}
    </svg>
  )
}
