import type { Words } from './types.ts'

export const decisionWords = {} as const satisfies Words
