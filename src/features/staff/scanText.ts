/** What stands in front of the scene in the picture on the login page, so that any other code is told apart. */
const MARK = 'jiepai-login:'

export function scanText(scene: string): string {
  return `${MARK}${scene}`
}

/** The scene in what a phone scanned, or null. */
export function sceneIn(scanned: string): string | null {
  const scene = scanned.trim().replace(MARK, '')
  return /^[0-9a-f]{24}$/.test(scene) ? scene : null
}
