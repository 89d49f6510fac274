/**
 * Imported before anything else by every command. The commands keep to syntax and imports that Node 14 can link, so that
 * an old Node reaches this sentence and not a stack trace.
 */
const wanted = 20

if (Number(process.versions.node.split('.')[0]) < wanted) {
  console.error(
    `Jiepai needs Node ${wanted} or newer, and this is Node ${process.versions.node}: install a newer Node and try again.`,
  )
  process.exit(1)
}
