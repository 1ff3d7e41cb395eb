import type { Words } from './types.ts'

export const itemWords = {} as const satisfies Words
