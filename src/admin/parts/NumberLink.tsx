import type { ReactNode } from 'react'

/** A number that leads to its rows; nothing is behind 0, and nothing where nobody may look (`href` null). */
export function NumberLink({
  n,
  href,
  children,
  of = '条',
  words,
}: {
  n: number
  href: string | null
  /** The number as it is written. */
  children: ReactNode
  /** What is counted: 条, 人, 张. */
  of?: string
  /** What the link says where the number is a share or a sum. */
  words?: string
}) {
  if (n === 0 || href === null) return <>{children}</>
  return (
    <a className="number-link" href={href} title={words ?? `看这 ${n} ${of}`}>
      {children}
    </a>
  )
}
