/**
 * Name of one intended write: 32 hex digits. The page keeps it until an answer came, so that a repeat after a lost answer is
 * recognised by the server and does nothing twice.
 */
export function newRequest(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
