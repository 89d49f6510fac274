const KEPT_MS = 60_000

/** Hands bytes or text to the browser as a file. */
export function saveFile(fileName: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the address some time after the click; taken back too early, nothing is saved and nobody is told.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
