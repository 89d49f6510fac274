import { timeOf } from '../../kernel/day'

/** `08:59:58`, as a clock on a wall in Shanghai shows it. */
export function clockOf(instant: number): string {
  const seconds = Math.floor(instant / 1000) % 60
  return `${timeOf(instant)}:${String(seconds).padStart(2, '0')}`
}
