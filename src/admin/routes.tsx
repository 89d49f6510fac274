import { type ComponentType, lazy } from 'react'

/** Each screen is a chunk of its own; the worker with the spreadsheet library hangs on the import screen alone. */
export const routes: Readonly<Record<string, ComponentType>> = {
  '/today': lazy(() => import('../features/delivery/admin/TodayScreen').then((m) => ({ default: m.TodayScreen }))),
  '/sop': lazy(() => import('../features/sop/admin/VersionScreen').then((m) => ({ default: m.VersionScreen }))),
  '/import': lazy(() => import('../features/sop/admin/ImportScreen').then((m) => ({ default: m.ImportScreen }))),
  '/people': lazy(() => import('../features/staff/admin/PeopleScreen').then((m) => ({ default: m.PeopleScreen }))),
}
