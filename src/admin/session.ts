/**
 * The staff session of this browser tab. It lives in sessionStorage: closing the tab signs out, which is right for the shared
 * computer of a shop, and another tab asks for the password again.
 */
export interface Session {
  token: string
  name: string
  roles: readonly string[]
}

const KEY = 'jiepai.session'

export function readSession(): Session | null {
  const text = sessionStorage.getItem(KEY)
  if (!text) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return isSession(parsed) ? parsed : null
  } catch {
    // Something else wrote this key; asking for the password again mends it.
    return null
  }
}

export function writeSession(session: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify(session))
}

export function clearSession(): void {
  sessionStorage.removeItem(KEY)
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'name' in value &&
    typeof value.name === 'string' &&
    'roles' in value &&
    Array.isArray(value.roles)
  )
}
