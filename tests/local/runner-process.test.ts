import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DataFolder } from '../../cdk/local/data.ts'
import { freePort } from '../../cdk/local/ports.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { dataFolder, synthesizeFixture } from './fixture.ts'

const root = resolve(import.meta.dirname, '../..')

interface Ended { readonly code: number | null, readonly output: string }

/** Runs `npm start` until it says that it is ready or ends. */
async function npmStart(...args: string[]) {
  const child = spawn('npm', ['start', '--silent', '--', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, output })))
  const ready = new Promise<Record<string, string>>((found) => {
    const read = (bytes: Buffer): void => {
      output += bytes.toString()
      const line = /^ready (\{.*\})$/m.exec(output)?.[1]
      if (line) found(JSON.parse(line))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  const addresses = await Promise.race([ready, ended.then(() => undefined)])
  return { child, ended, addresses, output: () => output }
}

/** Processes that name this folder on their command line. */
function processesOf(folder: string): string[] {
  return execFileSync('ps', ['-eo', 'pid,args']).toString().split('\n')
    .filter((line) => line.includes(folder) && !line.includes(' ps '))
}

/** Four ports in a row that were free a moment ago. */
async function portRange(): Promise<number> {
  for (;;) {
    const first = await freePort()
    const free = await Promise.all([first, first + 1, first + 2, first + 3].map((port) => new Promise<boolean>((done) => {
      const server = createServer().once('error', () => done(false))
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
    })))
    if (free.every(Boolean)) return first
  }
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('tells addresses and people, and leaves nothing behind after %s', async (signal) => {
    const dir = dataFolder()
    const port = await portRange()
    const { child, ended, addresses, output } = await npmStart('--port', String(port), '--data', dir, '--no-samples')
    expect(addresses, output()).toEqual({
      console: `http://localhost:${port}`, portal: `http://localhost:${port + 1}`, mail: `http://localhost:${port + 2}`,
    })
    expect(output()).toContain('林晓  拟稿人')
    expect(output()).toContain('Accepted, of no effect on one machine:')
    expect((await fetch(`${addresses?.['mail']}/`)).status).toBe(200)
    expect(processesOf(dir)).not.toEqual([])
    // Ctrl-C in a terminal reaches the whole group, a plain kill the one process that it names.
    process.kill(signal === 'SIGINT' ? -Number(child.pid) : Number(child.pid), signal)
    await ended
    await expect.poll(() => processesOf(dir), { timeout: 15_000 }).toEqual([])
    await expect(fetch(`${addresses?.['console']}/`)).rejects.toThrow('fetch failed')
  })

  test('leaves nothing behind even when it is killed, and starts again', async () => {
    const dir = dataFolder()
    const { ended } = await npmStart('--port', String(await portRange()), '--data', dir, '--no-samples')
    const { pid }: { pid: number } = JSON.parse(readFileSync(join(dir, 'in-use.json'), 'utf8'))
    process.kill(pid, 'SIGKILL')
    await ended
    await expect.poll(() => processesOf(dir), { timeout: 15_000 }).toEqual([])
    const again = await npmStart('--port', String(await portRange()), '--data', dir)
    expect(again.addresses, again.output()).toBeDefined()
    process.kill(-Number(again.child.pid), 'SIGINT')
    await again.ended
  })

  test('says so in one message where a port is taken', async () => {
    const port = await portRange()
    const server = createServer()
    await new Promise<void>((done) => { server.listen(port + 1, '127.0.0.1', done) })
    const dir = dataFolder()
    const { ended } = await npmStart('--port', String(port), '--data', dir)
    const { code, output } = await ended
    server.close()
    expect(code).toBe(1)
    expect(output.trim()).toBe(`Port ${port + 1} for the portal is taken or not allowed.\n  → Stop what uses it, or choose another: npm start -- --port 9000`)
  })

  test.each([['--port', 'x'], ['--nonsense']])('refuses %s %s with the usage', async (...args) => {
    const { code, output } = await (await npmStart(...args)).ended
    expect(code).toBe(1)
    expect(output).toContain('npm start -- [--port 8080] [--fresh] [--data folder]')
  })

  test.each(['--help', '-h'])('answers %s with the usage, and nothing starts', async (arg) => {
    const { code, output } = await (await npmStart(arg)).ended
    expect([code, output.trim()]).toEqual([0, 'npm start -- [--port 8080] [--fresh] [--data folder] [--no-samples] [--help]'])
  })
})

describe('the data folder', () => {
  const template = synthesizeFixture()

  test('is begun again with fresh', async () => {
    const dir = dataFolder()
    await (await startLocal({ dir, template })).stop()
    writeFileSync(join(dir, 'logs', 'old.log'), 'x')
    await (await startLocal({ dir, template, fresh: true })).stop()
    expect(readdirSync(join(dir, 'logs'))).not.toContain('old.log')
  })

  test('that is half written is refused with the remedy, and fresh is the remedy', async () => {
    const dir = dataFolder()
    mkdirSync(join(dir, 'dynamodb'), { recursive: true })
    await expect(startLocal({ dir, template })).rejects.toThrow(/half written.*\n.*npm start -- --fresh/)
    await (await startLocal({ dir, template, fresh: true })).stop()
  })

  test('whose tables are of another make is refused with the remedy', async () => {
    const dir = dataFolder()
    await (await startLocal({ dir, template })).stop()
    rmSync(join(dir, 'complete.json'))
    writeFileSync(join(dir, 'complete.json'), '{"layout":0}')
    await expect(startLocal({ dir, template })).rejects.toThrow(/another version.*\n.*npm start -- --fresh/)
  })

  test('that is somebody’s own is never emptied', () => {
    const dir = dataFolder()
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'thesis.docx'), 'x')
    expect(() => DataFolder.open(dir, true)).toThrow('holds thesis.docx')
    expect(readdirSync(dir)).toEqual(['thesis.docx'])
  })

  test('that another process uses is refused, and one that a dead process used is not', () => {
    const dir = dataFolder()
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'in-use.json'), JSON.stringify({ pid: process.ppid }))
    expect(() => DataFolder.open(dir, false)).toThrow(`in use by process ${process.ppid}`)
    writeFileSync(join(dir, 'in-use.json'), JSON.stringify({ pid: 2 ** 22 + 1 }))
    expect(() => DataFolder.open(dir, true)).not.toThrow()
  })
})
