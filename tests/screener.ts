import { createContext, runInContext } from 'node:vm'
import type { Answer, Ask } from '../functions/console/browser/messages.ts'

/**
 * Runs the program of the worker behind the editor's page, in a world that has what a worker's has and nothing else.
 *
 * @param program as it is served
 * @param scripts what `importScripts` finds, by address
 */
export function startScreener(program: string, scripts: Readonly<Record<string, string>>): (ask: Omit<Ask, 'id'>) => Answer {
  const listeners: ((event: { readonly data: Ask }) => void)[] = []
  const answers: Answer[] = []
  const world: Record<string, unknown> = {
    addEventListener: (_: 'message', listener: (event: { readonly data: Ask }) => void) => { listeners.push(listener) },
    postMessage: (answer: Answer) => { answers.push(structuredClone(answer)) },
    importScripts: (address: string) => { runInContext(scripts[address] ?? `throw new Error('nothing at ${address}')`, context) },
    TextEncoder, TextDecoder,
  }
  world['self'] = world
  const context = createContext(world)
  runInContext(program, context)
  let id = 0
  return (ask) => {
    id += 1
    for (const listener of listeners) listener({ data: { ...ask, id } })
    const answer = answers.pop()
    if (answer?.id !== id) throw new Error('The worker did not answer')
    return answer
  }
}
