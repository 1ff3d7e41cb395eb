import { spawn } from 'node:child_process'

// Runs a program for as long as somebody holds the other end of its input: whoever started it may end in any way, even
// killed, and the program ends with it.
const [program = '', ...args] = process.argv.slice(2)
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })

function end(): void {
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), 5000).unref()
}

process.stdin.once('end', end).once('error', end).resume()
// Ctrl-C reaches the whole group; who started this decides when to end.
process.on('SIGINT', () => {})
process.on('SIGTERM', end)
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
child.once('exit', (code) => process.exit(code ?? 0))
