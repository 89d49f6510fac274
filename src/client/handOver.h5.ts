/** Gives a file to the member: the browser saves it. */
export async function handOver(name: string, content: string): Promise<void> {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
