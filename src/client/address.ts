/** WeChat hands parameters over as they stood in the path, browsers decoded: `%3A` must read as `:` in both. */
export function plain(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '')
  } catch {
    return value ?? ''
  }
}

/** Whether a material is a picture or a film that can be shown; else it is a name, as the table calls it. */
export function isAddress(material: string): boolean {
  return /^(https?:\/\/|cloud:\/\/|\/\w)/.test(material)
}
