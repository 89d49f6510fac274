/** WeChat hands parameters over as they stood in the path, browsers decoded: `%3A` must read as `:` in both. */
export function plain(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '')
  } catch {
    return value ?? ''
  }
}
