import { sha256, utf8 } from '../../kernel/sha256'

/** Tickets and seeds are hex; so is everything made from them. */
const HEX = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
const hash = (text: string) => HEX(sha256(utf8(text)))

/** What is published before anybody can join: SHA-256 of the seed as text. */
export function commitmentOf(seed: string): string {
  return hash(seed)
}

/** 16 hex digits that stand for a member in the public list of a draw; they lead back to nobody. */
export function ticketOf(session: string, memberId: string): string {
  return hash(`${session}:${memberId}`).slice(0, 16)
}

/** A ticket's score: SHA-256 of `seed:ticket`. The lowest scores win, so anybody who has seed and list can draw again. */
export function scoreOf(seed: string, ticket: string): string {
  return hash(`${seed}:${ticket}`)
}

export interface Ticket {
  ticket: string
  memberId: string
}

/** Everybody's score is fixed by seed and ticket alone: neither the order of joining nor a second run changes the draw. */
export function drawFrom(
  seed: string,
  tickets: readonly Ticket[],
  stock: number,
): { winners: string[]; lastScore: string | null } {
  const scored = tickets.map(({ ticket, memberId }) => ({ score: scoreOf(seed, ticket), memberId }))
  const best = scored.sort((a, b) => (a.score < b.score ? -1 : 1)).slice(0, stock)
  return { winners: best.map(({ memberId }) => memberId), lastScore: best.at(-1)?.score ?? null }
}
