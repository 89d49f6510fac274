const KEPT_MS = 60_000

/** Hands a table to the browser as a file. */
export function downloadCsv(name: string, text: string): void {
  downloadFile(`${name}.csv`, new Blob([text], { type: 'text/csv;charset=utf-8' }))
}

/** Hands a file to the browser. Signs that no file system takes become `_`. */
export function downloadFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file)
  const cut = name.lastIndexOf('.')
  const link = document.createElement('a')
  link.href = address
  link.download = `${name
    .slice(0, cut)
    .replace(/[\\/:*?"<>|\s]+/g, '_')
    .slice(0, 100)}${name.slice(cut)}`
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the address some time after the click.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
