import { observable } from './observable'

export interface ToastMessage {
  text: string
  icon: 'check' | 'info' | 'offline' | 'clock'
  /** With a way back the toast stays five seconds instead of two. */
  undo?: () => void
}

/** One at a time: a new one takes the place of the old. */
export const toast = observable<ToastMessage | null>(null)

export function say(text: string, icon: ToastMessage['icon'] = 'info', undo?: () => void): void {
  toast.set(undo ? { text, icon, undo } : { text, icon })
}
