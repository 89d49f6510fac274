/** One structured line an invocation: what the console's log search is good at. */
export function logInvocation(line: {
  function: string
  method: string | null
  requestId: string
  wire: number
  ms: number
  code: string
  fault?: unknown
}): void {
  const { fault, ...rest } = line
  if (fault === undefined) console.log(JSON.stringify(rest))
  else
    console.error(JSON.stringify({ ...rest, error: fault instanceof Error ? (fault.stack ?? fault.message) : fault }))
}
