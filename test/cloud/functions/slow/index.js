// Stays busy for as long as it is told.
let running = 0

exports.main = async ({ ms }) => {
  running += 1
  const seen = running
  await new Promise((resolve) => setTimeout(resolve, ms))
  running -= 1
  return { seen }
}
