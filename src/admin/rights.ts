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
  }
}

export const RightsContext = createContext<Rights>(rightsOf('', []))

export function useRights(): Rights {
  return useContext(RightsContext)
}
