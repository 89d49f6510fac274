/**
 * Loaded into the server's process by `npm start`: when the command that started it was killed hard, nobody would tell the
 * server, and the next start would find the port taken.
 */
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
