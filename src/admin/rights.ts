import { createContext, useContext } from 'react'

export interface Rights {
  name: string
  roleName: string
  /** May change content, decide on messages and see colleagues (owner, operator). */
  canEdit: boolean
  /** May look at one member, to answer a question or a complaint (also store managers). */
  canAnswer: boolean
  /** May decide what members show each other (also reviewers). */
  canReview: boolean
  /** May change who has to approve what (owner). */
  isOwner: boolean
  /** Sees the whole brand, not a store alone. */
  isOffice: boolean
}

/** What a screen or a deed asks for. */
export type Need = Exclude<keyof Rights, 'name' | 'roleName'>

const needWords: Readonly<Record<Need, string>> = {
  canEdit: '需要管理员或运营的账号',
  canAnswer: '需要管理员、运营或店长的账号',
  canReview: '需要管理员、运营或审核的账号',
  isOwner: '需要管理员的账号',
  isOffice: '这里看的是整个品牌，需要总部的账号',
}

/** Why somebody may not, in words for a button that stays where it is; null when they may. */
export function whyNot(rights: Rights, need: Need | undefined): string | null {
  return need === undefined || rights[need] ? null : needWords[need]
}

/** Where a login leads: a judge to what waits for a yes or no, everybody else to the messages of today (their own groups' or all). */
export function homeOf(roles: readonly string[]): string {
  return roles.length > 0 && roles.every((role) => role === 'reviewer') ? '/sop' : '/today'
}

const roleNames: Record<string, string> = {
  owner: '管理员',
  operator: '运营',
  reviewer: '审核',
  store_manager: '店长',
  guide: '导购',
  viewer: '只读',
}

export function roleName(role: string): string {
  return roleNames[role] ?? role
}

export function rightsOf(name: string, roles: readonly string[]): Rights {
  const canEdit = roles.includes('owner') || roles.includes('operator')
  return {
    name,
    roleName: roles[0] ? roleName(roles[0]) : '',
    canEdit,
    canAnswer: canEdit || roles.includes('store_manager'),
    canReview: canEdit || roles.includes('reviewer'),
    isOwner: roles.includes('owner'),
    isOffice: canEdit || roles.includes('reviewer') || roles.includes('viewer'),
  }
}

export const RightsContext = createContext<Rights>(rightsOf('', []))

export function useRights(): Rights {
  return useContext(RightsContext)
}
