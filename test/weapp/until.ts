/** Pages render when their answers come; asks again until it is true, or says what was seen last. */
export async function until(isTrue: () => boolean, seen: () => string, patience = 8000): Promise<void> {
  const end = performance.now() + patience
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`it did not come true; the page says: ${seen()}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
