import type { Scope } from '../staff/access'

/** Whether a caller may see the groups of an owner: headquarters all, the others their own and those of their stores. */
export function seesGroup(scope: Scope | null, owner: string): boolean {
  return scope === null || scope.owners.includes(owner)
}
