import type { Words } from './types.ts'

export const editorWords = {} as const satisfies Words
