import type { Words } from './types.ts'

export const commandsWords = {} as const satisfies Words
