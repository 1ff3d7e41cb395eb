/** A word or sentence in Chinese and English; `{name}` stands for a value. */
export type Word = readonly [zh: string, en: string]
export type Words = Readonly<Record<string, Word>>
