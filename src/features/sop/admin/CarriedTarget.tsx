import { useEffect } from 'react'
import { serverNow } from '../../../admin/clock'
import { refusalAt } from './calendarChanges'
import { type Carry, useCarried } from './useCarry'

/** Marks the day of the month over which something is held, without drawing the month anew. */
export function CarriedTarget({ carry }: { carry: Carry }) {
  const { place } = useCarried(carry)
  const date = place?.to.date ?? null
  const refused = place !== null && refusalAt(place.to, serverNow()) !== null
  useEffect(() => {
    if (date === null) return
    const cell = document.querySelector<HTMLElement>(`.month [data-date="${date}"]`)
    cell?.setAttribute('data-over', refused ? 'refused' : 'true')
    return () => cell?.removeAttribute('data-over')
  }, [date, refused])
  return null
}
