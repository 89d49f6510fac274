import { createContext, useContext } from 'react'

export interface Rights {
  name: string
  roleName: string
  /** May change content, decide on messages and see colleagues (owner, operator). */
  canEdit: boolean
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
  return {
    name,
    roleName: roles[0] ? roleName(roles[0]) : '',
    canEdit: roles.includes('owner') || roles.includes('operator'),
  }
}

export const RightsContext = createContext<Rights>(rightsOf('', []))

export function useRights(): Rights {
  return useContext(RightsContext)
}
