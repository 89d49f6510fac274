const KEPT_MS = 60_000

/** Hands a file to the browser. Signs that no file system takes become `_`. */
export function downloadCsv(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replace(/[\\/:*?"<>|\s]+/g, '_').slice(0, 100)}.csv`
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the address some time after the click.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
