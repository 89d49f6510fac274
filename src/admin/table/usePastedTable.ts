import { useEffect } from 'react'

/** Cells copied from a spreadsheet, or a file, as a file to read: wherever they are pasted while the part is open. */
export function usePastedTable(onFile: (file: File) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (file) onFile(file)
      else if (text.includes('\t')) onFile(new File([text], '剪贴板.csv', { type: 'text/csv' }))
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [onFile])
}
