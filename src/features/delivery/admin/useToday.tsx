import { createContext, type ReactNode, useContext } from 'react'
import { type Query, useQuery } from '../../../admin/useQuery'
import type { Board } from '../contract'

/** Boards ask again every 20 s (ms here) while they are visible; there is no long connection. */
export const POLL_MS = 20_000

const Today = createContext<Query<Board> | null>(null)

/** One board of today for the whole desk: menu badge, bar of beats and the screen itself read the same answer. */
export function TodayProvider({ children }: { children: ReactNode }) {
  const board = useQuery('delivery.getBoard', {}, POLL_MS)
  return <Today.Provider value={board}>{children}</Today.Provider>
}

export function useToday(): Query<Board> {
  const board = useContext(Today)
  if (!board) throw new Error('useToday outside of TodayProvider')
  return board
}
