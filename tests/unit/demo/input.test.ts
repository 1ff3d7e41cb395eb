import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../../cdk/demo/failure.ts'
import { readInput } from '../../../cdk/demo/input.ts'
import { temporaryFolder } from '../../temporary.ts'

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

describe('the file that the demo publishes', () => {
  test('is read as UTF-8 without its mark; its name serves as a title', () => {
    expect(readInput(file('关于停车的公告.txt', '\uFEFF一、停车\n'))).toEqual({ text: '一、停车\n', name: '关于停车的公告' })
  })

  test('must be there', () => {
    expect(() => readInput(join(temporaryFolder(), 'none.txt'))).toThrow(/none\.txt is not there$/)
  })

  test('must be a file', () => {
    const folder = join(temporaryFolder(), 'folder')
    mkdirSync(folder)
    expect(() => readInput(folder)).toThrow('is a folder')
  })

  test.each(['', ' \n\t\n', '\uFEFF', '\u3000'])('must hold something: %j', (text) => {
    expect(() => readInput(file('a.txt', text))).toThrow('is empty')
  })

  test('may be GB18030 or UTF-16 with its mark, as in the console; what is neither is refused', () => {
    expect(readInput(file('a.txt', Uint8Array.of(0xb9, 0xab, 0xb8, 0xe6))).text).toBe('公告')
    expect(readInput(file('a.txt', Buffer.from('\uFEFF公告', 'utf16le'))).text).toBe('公告')
    expect(() => readInput(file('a.txt', Uint8Array.of(0xff, 0x00, 0xff)))).toThrow(/is neither UTF-8, UTF-16 nor GB18030/)
  })

  test('may have a mebibyte and no more', () => {
    expect(readInput(file('a.txt', 'x'.repeat(2 ** 20))).text).toHaveLength(2 ** 20)
    expect(() => readInput(file('a.txt', 'x'.repeat(2 ** 20 + 1)))).toThrow(Failure)
  })
})
