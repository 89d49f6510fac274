import { dayOf, instantAt, MINUTE, minutesOf } from '../../kernel/day'
import type { WelcomeSlot } from './rules'

/** What a newcomer by a channel hears at an instant: the first slot that covers it; null without any. */
export function welcomeAt(slots: readonly WelcomeSlot[], now: number): WelcomeSlot | null {
  const minute = Math.floor((now - instantAt(dayOf(now), '00:00')) / MINUTE)
  return slots.find((slot) => covers(slot, minute)) ?? null
}

function covers({ from, until }: WelcomeSlot, minute: number): boolean {
  const start = minutesOf(from)
  const end = minutesOf(until)
  if (start === end) return true
  return start < end ? start <= minute && minute < end : minute >= start || minute < end
}

/** Benefit, then answers, then the group's rules: one text each, without the empty ones. */
export function welcomeTexts({ benefit, faq, rules }: WelcomeSlot): string[] {
  return [benefit, faq, rules].map((text) => text.trim()).filter((text) => text !== '')
}
